set check_function_bodies = off;

alter table public.queue_entries add column talked_before smallint not null default 0;

-- Claims a person for a caller who is to be called back, and says whom to call from where; null if
-- they were claimed by another call at this moment, or the caller is not to be called any more.
create or replace function private.begin_callback(tenant uuid, call uuid, person uuid)
  returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  own_number text;
  other record;
begin
  select * into c from public.calls where tenant_id = tenant and id = call;
  own_number := (select n.number from public.phone_numbers n
    where n.tenant_id = tenant and n.removed_at is null
    order by n.id is distinct from c.phone_number_id, n.created_at, n.id limit 1);
  if own_number is null or exists (select from public.do_not_call d
      where d.tenant_id = tenant and d.number = c.customer_number) then
    update public.queue_entries set state = 'given_up' where tenant_id = tenant and call_id = call;
    return null;
  end if;
  select max(o.created_at) filter (where o.outcome = 'connected') as reached_at,
      bool_or(o.ended_at is null) as is_live into other
    from public.calls o join public.queue_entries q on q.tenant_id = tenant and q.call_id = call
    where o.tenant_id = tenant and o.customer_number = c.customer_number and o.id <> call
      and o.created_at > q.joined_at;
  if other.reached_at is not null or other.is_live then
    -- They called again, or somebody called them.
    update public.queue_entries set next_try_at = now() + interval '1 minute',
        state = case when other.reached_at is null then 'callback' else 'left' end
      where tenant_id = tenant and call_id = call;
    return null;
  end if;
  if not private.claim_person(tenant, call, person) then return null; end if;
  update public.queue_entries set state = 'calling', ringing = person, tries = tries + 1
    where tenant_id = tenant and call_id = call;
  -- Its legs are still to come.
  update public.calls set settled_at = null, next_check_at = now() + interval '2 minutes'
    where tenant_id = tenant and id = call;
  return (select jsonb_build_object('call_id', call, 'user_id', person, 'phone', p.phone,
      'further_phones', coalesce(to_jsonb(private.further_of(t, person)), '[]'),
      'from', own_number, 'customer', c.customer_number, 'name', q.name, 'tries', q.tries,
      'record', t.recording_enabled, 'time_limit_seconds', t.call_time_limit_seconds)
    from public.queue_entries q, public.personal_phones p, public.tenants t
    where q.tenant_id = tenant and q.call_id = call and p.tenant_id = tenant
      and p.user_id = person and t.id = tenant);
end
$$;
revoke all on function private.begin_callback from public;

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

-- How many legs of the company took the call, by now.
create or replace function private.talking_legs(tenant uuid, call uuid) returns smallint
language sql stable set search_path = pg_catalog, pg_temp as $$
  select count(*)::smallint from public.call_legs l
  where l.tenant_id = tenant and l.call_id = call and l.side = 'company'
    and (l.accepted_at is not null or l.role <> 'rep' and l.answered_at is not null)
$$;
revoke all on function private.talking_legs from public;

comment on column public.queue_entries.talked_before is 'How many legs of the company had talked before the call joined: whoever was transferred into the queue is answered by a further one.';

reset check_function_bodies;
