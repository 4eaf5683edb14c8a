-- A call that waits in a queue was connected, or has ended. Who asked to be called back keeps their
-- place.
create or replace function private.follow_queue() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.stage = 'connected' or new.outcome = 'connected' then
    update public.queue_entries set state = 'answered', ringing = null,
        answered_at = coalesce(new.answered_at, now())
      where tenant_id = new.tenant_id and call_id = new.id and state <> 'answered';
  else
    update public.queue_entries set state = 'left', ringing = null
      where tenant_id = new.tenant_id and call_id = new.id and state in ('waiting', 'ringing');
  end if;
  return null;
end
$$;
revoke all on function private.follow_queue from public;
