-- The entry of a list whose turn it is, locked: first who was to be called at a time that has come,
-- then the others in their order. Never one that somebody is about to get.
create or replace function private.due_entry(tenant uuid, list uuid, at timestamptz)
  returns public.call_list_entries
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  e public.call_list_entries;
begin
  select * into e from public.call_list_entries
    where tenant_id = tenant and list_id = list and state = 'waiting'
      and next_attempt_at > '-infinity' and next_attempt_at <= at
    order by next_attempt_at, position limit 1 for update skip locked;
  if found then return e; end if;
  select * into e from public.call_list_entries
    where tenant_id = tenant and list_id = list and state = 'waiting'
      and next_attempt_at = '-infinity'
    order by position limit 1 for update skip locked;
  return e;
end
$$;

revoke all on function private.due_entry from public;
