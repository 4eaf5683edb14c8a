set check_function_bodies = off;

drop function private.claim_people(uuid,uuid,jsonb,jsonb);

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

create table public.queue_entries (
  tenant_id uuid not null,
  call_id uuid not null,
  route_id uuid not null,
  step text not null,
  name text not null,
  people uuid[],
  priority smallint not null,
  joined_at timestamptz not null,
  state text not null default 'waiting' check (state in
    ('waiting', 'ringing', 'callback', 'calling', 'answered', 'left', 'given_up')),
  ringing uuid,
  taken_by uuid,
  taken_at timestamptz,
  tries smallint not null default 0,
  next_try_at timestamptz,
  answered_at timestamptz,
  heard_at timestamptz not null,
  call_sid text not null,
  query text,
  primary key (tenant_id, call_id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade,
  foreign key (tenant_id, route_id) references public.routes (tenant_id, id) on delete cascade
);
comment on table public.queue_entries is
  'Callers in the queues of routes: who waits, since when, and what came of it (ADR 10). A call '
  'has one entry, of the queue that it joined last.';
comment on column public.queue_entries.step is 'The queue: the step''s id in the route.';
comment on column public.queue_entries.people is 'Who may be rung; null: everybody.';
comment on column public.queue_entries.ringing is 'Whose phone rings for the caller.';
comment on column public.queue_entries.taken_by is
  'Who wants this caller next, wherever they stand in line.';
comment on column public.queue_entries.tries is 'How often a call back was tried.';
comment on column public.queue_entries.heard_at is
  'When Twilio last asked what is next for the caller. Whoever was not heard of for a minute has '
  'no place: their call has ended, and its end is on the way.';
comment on column public.queue_entries.query is
  'Where the call is in its route: the query of the URL that Twilio asked last.';

create index queue_entries_line on public.queue_entries
  (tenant_id, priority desc, joined_at, call_id) where state in ('waiting', 'callback');
create index queue_entries_live on public.queue_entries (tenant_id, joined_at)
  where state in ('waiting', 'ringing', 'callback', 'calling');
create index queue_entries_answered on public.queue_entries
  (tenant_id, route_id, step, answered_at desc) where state = 'answered';

alter table public.queue_entries enable row level security;
revoke all on public.queue_entries from anon, authenticated, service_role;
grant select (tenant_id, call_id, route_id, step, name, people, priority, joined_at, state, ringing,
  taken_by, taken_at, tries, next_try_at, answered_at, heard_at) on public.queue_entries
  to authenticated;

create policy "managers and admins see who waits" on public.queue_entries
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin'));

create trigger broadcast_new after insert on public.queue_entries
  for each row execute function private.broadcast_change('queue_entries', 'call_id');
-- A caller who waits on is no news.
create trigger broadcast_changed after update on public.queue_entries
  for each row when (row(old.state, old.joined_at, old.ringing, old.taken_by, old.next_try_at)
    is distinct from row(new.state, new.joined_at, new.ringing, new.taken_by, new.next_try_at))
  execute function private.broadcast_change('queue_entries', 'call_id');

-- Callers who asked to be called back, and whose turn it may be.
create or replace function machine.due_callbacks(tenant uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('call_id', q.call_id, 'query', q.query,
    'step', q.step)), '[]')
  from public.queue_entries q
  where q.tenant_id = tenant and q.state = 'callback' and q.next_try_at <= now()
$$;
revoke all on function machine.due_callbacks from public;
grant execute on function machine.due_callbacks to ringbook_machine;

-- A callback that cannot be placed now is looked at again later, in its place; without a time, it
-- is given up.
create or replace function machine.put_off_callback(tenant uuid, call uuid, until timestamptz)
  returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.queue_entries q set ringing = null, next_try_at = until,
      state = case when until is null then 'given_up' else 'callback' end
    where q.tenant_id = tenant and q.call_id = call and q.state in ('callback', 'calling')
$$;
revoke all on function machine.put_off_callback from public;
grant execute on function machine.put_off_callback to ringbook_machine;

-- The tenants with somebody in a queue.
create or replace function machine.queues_in_use() returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(distinct q.tenant_id), '[]') from public.queue_entries q
  where q.state in ('waiting', 'ringing', 'callback', 'calling')
$$;
revoke all on function machine.queues_in_use from public;
grant execute on function machine.queues_in_use to ringbook_machine;

-- Whose turn it is now in the queues of a tenant (lib/queue/machine.ts). For who waits on
-- the line somebody is claimed when Twilio asks, for who is called back here.
create or replace function machine.serve_queues(tenant uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  people jsonb;
  served record;
  turns jsonb := '[]';
  callbacks jsonb := '[]';
begin
  perform pg_advisory_xact_lock(hashtextextended('queue:' || tenant, 0));
  perform private.return_callbacks(tenant);
  people := (select jsonb_agg(to_jsonb(r)
      || jsonb_build_object('rung_at', floor(extract(epoch from r.rung_at) * 1000),
        'talked_at', floor(extract(epoch from r.talked_at) * 1000)))
    from private.routed_people(tenant, '00000000-0000-0000-0000-000000000000', '{}') r);
  for served in
    select l.call_id, l.user_id, q.state, q.call_sid, q.query, q.heard_at,
      q.taken_at
    from private.serve_line(tenant, coalesce(people, '[]')) l
    join public.queue_entries q on q.tenant_id = tenant and q.call_id = l.call_id
  loop
    if served.state = 'callback' then
      callbacks := callbacks || coalesce(
        private.begin_callback(tenant, served.call_id, served.user_id), '[]');
    -- Not again while Twilio is asking.
    elsif served.query is not null and (served.heard_at < now() - interval '3 seconds'
        or served.taken_at > served.heard_at) then
      turns := turns || jsonb_build_object('call_sid', served.call_sid, 'query', served.query);
    end if;
  end loop;
  return jsonb_build_object('turns', turns, 'callbacks', callbacks, 'account', (
    select jsonb_build_object('account_sid', a.account_sid, 'auth_token_ciphertext',
      a.auth_token_ciphertext) from public.twilio_accounts a
    where a.tenant_id = tenant and a.verified_at is not null));
end
$$;
revoke all on function machine.serve_queues from public;
grant execute on function machine.serve_queues to ringbook_machine;

-- A manager wants a caller next, wherever they stand in line; why not, or null. What comes of it is
-- the next turn's (private.serve_line); after a minute the caller is everybody's again.
create or replace function machine.take_caller(tenant uuid, person uuid, call uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  availability text;
begin
  perform pg_advisory_xact_lock(hashtextextended('queue:' || tenant, 0));
  select r.availability into availability from private.routed_people(tenant, call, '{}') r
    where r.user_id = person;
  if not exists (select from public.profiles p where p.tenant_id = tenant and p.user_id = person
      and p.role in ('manager', 'admin')) then return 'not_waiting'; end if;
  if coalesce(availability, 'no_phone') = 'no_phone' then return 'no_phone'; end if;
  -- Also of who takes no calls.
  if exists (select from public.calls c
      where c.tenant_id = tenant and c.user_id = person and c.ended_at is null)
    or exists (select from private.ring_claims k where k.tenant_id = tenant
      and k.user_id = person and k.call_id <> call and not private.is_claim_over(k)) then
    return 'on_call';
  end if;
  update public.queue_entries q set taken_by = person, taken_at = now()
    where q.tenant_id = tenant and q.call_id = call and q.state in ('waiting', 'callback');
  return case when not found then 'not_waiting' end;
end
$$;
revoke all on function machine.take_caller from public;
grant execute on function machine.take_caller to ringbook_machine;

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
    order by n.number <> c.to_number, n.created_at, n.id limit 1);
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
      'from', own_number, 'customer', c.customer_number, 'name', q.name, 'tries', q.tries,
      'record', t.recording_enabled, 'time_limit_seconds', t.call_time_limit_seconds)
    from public.queue_entries q, public.personal_phones p, public.tenants t
    where q.tenant_id = tenant and q.call_id = call and p.tenant_id = tenant
      and p.user_id = person and t.id = tenant);
end
$$;
revoke all on function private.begin_callback from public;

-- Claims the people whom the call of an event is about to ring: those of the first wish of which
-- somebody is free, chosen as lib/routing/people.ts chooses. `people` are those of
-- private.route_facts; returns them, and who was claimed by another call meanwhile is ringing. A
-- wish is {people: [ids] or null for everybody, order, tried: [places]}, or that of a queue
-- (private.queue_turn), which is the last unless it is full; `queue` is what came of it.
create or replace function private.claim_people(
  tenant uuid, e jsonb, people jsonb, wishes jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  queue jsonb;
  wish jsonb;
  wanted integer;
  rung uuid[];
  next uuid[];
  taken uuid[] := '{}';
begin
  for wish in select w from jsonb_array_elements(wishes) w loop
    if wish ->> 'whom' = 'queue' then
      queue := private.queue_turn(tenant, e, people, wish);
      -- Whoever took the caller is rung, also where they take no calls.
      people := (select coalesce(jsonb_agg(case when p -> 'user_id' = queue -> 'ring'
          then p || '{"availability": "free"}' else p end), '[]')
        from jsonb_array_elements(people) p);
      exit when queue ->> 'position' is not null;
      continue;
    end if;
    wanted := case wish ->> 'order' when 'at_once' then 10 else 1 end;
    rung := '{}';
    loop
      next := array(
        with listed as (
          select distinct on (id) id::uuid, place from (
            select id, place from jsonb_array_elements_text(
              case jsonb_typeof(wish -> 'people') when 'array' then wish -> 'people' else '[]' end)
              with ordinality as named(id, place)
            union all
            select p ->> 'user_id', place from jsonb_array_elements(people) with ordinality as
              every(p, place) where jsonb_typeof(wish -> 'people') = 'null') one
          order by id, place
        )
        select l.id from listed l
        join jsonb_to_recordset(people) as r(user_id uuid, availability text, rung_at bigint,
          talked_at bigint) on r.user_id = l.id
        where r.availability = 'free' and not wish -> 'tried' @> to_jsonb(l.place - 1)
          and l.id <> all (rung || taken)
        order by case wish ->> 'order' when 'round_robin' then coalesce(r.rung_at, 0)
          when 'longest_idle' then coalesce(r.talked_at, 0) end, l.place
        limit wanted - cardinality(rung));
      exit when next = '{}';
      with claimed as (
        insert into private.ring_claims as k (tenant_id, user_id, call_id, claimed_at)
          select tenant, person, call, now() from unnest(next) person
          -- Whoever else claims them at this moment has them: waiting for that, two calls that list
          -- the same people in different orders would wait for each other.
          where pg_try_advisory_xact_lock(hashtextextended(tenant::text || person, 0))
        on conflict (tenant_id, user_id) do update set call_id = excluded.call_id,
          claimed_at = excluded.claimed_at
        where k.call_id = excluded.call_id or private.is_claim_over(k)
        returning k.user_id
      )
      select rung || coalesce(array_agg(c.user_id), '{}') into rung from claimed c;
      taken := taken || array(select unnest(next) except select unnest(rung));
      exit when cardinality(rung) = wanted;
    end loop;
    exit when rung <> '{}';
  end loop;
  return jsonb_build_object('queue', queue, 'people', (
    select coalesce(jsonb_agg(case when (p ->> 'user_id')::uuid = any (taken)
      then p || '{"availability": "ringing"}' else p end), '[]')
    from jsonb_array_elements(people) p));
end
$$;
revoke all on function private.claim_people from public;

-- Whether a call may ring a person from now on: false if another call has them. Whoever else claims
-- them at this moment has them: waiting for that, two calls that list the same people in different
-- orders would wait for each other.
create or replace function private.claim_person(tenant uuid, call uuid, person uuid) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not pg_try_advisory_xact_lock(hashtextextended(tenant::text || person, 0)) then
    return false;
  end if;
  insert into private.ring_claims as k (tenant_id, user_id, call_id, claimed_at)
    values (tenant, person, call, now())
  on conflict (tenant_id, user_id) do update set call_id = excluded.call_id,
    claimed_at = excluded.claimed_at
  where k.call_id = excluded.call_id or private.is_claim_over(k);
  return found;
end
$$;
revoke all on function private.claim_person from public;

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


-- Whether a call that rang a person has let them go: it ended, their leg ended, or no leg of theirs
-- was heard of for a minute. One that is called back has ended before.
create or replace function private.is_claim_over(k private.ring_claims) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.calls c
      where c.tenant_id = k.tenant_id and c.id = k.call_id and c.ended_at is not null
        and not exists (select from public.queue_entries q where q.tenant_id = k.tenant_id
          and q.call_id = k.call_id and q.state = 'calling'))
    or coalesce(
      (select bool_and(l.status >= 'completed') from public.call_legs l
        where l.tenant_id = k.tenant_id and l.call_id = k.call_id and l.user_id = k.user_id
          -- Not an earlier ring of the same call.
          and l.first_seen_at > k.claimed_at - interval '2 seconds'),
      k.claimed_at < now() - interval '60 seconds');
end
$$;
revoke all on function private.is_claim_over from public;

-- What comes of a call's place in a queue when it `waits` there no more after an event: the caller
-- is called back in their turn (`routing.calls_back` is the wish of the queue), or goes on along
-- the route. Who was answered from memory may not have joined yet.
create or replace function private.leave_queue(tenant uuid, e jsonb, waits boolean) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  wish jsonb := e #> '{routing,calls_back}';
begin
  if e ->> 'type' not in ('queue', 'dialed') or waits then return; end if;
  if wish is not null then
    perform private.stay_in_queue(tenant, e, (select v.route_id from public.route_versions v
      where v.tenant_id = tenant and v.id = (e #>> '{routing,version}')::uuid), wish);
    update public.queue_entries q set state = 'callback', ringing = null, next_try_at = now()
      where q.tenant_id = tenant and q.call_id = call and q.state = 'waiting';
  elsif e -> 'from_memory' is null then
    update public.queue_entries q set state = 'left', ringing = null
      where q.tenant_id = tenant and q.call_id = call and q.state in ('waiting', 'ringing');
  end if;
end
$$;
revoke all on function private.leave_queue from public;

-- Who stands in the queues of a tenant, the next first: by priority, then by when they joined.
create or replace function private.queue_line(tenant uuid) returns setof public.queue_entries
language sql stable set search_path = pg_catalog, pg_temp as $$
  select q from public.queue_entries q
  where q.tenant_id = tenant and q.state in ('waiting', 'callback')
    and (q.state = 'callback' or q.heard_at > now() - interval '60 seconds')
  order by q.priority desc, q.joined_at, q.call_id
$$;
revoke all on function private.queue_line from public;

-- A caller joins the queue of a wish (lib/routing/wishes.ts), or waits on in it: where they stand
-- (QueueFacts of lib/routing/turn.ts), and who was claimed for them if it is their turn. The
-- caller's tenant is locked (private.route_facts), so that the order is exact. Without a position,
-- the queue is full and they have not joined it.
create or replace function private.queue_turn(tenant uuid, e jsonb, people jsonb, wish jsonb)
  returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  queue text := wish ->> 'step';
  route uuid := (select v.route_id from public.route_versions v
    where v.tenant_id = tenant and v.id = (e #>> '{routing,version}')::uuid);
  own public.queue_entries := private.stay_in_queue(tenant, e, route, wish);
  person uuid;
begin
  if own.call_id is null then return jsonb_build_object('step', queue, 'position', null,
    'ring', null, 'expected_seconds', null, 'may_call_back', false); end if;
  while own.state = 'waiting' and e -> 'from_memory' is null loop
    select l.user_id into person from private.serve_line(tenant, people) l where l.call_id = call;
    exit when person is null;
    if private.claim_person(tenant, call, person) then
      update public.queue_entries q set state = 'ringing', ringing = person
        where q.tenant_id = tenant and q.call_id = call;
      exit;
    end if;
    -- Claimed by a call that is in no queue, at this moment.
    people := (select jsonb_agg(p) from jsonb_array_elements(people) p
      where (p ->> 'user_id')::uuid <> person);
  end loop;
  return jsonb_build_object('step', queue, 'ring', person,
    'position', (select count(*) + 1 from private.queue_line(tenant) l
      where l.route_id = route and l.step = queue and l.call_id <> call
        and (-l.priority, l.joined_at, l.call_id) < (-own.priority, own.joined_at, own.call_id)),
    'expected_seconds', private.expected_wait(tenant, route, queue),
    'may_call_back', not exists (select from public.calls c join public.do_not_call d
      on d.tenant_id = tenant and d.number = c.customer_number
      where c.tenant_id = tenant and c.id = call));
end
$$;
revoke all on function private.queue_turn from public;

-- Callbacks that came to nothing: nobody took them, or the caller did not answer. They are tried
-- again in their place, five times in all.
create or replace function private.return_callbacks(tenant uuid) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update public.queue_entries q set ringing = null,
      state = case when q.tries >= 5 then 'given_up' else 'callback' end,
      next_try_at = now() + case when exists (select from public.call_legs l
          where l.tenant_id = tenant and l.call_id = q.call_id and l.role = 'customer'
            and l.first_seen_at > k.claimed_at - interval '2 seconds')
        then interval '10 minutes' else interval '0' end
    from private.ring_claims k
    where q.tenant_id = tenant and q.state = 'calling' and k.tenant_id = tenant
      and k.user_id = q.ringing
      and (k.call_id <> q.call_id or private.is_claim_over(k))
$$;
revoke all on function private.return_callbacks from public;

-- What a route's next decision depends on besides the call (lib/routing/turn.ts), after claiming
-- whom it is about to ring. Stored with the event, without phones; the same event again gets what
-- was stored. `phones` are those of the people who may be rung.
create or replace function private.route_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  key text := e ->> 'dedupe_key';
  people jsonb;
  owner uuid;
  spoke record;
  facts jsonb;
  claimed jsonb;
  wishes jsonb := coalesce(e #> '{routing,wishes}', '[]');
begin
  if wishes @> '[{"whom": "queue"}]' then
    -- One caller of a tenant at a time, before it is read who is free: the order is exact.
    perform pg_advisory_xact_lock(hashtextextended('queue:' || tenant, 0));
  end if;
  people := coalesce((select jsonb_agg(jsonb_build_object('user_id', r.user_id, 'name', r.name,
      'phone', r.phone, 'availability', r.availability,
      'rung_at', floor(extract(epoch from r.rung_at) * 1000),
      'talked_at', floor(extract(epoch from r.talked_at) * 1000)))
    from private.routed_people(tenant, call,
      array(select jsonb_array_elements_text(e #> '{routing,callers}'))) r), '[]');
  facts := (select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key);
  if facts is null then
    -- Looked up where the next steps ask for them.
    if wishes @> '[{"whom": "owner"}]' then
      select x.owner_id into owner from public.calls c join public.contacts x
        on x.tenant_id = c.tenant_id and x.id = c.contact_id
        where c.tenant_id = tenant and c.id = call;
    end if;
    select l.user_id, l.ended_at into spoke from public.calls l
      where wishes @> '[{"whom": "last_speaker"}]'
        and l.tenant_id = tenant and l.id <> call and l.outcome = 'connected'
        and l.ended_at is not null
        and l.customer_number = (select c.customer_number from public.calls c
          where c.tenant_id = tenant and c.id = call)
      order by l.created_at desc, l.id desc limit 1;
    if e -> 'from_memory' is null then
      claimed := private.claim_people(tenant, e, people, (
        select jsonb_agg(case w ->> 'whom'
          when 'owner' then w || jsonb_build_object('people', jsonb_strip_nulls(
            jsonb_build_array(owner)))
          when 'last_speaker' then w || jsonb_build_object('people', case
            when spoke.ended_at >= now() - (w ->> 'days')::integer * interval '1 day'
            then jsonb_build_array(spoke.user_id) else '[]' end)
          else w end) from jsonb_array_elements(wishes) w));
      people := claimed -> 'people';
    end if;
    perform private.leave_queue(tenant, e, claimed #>> '{queue,position}' is not null);
    facts := jsonb_build_object('owner_id', owner, 'last_speaker', case
        when spoke.user_id is not null then jsonb_build_object('user_id', spoke.user_id,
          'at', floor(extract(epoch from spoke.ended_at) * 1000)) end,
      'queue', claimed -> 'queue', 'people', (select coalesce(jsonb_agg(p - 'phone'), '[]')
        from jsonb_array_elements(people) p));
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts || jsonb_build_object('phones', (
    select coalesce(jsonb_object_agg(p ->> 'user_id', p -> 'phone'), '{}')
    from jsonb_array_elements(people) p where p ->> 'phone' is not null));
end
$$;
revoke all on function private.route_facts from public;

-- Which waiting caller gets whom of the people (private.routed_people) who are free: the line is
-- served in its order, and each gets whoever has had no call or ring for longest. Nobody is in
-- there twice. Who has just not answered a caller is not rung for the same one at once. A caller
-- whom a manager has just taken comes first, and gets them, also where they take no calls.
create or replace function private.serve_line(tenant uuid, people jsonb)
  returns table (call_id uuid, user_id uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  able text[] := array['free', 'after_call', 'away', 'offline', 'outside_hours'];
  rung uuid[] := '{}';
  entry record;
begin
  for entry in
    select l.*, case when l.taken_at > now() - interval '60 seconds' then l.taken_by end as taker
    from private.queue_line(tenant) l
    order by coalesce(l.taken_at > now() - interval '60 seconds', false) desc, l.priority desc,
      l.joined_at, l.call_id
  loop
    continue when entry.taker is null and entry.state = 'callback' and entry.next_try_at > now();
    select r.user_id into user_id from jsonb_to_recordset(people) as r(user_id uuid,
        availability text, rung_at bigint, talked_at bigint)
      where r.user_id <> all (rung) and case when entry.taker is not null
          then r.user_id = entry.taker and r.availability = any (able)
          else r.availability = 'free'
            and (entry.people is null or r.user_id = any (entry.people)) end
        and not exists (select from private.ring_claims k where k.tenant_id = tenant
          and k.user_id = r.user_id and k.call_id = entry.call_id
          and k.claimed_at > now() - interval '45 seconds')
      order by greatest(r.rung_at, r.talked_at) nulls first, r.user_id limit 1;
    continue when user_id is null;
    rung := rung || user_id;
    call_id := entry.call_id;
    return next;
  end loop;
end
$$;
revoke all on function private.serve_line from public;

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
  insert into public.queue_entries as q (tenant_id, call_id, route_id, step, name, people, priority,
      joined_at, heard_at, call_sid, query)
    values (tenant, call, route, wish ->> 'step', wish ->> 'name', chosen,
      (wish ->> 'priority')::smallint, joined, now(), e ->> 'call_sid', asked)
  on conflict (tenant_id, call_id) do update set route_id = excluded.route_id,
    step = excluded.step, name = excluded.name, people = excluded.people,
    priority = excluded.priority, joined_at = excluded.joined_at, heard_at = excluded.heard_at,
    query = coalesce(excluded.query, q.query), state = 'waiting', ringing = null,
    answered_at = null, tries = 0, next_try_at = null
  -- A key that asked to be called back may be recorded before the music that it interrupted.
  where q.joined_at <> excluded.joined_at or q.state in ('waiting', 'ringing', 'left')
  returning * into own;
  if found then return own; end if;
  select * into own from public.queue_entries q where q.tenant_id = tenant and q.call_id = call;
  return own;
end
$$;
revoke all on function private.stay_in_queue from public;

CREATE TRIGGER follow_queue AFTER UPDATE ON public.calls FOR EACH ROW WHEN (((old.stage <> new.stage) AND (new.stage = ANY (ARRAY['connected'::public.call_stage, 'ended'::public.call_stage])) AND (new.direction = 'inbound'::text))) EXECUTE FUNCTION private.follow_queue();

reset check_function_bodies;
