-- What a person says came of a call decides what becomes of its entry in a call list, also when
-- they say so later or change their mind. Not once a colleague has the contact again.
create or replace function private.settle_listed_call() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  e public.call_list_entries;
begin
  if tg_op = 'UPDATE' and new.disposition_id is not distinct from old.disposition_id then
    return null;
  end if;
  select * into e from public.call_list_entries
    where tenant_id = new.tenant_id and call_id = new.call_id for update;
  if not found or e.state = 'skipped' or (e.state = 'claimed' and not e.is_calling) then
    return null;
  end if;
  perform private.settle_entry(e, new.disposition_id, (select c.outcome from public.calls c
      where c.tenant_id = new.tenant_id and c.id = new.call_id),
    coalesce(e.claimed_by, e.finished_by, new.user_id), now());
  return null;
end
$$;

revoke all on function private.settle_listed_call from public;
