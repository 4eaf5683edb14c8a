-- A call that waits in a queue was connected, or has ended. Who asked to be called back keeps their
-- place: also who had talked before somebody transferred them into the queue.
create or replace function private.follow_queue() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.stage = 'connected' or new.outcome = 'connected' then
    update public.queue_entries q set state = 'answered', ringing = null,
        answered_at = coalesce(new.answered_at, now())
      where q.tenant_id = new.tenant_id and q.call_id = new.id and q.state <> 'answered'
        and private.talking_legs(q.tenant_id, q.call_id) > q.talked_before;
    if found or new.ended_at is null then return null; end if;
  end if;
  update public.queue_entries set state = 'left', ringing = null
    where tenant_id = new.tenant_id and call_id = new.id and state in ('waiting', 'ringing');
  return null;
end
$$;
revoke all on function private.follow_queue from public;
