-- A place for one more call with a process that serves media streams: its URL; null where none was
-- seen within 10 seconds or none has room. The next heartbeat counts what really came.
create or replace function private.claim_agent_worker() returns text
language sql set search_path = pg_catalog, pg_temp as $$
  update private.agent_workers w set active = w.active + 1
    where w.id = (select o.id from private.agent_workers o
      where o.seen_at > now() - interval '10 seconds' and not o.is_draining
        and o.active < o.capacity
      order by o.active::real / o.capacity, o.id limit 1 for update)
    returning w.url $$;
revoke all on function private.claim_agent_worker from public;
