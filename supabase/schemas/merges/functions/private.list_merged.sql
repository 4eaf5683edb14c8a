-- Whoever may not be called may not be called by the other contact's numbers either: if either of
-- the two was not to be called, all of their numbers join the do-not-call list. Gives the entries
-- that were added.
create or replace function private.list_merged(tenant uuid, keep uuid, gone uuid) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  added jsonb;
begin
  if not private.is_not_called(tenant, keep) and not private.is_not_called(tenant, gone) then
    return '[]';
  end if;
  with listed as (
    insert into public.do_not_call (tenant_id, number, note, added_by)
      select distinct tenant, p.phone, 'Merged with a contact that is not to be called',
        private.actor()
      from public.contact_phones p
      where p.tenant_id = tenant and p.contact_id in (keep, gone)
    on conflict (tenant_id, number) do nothing
    returning id
  )
  select coalesce(jsonb_agg(id), '[]') into added from listed;
  return added;
end
$$;

revoke all on function private.list_merged from public;
