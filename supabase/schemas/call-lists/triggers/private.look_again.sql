-- Other calling hours: who waits for their hours is looked at again.
create or replace function private.look_again() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (old.hours_from, old.hours_until, old.days)
      is distinct from (new.hours_from, new.hours_until, new.days) then
    update public.call_list_entries set next_attempt_at = '-infinity', reason = null
      where tenant_id = new.tenant_id and list_id = new.id and state = 'waiting'
        and next_attempt_at > '-infinity' and reason = 'hours';
  end if;
  return null;
end
$$;

revoke all on function private.look_again from public;
