set check_function_bodies = off;

drop index public.voice_agent_figures_by_call;
drop index public.voice_agent_sessions_newest;
drop index public.voice_agent_tool_calls_by_call;
drop index public.voice_agent_turns_by_call;

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
  if private.is_on_call(tenant, person, call)
    or exists (select from private.ring_claims k where k.tenant_id = tenant
      and k.user_id = person and k.call_id <> call and not private.is_claim_over(k)) then
    return 'on_call';
  end if;
  update public.queue_entries q set taken_by = person, taken_at = now()
    where q.tenant_id = tenant and q.call_id = call and q.state in ('waiting', 'callback');
  if not found then return 'not_waiting'; end if;
  perform private.audit(tenant, person, 'caller.taken', call::text, '{}');
  return null;
end
$$;
revoke all on function machine.take_caller from public;
grant execute on function machine.take_caller to ringbook_machine;

-- Records an event of an inbound call, in one round trip with the facts of the next decision that
-- `routing` asks for (lib/record/event.ts). Null, as machine.record_event, for a call that is not
-- this tenant's. `routing.mailbox` says whose the call's message is, unless that was recorded
-- before: people may have given it to somebody since. With `check_blocked`, a blocked caller's call
-- is recorded with the step that says so, and claims nobody. A voice agent that did not serve the
-- caller (`routing.talked`: its place in the route) is a step too: they may yet be missed.
create or replace function machine.take_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  blocked text := private.caller_block(tenant, e);
  facts jsonb;
  message uuid;
  ending jsonb;
begin
  if e -> 'routing' ? 'talked' then
    ending := private.agent_end(tenant, e);
    if coalesce(ending ->> 'outcome', '') not in ('contained', 'message', 'caller_left') then
      e := e || jsonb_build_object('step', jsonb_build_object('kind', 'agent_failed',
        'reason', coalesce(ending ->> 'reason', ending ->> 'outcome', 'its end is not known')));
    end if;
  end if;
  if e -> 'routing' ? 'mailbox' then
    message := (select v.id from public.voicemails v
      where v.tenant_id = tenant and v.call_id = (e ->> 'call_id')::uuid limit 1);
    if message is not null and exists (select from public.call_events v
        where v.tenant_id = tenant and v.dedupe_key = e ->> 'dedupe_key') then
      e := e - 'routing';
    end if;
  end if;
  if blocked is not null then
    e := e || jsonb_build_object('step', jsonb_build_object('kind', 'blocked', 'reason', blocked),
      'answered_from', e -> 'answered_from' || jsonb_build_object('blocked', blocked));
  end if;
  facts := machine.record_event(tenant, e - array['routing', 'check_blocked']);
  if blocked is not null then return facts || jsonb_build_object('blocked', blocked); end if;
  if facts is null or e -> 'routing' is null then return facts; end if;
  if e -> 'routing' ? 'mailbox' then
    update public.voicemails v set mailbox_id = p.user_id from public.profiles p
      where v.tenant_id = tenant and v.call_id = (e ->> 'call_id')::uuid and v.mailbox_id is null
        and p.tenant_id = tenant and p.user_id = (e #>> '{routing,mailbox}')::uuid
        -- Of whoever left, it stays everybody's.
        and p.removed_at is null
      -- It may have been stored while this event waited for its call.
      returning v.id into message;
    -- It was everybody's until now: it is news to nobody else any more.
    if found then
      perform private.settle_notifications(tenant, '{voicemail,shared_voicemail}', message);
    end if;
    return facts;
  end if;
  return facts || jsonb_build_object('routing', case
    when e -> 'routing' ? 'accepts' then private.accept_facts(tenant, e)
    when e -> 'routing' ? 'summary' then private.agent_summary(tenant, e)
    when e -> 'routing' ? 'rings' then private.ring_facts(tenant, e)
    else private.route_facts(tenant, e || jsonb_build_object('agent_end', ending)) end);
end
$$;
revoke all on function machine.take_event from public;
grant execute on function machine.take_event to ringbook_machine;

-- A manager takes the caller of a voice agent: as machine.ask_agent, or `no_phone` where they could
-- not be rung, `on_call` where they are on a call.
create or replace function machine.take_from_agent(tenant uuid, person uuid, target uuid)
returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (select s.call_id from public.voice_agent_sessions s
    where s.tenant_id = tenant and s.id = target);
  availability text;
begin
  if not exists (select from public.profiles p where p.tenant_id = tenant and p.user_id = person
      and p.removed_at is null and p.role in ('manager', 'admin')) then
    return 'forbidden';
  end if;
  if call is null then return 'over'; end if;
  select r.availability into availability from private.routed_people(tenant, call, '{}') r
    where r.user_id = person;
  if coalesce(availability, 'no_phone') = 'no_phone' then return 'no_phone'; end if;
  if private.is_on_call(tenant, person, call) then return 'on_call'; end if;
  return machine.ask_agent(tenant, person, target, 'take_over');
end
$$;
revoke all on function machine.take_from_agent from public;
grant execute on function machine.take_from_agent to ringbook_machine;

-- What a route's next decision depends on where it leads to voice agents: of each by its id, what
-- answers (`version`), where (`url`: a place with a process is taken), or why it cannot (`state`).
-- `agent_end` of the event is handed on.
create or replace function private.agent_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  agent uuid;
  newest record;
  place text;
  state text;
  agents jsonb := '{}';
begin
  for agent in select distinct (w ->> 'agent_id')::uuid
      from jsonb_array_elements(e #> '{routing,wishes}') w where w ->> 'whom' = 'agent' loop
    select v.id, (v.body #>> '{limits,minutes_per_day}')::integer as minutes into newest
      from public.voice_agent_versions v
      join public.voice_agents a on a.tenant_id = tenant and a.id = agent and a.removed_at is null
      where v.tenant_id = tenant and v.agent_id = agent
      order by v.published_at desc, v.id desc limit 1;
    state := case when newest.id is null then 'not_published'
      when not exists (select from public.realtime_settings r where r.tenant_id = tenant)
        then 'no_provider'
      when private.agent_seconds_left(tenant, agent, newest.minutes) <= 0 then 'no_minutes_left'
      else 'ready' end;
    place := case when state = 'ready' and e -> 'from_memory' is null
      then private.claim_agent_worker() end;
    if state = 'ready' and place is null then
      state := case when exists (select from private.agent_workers w
        where w.seen_at > now() - interval '10 seconds' and not w.is_draining)
        then 'full' else 'away' end;
    end if;
    agents := agents || jsonb_build_object(agent, jsonb_build_object('state', state,
      'version', newest.id, 'url', place));
  end loop;
  return jsonb_build_object('agents', agents, 'agent_end', e -> 'agent_end');
end
$$;
revoke all on function private.agent_facts from public;

-- Whether a person is on a call besides `beside`: as its owner, as somebody who joined it, as its
-- supervisor, or as the colleague who was called.
create or replace function private.is_on_call(tenant uuid, person uuid, beside uuid)
returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.calls c
      where c.tenant_id = tenant and c.user_id = person and c.ended_at is null
        and c.id <> beside and not c.owner_left)
    or exists (select from public.calls c
      where c.tenant_id = tenant and c.ended_at is null and person = any (c.also_on))
    or exists (select from public.call_supervisions s
      join public.calls c on c.tenant_id = s.tenant_id and c.id = s.call_id
      where s.tenant_id = tenant and s.user_id = person and s.state <> 'gone'
        and c.ended_at is null)
    -- Calls are limited to four hours.
    or exists (select from public.calls c
      where c.tenant_id = tenant and c.callee_id = person and c.ended_at is null
        and c.created_at > now() - interval '5 hours');
end
$$;
revoke all on function private.is_on_call from public;

-- Everybody of a tenant, in a fixed order, as lib/routing/people.ts takes them: whether this call
-- may ring them, and why not: on `phone`, unless they want only the browser, and `in_browser`.
-- `callers` are the phones that the call comes from. In plpgsql like what it calls: a caller waits,
-- and a function in SQL is planned each time.
create or replace function private.routed_people(tenant uuid, call uuid, callers text[])
  returns table (user_id uuid, name text, phone text, in_browser boolean, availability text,
    rung_at timestamptz, talked_at timestamptz)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query select p.user_id, p.name, ph.phone, b.in_browser,
    case
      when ph.phone = any (callers) then 'is_caller'
      when not b.in_browser and (ph.phone is null
        or verified.place is not null
          and private.place_refusal(t, ph.phone, verified.place) is not null) then 'no_phone'
      when a.state = 'offline' then 'offline'
      when a.state = 'away' and coalesce(a.away_until > now(), true) then 'away'
      when not private.is_within_week(h.week, h.time_zone, now()) then 'outside_hours'
      when private.is_on_call(tenant, p.user_id, call) then 'on_call'
      when last.outcome = 'connected'
        and last.ended_at > now() - t.after_call_seconds * interval '1 second' then 'after_call'
      when k.call_id <> call and not private.is_claim_over(k) then 'ringing'
      else 'free'
    end,
    k.claimed_at, last.ended_at
  from public.profiles p
  join public.tenants t on t.id = tenant
  left join public.call_devices d on d.tenant_id = tenant and d.user_id = p.user_id
  left join public.personal_phones ph
    on ph.tenant_id = tenant and ph.user_id = p.user_id and ph.verified_at is not null
    -- The company's own number would ring itself.
    and not exists (select from public.phone_numbers n
      where n.tenant_id = tenant and n.number = ph.phone and n.removed_at is null)
    and d.rings_on is distinct from 'browser'
  -- Where calls may go is decided anew: it may have changed since.
  left join lateral (select v.place from public.phone_verifications v
    where v.tenant_id = tenant and v.user_id = p.user_id and v.phone = ph.phone
      and v.ended_as = 'verified'
    order by v.created_at desc, v.id limit 1) verified on true
  cross join lateral (select coalesce(d.rings_on <> 'phone'
    and private.has_softphone(tenant, p.user_id), false) as in_browser) b
  left join public.availability a on a.tenant_id = tenant and a.user_id = p.user_id
  left join public.own_hours h on h.tenant_id = tenant and h.user_id = p.user_id
  left join private.ring_claims k on k.tenant_id = tenant and k.user_id = p.user_id
  left join lateral (select c.ended_at, c.outcome from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id
    order by c.created_at desc, c.id desc limit 1) last on true
  where p.tenant_id = tenant and p.removed_at is null
  order by p.created_at, p.user_id;
end
$$;
revoke all on function private.routed_people from public;

reset check_function_bodies;
