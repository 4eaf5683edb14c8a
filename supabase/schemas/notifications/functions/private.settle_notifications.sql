-- There is nothing to do any more about a subject: what is unread of these kinds counts as read.
-- What its person is marking at this moment is left to them.
create or replace function private.settle_notifications(tenant uuid, kinds text[], about_id uuid)
  returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update public.notifications n set read_at = now()
    where n.tenant_id = tenant and n.id in (select m.id from public.notifications m
      where m.tenant_id = tenant and m.subject_id = about_id and m.kind = any (kinds)
        and m.read_at is null
      for update skip locked);
exception when others then
  raise warning 'notifications of % are as they were: %', about_id, sqlerrm;
end
$$;

revoke all on function private.settle_notifications from public;
