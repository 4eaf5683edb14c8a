set check_function_bodies = off;

-- What comes of a call's place in a queue when it `waits` there no more after an event: the caller
-- is called back in their turn (`routing.calls_back` is the wish of the queue), or goes on along
-- the route. Where nobody is left to call them, they stay among the missed callers. Who was
-- answered from memory may not have joined yet.
create or replace function private.leave_queue(tenant uuid, e jsonb, waits boolean) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  wish jsonb := e #> '{routing,calls_back}';
begin
  if e ->> 'type' not in ('queue', 'dialed') or waits then return; end if;
  if wish is not null then
    wish := private.group_wishes(tenant, jsonb_build_array(wish)) -> 0;
    perform private.stay_in_queue(tenant, e, (select v.route_id from public.route_versions v
      where v.tenant_id = tenant and v.id = (e #>> '{routing,version}')::uuid), wish);
    update public.queue_entries q set ringing = null, next_try_at = now(),
        state = case when q.people = '{}' then 'given_up' else 'callback' end
      where q.tenant_id = tenant and q.call_id = call and q.state = 'waiting';
  elsif e -> 'from_memory' is null then
    update public.queue_entries q set state = 'left', ringing = null
      where q.tenant_id = tenant and q.call_id = call and q.state in ('waiting', 'ringing');
  end if;
end
$$;
revoke all on function private.leave_queue from public;

reset check_function_bodies;
