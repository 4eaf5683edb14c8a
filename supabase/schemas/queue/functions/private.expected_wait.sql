-- How many seconds the last ten callers of a queue who were answered waited on the line, on
-- average; null where nobody was in the last day.
create or replace function private.expected_wait(tenant uuid, route uuid, queue text)
  returns integer
language sql stable set search_path = pg_catalog, pg_temp as $$
  select round(avg(extract(epoch from last.answered_at - last.joined_at)))::integer from (
    select q.answered_at, q.joined_at from public.queue_entries q
    where q.tenant_id = tenant and q.route_id = route and q.step = queue and q.state = 'answered'
      and q.tries = 0
      and q.answered_at > now() - interval '1 day'
    order by q.answered_at desc limit 10) last
$$;
revoke all on function private.expected_wait from public;
