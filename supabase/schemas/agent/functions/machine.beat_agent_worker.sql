-- The heartbeat of a process that serves media streams: { id, url, capacity, active, is_draining }.
-- Gives what people ask of its live talks. Those of processes that died are over. Times are the
-- database's: the clocks of processes differ.
create or replace function machine.beat_agent_worker(w jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into private.agent_workers as o (id, url, capacity, active, is_draining, seen_at)
    values ((w ->> 'id')::uuid, w ->> 'url', (w ->> 'capacity')::integer,
      (w ->> 'active')::integer, (w ->> 'is_draining')::boolean, now())
  on conflict (id) do update set url = excluded.url, capacity = excluded.capacity,
    active = excluded.active, is_draining = excluded.is_draining, seen_at = excluded.seen_at;
  -- A URL is one process's: another of the same URL has been restarted as this one.
  delete from private.agent_workers o where o.seen_at < now() - interval '1 hour'
    or (o.url = w ->> 'url' and o.id <> (w ->> 'id')::uuid);
  update public.voice_agent_sessions s set status = 'ended', ended_at = now(), outcome = 'failed',
      reason = 'the agent''s process stopped'
    where s.status <> 'ended' and s.started_at < now() - interval '1 minute'
      and not exists (select from private.agent_workers o
        where o.id = s.worker_id and o.seen_at > now() - interval '1 minute');
  return (select coalesce(jsonb_agg(jsonb_build_object('session_id', s.id, 'asked', s.asked)), '[]')
    from public.voice_agent_sessions s
    where s.worker_id = (w ->> 'id')::uuid and s.status <> 'ended' and s.asked is not null);
end
$$;
revoke all on function machine.beat_agent_worker from public;
grant execute on function machine.beat_agent_worker to ringbook_machine;
