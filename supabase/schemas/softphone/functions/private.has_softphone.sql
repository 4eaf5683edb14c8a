-- Whether a browser of this person can ring for them at this moment.
create or replace function private.has_softphone(tenant uuid, person uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.softphones s
    where s.tenant_id = tenant and s.user_id = person
      and s.seen_at > now() - interval '45 seconds');
end
$$;
revoke all on function private.has_softphone from public;
