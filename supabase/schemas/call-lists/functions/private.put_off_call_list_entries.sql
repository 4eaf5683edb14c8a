-- Who has only numbers where calls may not go waits; looked at again in an hour, or as soon as the
-- company allows other numbers (private.look_again_at_numbers). Never a colleague's, nor one on a
-- call.
create or replace function private.put_off_call_list_entries(list uuid, entries uuid[],
  at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off as $$
declare
  tenant constant uuid := private.tenant_id();
  me constant uuid := auth.uid();
begin
  -- Two who put off the same ones would wait for each other.
  perform pg_advisory_xact_lock(hashtextextended('call list not allowed:' || list, 0));
  update public.call_list_entries t set state = 'waiting', reason = 'not_allowed',
      claimed_by = null, claimed_until = null, next_attempt_at = at + interval '1 hour'
    where t.tenant_id = tenant and t.list_id = list and t.id = any (entries)
      and (t.state = 'waiting' or t.state = 'claimed' and t.claimed_by = me and not t.is_calling);
  return found;
end
$$;

revoke all on function private.put_off_call_list_entries from public;
grant execute on function private.put_off_call_list_entries to authenticated;
