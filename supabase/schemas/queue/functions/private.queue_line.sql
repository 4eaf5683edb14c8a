-- Who stands in the queues of a tenant, the next first: by priority, then by when they joined.
create or replace function private.queue_line(tenant uuid) returns setof public.queue_entries
language sql stable set search_path = pg_catalog, pg_temp as $$
  select q from public.queue_entries q
  where q.tenant_id = tenant and q.state in ('waiting', 'callback')
    and (q.state = 'callback' or q.heard_at > now() - interval '60 seconds')
  order by q.priority desc, q.joined_at, q.call_id
$$;
revoke all on function private.queue_line from public;
