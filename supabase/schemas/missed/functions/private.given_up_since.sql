-- Since when a caller has waited who had talked with somebody, was transferred into a queue and
-- asked there to be called back, where that was given up; null otherwise. Of a caller who had
-- talked with nobody, the call itself says that a callback was asked for.
create or replace function private.given_up_since(tenant uuid, call uuid) returns timestamptz
language sql stable set search_path = pg_catalog, pg_temp as $$
  select q.joined_at from public.queue_entries q
  where q.tenant_id = tenant and q.call_id = call and q.state = 'given_up' and q.talked_before > 0
$$;

revoke all on function private.given_up_since from public;
