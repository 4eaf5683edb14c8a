-- Whether calls may ring a person in a browser at this moment: they want it, and one of theirs is
-- registered.
create or replace function private.is_in_browser(tenant uuid, person uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.softphones s
      where s.tenant_id = tenant and s.user_id = person
        and s.seen_at > now() - interval '45 seconds')
    and exists (select from public.call_devices d
      where d.tenant_id = tenant and d.user_id = person and d.rings_on in ('browser', 'both'));
end
$$;
revoke all on function private.is_in_browser from public;
