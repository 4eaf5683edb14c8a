-- The entry of a call that joins a queue or waits on in it; null if the queue is full. Who was in
-- another queue before has left that.
create or replace function private.stay_in_queue(tenant uuid, e jsonb, route uuid, wish jsonb)
  returns public.queue_entries
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  joined timestamptz := to_timestamp((wish ->> 'joined')::numeric / 1000);
  chosen uuid[] := case jsonb_typeof(wish -> 'people') when 'array' then
    array(select jsonb_array_elements_text(wish -> 'people')::uuid) end;
  -- Of an arrival there is no URL to come back to.
  asked text := case when e ->> 'type' in ('queue', 'dialed') then e ->> 'query' end;
  own public.queue_entries;
begin
  if route is null then return null; end if;
  if (wish ->> 'joins')::boolean and (wish ->> 'max_waiting')::integer <= (
      select count(*) from public.queue_entries q
      where q.tenant_id = tenant and q.route_id = route and q.step = wish ->> 'step'
        and q.state in ('waiting', 'ringing') and q.call_id <> call
        and q.heard_at > now() - interval '60 seconds') then
    return null;
  end if;
  insert into public.queue_entries as q (tenant_id, call_id, route_id, step, name, people, group_id,
      priority, joined_at, heard_at, call_sid, query, talked_before)
    values (tenant, call, route, wish ->> 'step', wish ->> 'name', chosen,
      (wish ->> 'group')::uuid, (wish ->> 'priority')::smallint, joined, now(), e ->> 'call_sid',
      asked, private.talking_legs(tenant, call))
  on conflict (tenant_id, call_id) do update set route_id = excluded.route_id,
    step = excluded.step, name = excluded.name, people = excluded.people,
    group_id = excluded.group_id, priority = excluded.priority, joined_at = excluded.joined_at,
    heard_at = excluded.heard_at, query = coalesce(excluded.query, q.query), state = 'waiting',
    talked_before = case when q.joined_at <> excluded.joined_at then excluded.talked_before
      else q.talked_before end,
    ringing = null, answered_at = null, tries = 0, next_try_at = null
  -- A key that asked to be called back may be recorded before the music that it interrupted.
  where q.joined_at <> excluded.joined_at or q.state in ('waiting', 'ringing', 'left')
  returning * into own;
  if found then return own; end if;
  select * into own from public.queue_entries q where q.tenant_id = tenant and q.call_id = call;
  return own;
end
$$;
revoke all on function private.stay_in_queue from public;
