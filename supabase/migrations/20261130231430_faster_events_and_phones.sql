set check_function_bodies = off;

alter table public.invitations add column sent_at timestamptz not null default now();
-- Nobody did this: it is no entry of the activity log.
alter table public.invitations disable trigger audit;
update public.invitations set sent_at = created_at;
alter table public.invitations enable trigger audit;

drop trigger broadcast_changed_call on public.calls;
drop trigger follow_missed on public.calls;
drop trigger follow_missed_new on public.calls;
drop trigger follow_queue on public.calls;
drop trigger keep_called_number on public.calls;
drop trigger keep_called_number_new on public.calls;
drop trigger notify_callee on public.calls;
drop trigger refresh_activity on public.calls;
drop trigger refresh_activity_new on public.calls;
drop function private.follow_missed();
drop function private.keep_called_number();
drop function private.missed_among(public.calls[]);
drop function private.missed_kind(text);
drop function private.write_leg(public.call_legs, public.call_legs);

-- A manager or an admin takes a caller over from a voice agent (`take_over`), or ends the talk
-- (`end`): 'asked', 'already_asked', 'over', or 'forbidden'.
create or replace function machine.ask_agent(tenant uuid, person uuid, target uuid, want text)
returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  s public.voice_agent_sessions;
begin
  if not private.is_manager(tenant, person) then return 'forbidden'; end if;
  select * into s from public.voice_agent_sessions o
    where o.tenant_id = tenant and o.id = target for update;
  if s.id is null or s.status = 'ended' then return 'over'; end if;
  if s.asked is not null then return 'already_asked'; end if;
  update public.voice_agent_sessions o set asked = want, asked_by = person
    where o.tenant_id = tenant and o.id = target;
  return 'asked';
end
$$;
revoke all on function machine.ask_agent from public;
grant execute on function machine.ask_agent to ringbook_machine;

-- Of the browsers at a voice agent's process ([{ id, tenant_id, user_id, session_id, sign_in }], of
-- which a null session is a trial) the ids of those whose person may not be there any more: to
-- listen is for managers and admins, to try for admins, and for nobody who has signed out of that
-- browser. That somebody may listen no more is in the activity log.
create or replace function machine.end_listening(browsers jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  b record;
  ended jsonb := '[]';
begin
  for b in select k.*, exists (select from public.profiles p where p.tenant_id = k.tenant_id
        and p.user_id = k.user_id and p.removed_at is null
        and (p.role = 'admin' or p.role = 'manager' and k.session_id is not null)) as may
      from jsonb_to_recordset(browsers)
        as k(id uuid, tenant_id uuid, user_id uuid, session_id uuid, sign_in uuid)
  loop
    continue when b.may and (b.sign_in is null or exists (select from auth.sessions a
      where a.id = b.sign_in and a.user_id = b.user_id));
    ended := ended || to_jsonb(b.id);
    continue when b.may;
    perform private.audit(b.tenant_id, null, 'call.listening_ended', b.user_id::text,
        jsonb_build_object('call_id', s.call_id, 'agent', a.name))
      from public.voice_agent_sessions s
      join public.voice_agents a on a.tenant_id = s.tenant_id and a.id = s.agent_id
      where s.tenant_id = b.tenant_id and s.id = b.session_id;
  end loop;
  return ended;
end
$$;
revoke all on function machine.end_listening from public;
grant execute on function machine.end_listening to ringbook_machine;

-- A manager or an admin listens to a live talk of a voice agent: { url } of the process that has
-- it, or { refused }: 'over' or 'forbidden'. It is in the activity log.
create or replace function machine.listen_to_agent(tenant uuid, person uuid, target uuid)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  talk record;
begin
  if not private.is_manager(tenant, person) then
    return jsonb_build_object('refused', 'forbidden');
  end if;
  select s.call_id, a.name, w.url into talk
    from public.voice_agent_sessions s
    join public.voice_agents a on a.tenant_id = tenant and a.id = s.agent_id
    join private.agent_workers w on w.id = s.worker_id
    where s.tenant_id = tenant and s.id = target and s.status <> 'ended';
  if talk.url is null then return jsonb_build_object('refused', 'over'); end if;
  perform private.audit(tenant, person, 'call.agent_listened', target::text,
    jsonb_build_object('call_id', talk.call_id, 'agent', talk.name));
  return jsonb_build_object('url', talk.url);
end
$$;
revoke all on function machine.listen_to_agent from public;
grant execute on function machine.listen_to_agent to ringbook_machine;

-- The rooms of all tenants that are not over, or that in the last five minutes were not ended at
-- LiveKit or Twilio: for the sweep, the oldest first, and of no tenant more than 50.
create or replace function machine.live_rooms(at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(private.room_state(r, c) || jsonb_build_object(
      'tenant_id', r.tenant_id, 'claimed_by', r.claimed_by,
      'claimed_at', r.claimed_at, 'end_reason', r.end_reason,
      'age_seconds', floor(extract(epoch from at - r.started_at)),
      'is_too_long', at > r.started_at + t.call_time_limit_seconds * interval '1 second'
        + interval '1 minute',
      'claim_lapsed', coalesce(r.answered_at is null
        and r.claimed_at <= at - interval '5 seconds', false),
      'legs', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid,
          'user_id', l.user_id, 'is_listener', l.role = 'supervisor',
          'may_stay', l.role <> 'supervisor' or private.is_manager(l.tenant_id, l.user_id)
            and not private.has_signed_out(l.user_id),
          'since', coalesce(l.answered_at, l.first_seen_at))), '[]')
        from public.call_legs l where l.tenant_id = r.tenant_id and l.call_id = r.call_id
          and l.medium = 'room' and l.user_id is not null and l.status < 'completed'))
      order by r.started_at, r.id), '[]')
    from (select o.tenant_id, o.id,
        row_number() over (partition by o.tenant_id order by o.started_at, o.id) as place
      from public.rooms o where o.closed_at is null
        and (o.ended_at is null or o.ended_at > at - interval '5 minutes')) k
    join public.rooms r on r.tenant_id = k.tenant_id and r.id = k.id and k.place <= 50
    join public.calls c on c.tenant_id = r.tenant_id and c.id = r.call_id
    join public.tenants t on t.id = r.tenant_id
$$;
revoke all on function machine.live_rooms from public;
grant execute on function machine.live_rooms to ringbook_machine;

-- Whether somebody who listens in a room of a call may listen no more, or has signed out, and is to
-- be taken out. That they may not is in the activity log, once for each call and person.
create or replace function machine.note_listener_out(tenant uuid, person uuid, target uuid)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said constant jsonb := jsonb_build_object('call_id', target);
begin
  if private.is_manager(tenant, person) then return private.has_signed_out(person); end if;
  if not exists (select from public.audit_log a where a.tenant_id = tenant
      and a.action = 'call.listening_ended' and a.created_at > now() - interval '1 day'
      and a.subject = person::text and a.detail = said) then
    perform private.audit(tenant, null, 'call.listening_ended', person::text, said);
  end if;
  return true;
end
$$;
revoke all on function machine.note_listener_out from public;
grant execute on function machine.note_listener_out to ringbook_machine;

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
  if not private.is_manager(tenant, person) then return 'not_waiting'; end if;
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
  if not private.is_manager(tenant, person) then return 'forbidden'; end if;
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

-- Merges an event into a leg; `l` is empty for a new leg. Every merge is commutative: the earliest
-- time, the highest rank, flags that only turn on.
create or replace function private.absorb_leg(
  l public.call_legs, e private.call_event, c public.calls) returns public.call_legs
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  status public.call_status := coalesce(e.status, 'queued');
  sequence integer := coalesce(e.sequence, -1);
  forward boolean := l.call_sid is null or (least(status, 'completed'), sequence, status)
    > (least(l.status, 'completed'), l.status_sequence, l.status);
  role public.leg_role := case when l.role_is_declared or e.role is null and l.role is not null
    then l.role else coalesce(e.role, e.inferred_role) end;
begin
  if not forward then status := l.status; sequence := l.status_sequence; end if;
  -- In the order of the table's columns.
  return row(
    c.tenant_id, e.call_sid, c.id,
    coalesce(l.parent_call_sid, e.parent_call_sid),
    role, coalesce(l.role_is_declared, false) or e.role is not null,
    case when l.role = role then l.side else private.side_of(role) end,
    case when l.medium <> 'phone' then l.medium else coalesce(e.medium, 'phone') end,
    coalesce(l.user_id, e.user_id),
    coalesce(l.from_number, e."from"), coalesce(l.to_number, e."to"),
    status, sequence,
    least(l.first_seen_at, e.occurred_at),
    least(l.ringing_at, case when e.status = 'ringing' then e.occurred_at end),
    least(l.answered_at,
      coalesce(e.answered_at, case when e.status = 'in-progress' then e.occurred_at end)),
    least(l.accepted_at, case when e.accepted then e.occurred_at end),
    least(l.ended_at, case when e.status >= 'completed' then e.occurred_at end),
    coalesce(l.dial_ended_live, false) or coalesce(e.dial_ended_live, false),
    coalesce(l.dial_failed, false) or coalesce(e.dial_failed, false),
    coalesce(l.dial_bridged or e.dial_bridged, l.dial_bridged, e.dial_bridged),
    greatest(l.duration_seconds, e.duration),
    l.talk_seconds,
    greatest(l.price, abs(e.price)), coalesce(l.price_unit, e.price_unit),
    greatest(l.sip_response_code, e.sip_response_code))::public.call_legs;
end
$$;
revoke all on function private.absorb_leg from public;

-- For a person who presses 1: `taken_by` has the caller already (`is_own`: they themselves, on
-- another phone), of whom whoever is recorded first gets them; `others` are being asked at this
-- moment: of the same <Dial>, or, where we ring the phones of one person ourselves, on those.
-- Stored with the event; the same event again gets what was stored.
create or replace function private.accept_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  key text := e ->> 'dedupe_key';
  facts jsonb := (select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key);
begin
  if facts is null then
    select jsonb_build_object('others', count(*) > 0, 'taken_by',
        (array_agg(coalesce(p.name, 'A colleague') order by l.accepted_at, l.call_sid)
          filter (where l.accepted_at is not null))[1],
        'is_own', coalesce((array_agg(l.user_id = (e ->> 'user_id')::uuid
            order by l.accepted_at, l.call_sid) filter (where l.accepted_at is not null))[1],
          false))
      into facts from public.call_legs l
      left join public.profiles p on p.tenant_id = tenant and p.user_id = l.user_id
      where l.tenant_id = tenant and l.call_id = (e ->> 'call_id')::uuid and l.role = 'rep'
        and l.call_sid <> e ->> 'call_sid'
        and l.parent_call_sid is not distinct from e ->> 'parent_call_sid'
        and (l.parent_call_sid is not null or l.user_id = (e ->> 'user_id')::uuid)
        and l.status = 'in-progress';
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts;
end
$$;
revoke all on function private.accept_facts from public;

-- Whether somebody else has the caller, where several people of one <Dial> pressed 1: Twilio
-- connects one of them and ends the legs of the others, so it is whose leg goes on longest. Who
-- rang only after the other's leg had ended was rung by a later <Dial>, for a transfer: both times
-- are Twilio's, unlike those of the digits.
create or replace function private.accepted_too_late(
  leg public.call_legs, legs public.call_legs[]) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from unnest(legs) o
    where o.parent_call_sid = leg.parent_call_sid and o.call_sid <> leg.call_sid
      and o.role = leg.role and o.accepted_at is not null and leg.accepted_at is not null
      and coalesce(o.ringing_at, o.accepted_at) < coalesce(leg.ended_at, 'infinity')
      and coalesce(leg.ringing_at, leg.accepted_at) < coalesce(o.ended_at, 'infinity')
      and (coalesce(o.ended_at, 'infinity'), leg.accepted_at, leg.call_sid)
        > (coalesce(leg.ended_at, 'infinity'), o.accepted_at, o.call_sid));
end
$$;
revoke all on function private.accepted_too_late from public;

-- The facts of a call that a webhook's answer depends on; for webhooks that nobody waits for, only
-- where the call stands.
create or replace function private.answer_facts(n public.calls, is_asked boolean) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  contact text;
  company text;
  facts jsonb;
  control jsonb;
  twins jsonb;
begin
  if not is_asked then
    facts := jsonb_build_object('status', n.status,
      'hangup_requested', n.hangup_requested_at is not null);
    if not n.has_more_evidence then return facts; end if;
    if exists (select from public.call_controls k
        where k.tenant_id = n.tenant_id and k.call_id = n.id) then
      facts := facts || '{"is_controlled": true}';
    end if;
    twins := private.callback_twins(n);
    if twins is not null then facts := facts || jsonb_build_object('twins', twins); end if;
    return facts;
  end if;
  if n.contact_id is not null then
    select k.name, nullif(k.company, '') into contact, company from public.contacts k
      where k.tenant_id = n.tenant_id and k.id = n.contact_id;
  end if;
  facts := jsonb_build_object('call_id', n.id, 'direction', n.direction,
    'from_number', n.from_number, 'to_number', n.to_number, 'contact_name', contact,
    'contact_company', company, 'status', n.status, 'recording_requested', n.recording_requested,
    'hangup_requested', n.hangup_requested_at is not null);
  if n.has_more_evidence then
    control := private.control_facts(n);
    if control is not null then facts := facts || jsonb_build_object('control', control); end if;
  end if;
  if n.callee_id is null then return facts; end if;
  return facts || private.colleague_facts(n);
end
$$;
revoke all on function private.answer_facts from public;

-- Applies an event to the call that was found: absorb, judge, settle, write. A new call is
-- inserted once, with everything the event says. Returns the call as written, or null when another
-- event has inserted its row concurrently. Raises what makes the event impossible to apply.
create or replace function private.apply_event(known private.known_call, e private.call_event)
returns public.calls
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls := known.call;
  n public.calls := c;
  legs public.call_legs[] := known.legs;
  place integer := 1;
  v private.verdict;
  -- An assignment costs a third of what `perform` does.
  written boolean;
begin
  if e.request is null and (n.created_at > coalesce(e.started_at, e.occurred_at)
     or n.from_number = '' or n.to_number = ''
     or num_nonnulls(e.phone_number_id, e.owner_id, e.recording_requested) > 0) then
    n := private.absorb_facts(n, e);
  end if;
  if num_nonnulls(e.recording, e.spans, e.step) > 0 then n := private.absorb_more(n, e); end if;
  if e.request is not null then
    n := private.absorb_request(n, e);
    if e.request = 'gone' then legs := private.fail_live_legs(legs); end if;
  end if;
  if e.role is not null or e.inferred_role is not null then
    while place <= cardinality(legs) and (legs[place]).call_sid <> e.call_sid loop
      place := place + 1;
    end loop;
    legs[place] := private.absorb_leg(legs[place], e, c);
  elsif e.status is not null then
    raise exception 'nothing says whose leg % is', e.call_sid;
  end if;

  if n.has_more_evidence then
    v := private.judge(n, legs, array(select s from public.call_spans s
        where s.tenant_id = c.tenant_id and s.call_id = c.id),
      array(select s from public.call_steps s
        where s.tenant_id = c.tenant_id and s.call_id = c.id),
      array(select r from public.recordings r
        where r.tenant_id = c.tenant_id and r.call_id = c.id));
  else
    v := private.judge(n, legs, '{}', '{}', '{}');
  end if;
  n := private.settle(n, legs, v);
  if v.talk_seconds is not null or c.ended_at is not null then
    legs := private.credit_talk(legs, v);
  end if;

  -- A new call's row comes before its first leg's.
  if known.is_new then
    if not private.write_call(null, n) then
      if exists (select from public.calls where tenant_id = c.tenant_id and id = c.id) then
        return null;
      end if;
      raise exception 'leg % belongs to another call', e.call_sid;
    end if;
  end if;
  for i in 1 .. cardinality(legs) loop
    if legs[i] is distinct from known.legs[i] then
      written := private.write_leg(known.legs[i], legs[i]);
    end if;
  end loop;
  if not known.is_new then written := private.write_call(c, n); end if;
  return n;
end
$$;
revoke all on function private.apply_event from public;

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
      'further_phones', coalesce(to_jsonb(private.further_of(t, person)), '[]'),
      'from', own_number, 'customer', c.customer_number, 'name', q.name, 'tries', q.tries,
      'record', t.recording_enabled, 'time_limit_seconds', t.call_time_limit_seconds)
    from public.queue_entries q, public.personal_phones p, public.tenants t
    where q.tenant_id = tenant and q.call_id = call and p.tenant_id = tenant
      and p.user_id = person and t.id = tenant);
end
$$;
revoke all on function private.begin_callback from public;

-- Of the next 2,000 (maxReach, lib/call-lists/progress.ts) who wait in a list: how many may be
-- called at a moment (reason null), and of the others why not, and when the first of them may be
-- called. As private.entry_obstacle says it of one, but for whoever is on a call or a colleague's
-- in another list: that is of a minute, and looked up once somebody comes to them. What is asked of
-- them is asked once for all: an index is read along its order, instead of from its root for each.
create or replace function private.call_list_reach(list uuid, at timestamptz)
  returns table (reason text, entries bigint, first_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off set plan_cache_mode = force_custom_plan as $$
declare
  tenant constant uuid := private.tenant_id();
  l public.call_lists;
  next public.call_list_entries[];
  ids uuid[];
  owners uuid[];
  numbers text[];
  listed text[];
begin
  select * into l from public.call_lists t where t.tenant_id = tenant and t.id = list;
  next := array(select o from public.call_list_entries o
    where o.tenant_id = l.tenant_id and o.list_id = l.id and o.state = 'waiting'
    order by o.next_attempt_at, o.position limit 2000);
  ids := array(select e.contact_id from unnest(next) e);
  select array_agg(n.contact_id), array_agg(n.phone) into owners, numbers
    from public.contact_phones n where n.tenant_id = l.tenant_id and n.contact_id = any (ids);
  listed := array(select d.number from public.do_not_call d
    where d.tenant_id = l.tenant_id and d.number = any (numbers));
  return query
    with phones as materialized (
      select n.contact_id, bool_or(n.phone <> all (listed)) as may_be_called
      from unnest(owners, numbers) as n (contact_id, phone) group by 1
    ), waiting as materialized (
      select e.reason, e.attempts, e.call_id, e.next_attempt_at, c.archived_at, a.called_at,
        p.contact_id is not null as has_number, p.may_be_called,
        coalesce(c.time_zone, t.time_zone) as zone
      from unnest(next) e
      join public.tenants t on t.id = l.tenant_id
      join (select k.id, k.archived_at, k.time_zone from public.contacts k
        where k.tenant_id = l.tenant_id and k.id = any (ids)) c on c.id = e.contact_id
      left join (select k.contact_id, k.called_at from public.contact_activity k
        where k.tenant_id = l.tenant_id and k.contact_id = any (ids)) a
        on a.contact_id = e.contact_id
      left join phones p on p.contact_id = e.contact_id
    ), zones as materialized (
      select z.zone, private.opens_at(l, z.zone, at) as opens
      from (select distinct w.zone from waiting w) z
    )
    select r.reason, count(*), min(r.until) from (
      select case
          when w.archived_at is not null then 'archived'
          when not w.has_number then 'no_number'
          when not w.may_be_called then 'do_not_call'
          when w.next_attempt_at > at then w.reason
          when w.attempts = 0
            and w.called_at > at - make_interval(days => l.skip_called_days)
            then 'called_recently'
          when w.called_at > at - interval '15 minutes' and not exists (select
            from public.calls k where k.id = w.call_id and k.created_at = w.called_at)
            then 'just_called'
          when z.opens is not null then 'hours'
        end as reason,
        case when w.next_attempt_at > at then w.next_attempt_at else z.opens end as until
      from waiting w join zones z on z.zone = w.zone
    ) r group by 1;
end
$$;

revoke all on function private.call_list_reach from public;
grant execute on function private.call_list_reach to authenticated;

-- The legs of a callback that still ring whoever has pressed 1 on another of their phones; null for
-- none. They are our own requests, so nobody else ends them.
create or replace function private.callback_twins(c public.calls) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.queue_entries q
      where q.tenant_id = c.tenant_id and q.call_id = c.id and q.tries > 0)
  then return null; end if;
  return (select jsonb_agg(l.call_sid order by l.call_sid) from public.call_legs l
    where l.tenant_id = c.tenant_id and l.call_id = c.id and l.role = 'rep'
      and l.parent_call_sid is null and l.status < 'completed' and l.accepted_at is null
      and exists (select from public.call_legs o
        where o.tenant_id = c.tenant_id and o.call_id = c.id and o.role = 'rep'
          and o.parent_call_sid is null and o.user_id = l.user_id and o.status = 'in-progress'
          and o.accepted_at is not null));
end
$$;
revoke all on function private.callback_twins from public;

-- Who calls whom in an internal call, and what is rung. The phones are not stored with the event
-- (private.write_event); of the further ones only how many there are.
create or replace function private.colleague_facts(n public.calls) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('caller_name', caller.name, 'colleague', jsonb_build_object(
    'user_id', callee.user_id, 'name', callee.name, 'in_browser', r.in_browser,
    'has_phone', r.phone is not null, 'further', coalesce(cardinality(f.phones), 0),
    'phone', r.phone, 'further_phones', coalesce(to_jsonb(f.phones), '[]')))
  from public.tenants t
  join public.profiles caller on caller.tenant_id = t.id and caller.user_id = n.user_id
  join public.profiles callee on callee.tenant_id = t.id and callee.user_id = n.callee_id
  cross join lateral private.reach_of(t, callee.user_id) r
  cross join lateral (select private.further_of(t, callee.user_id) as phones) f
  where t.id = n.tenant_id
$$;
revoke all on function private.colleague_facts from public;

-- When a dialled leg was bridged with the leg that dialled it; null if it never was. A customer is
-- bridged on answering, a rep's phone when 1 is pressed (voicemail answers too), a rep's browser
-- on answering. `began_at` is null if Twilio has not reported it.
create or replace function private.find_bridge(
  leg public.call_legs, parent public.call_legs, legs public.call_legs[],
  spans public.call_spans[]) returns private.bridge
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  b private.bridge;
  left_at timestamptz;
begin
  if leg.side = 'customer' then
    if leg.answered_at is null and leg.status not in ('in-progress', 'completed') then
      return null;
    end if;
    b.began_at := leg.answered_at;
  else
    b.began_at := leg.accepted_at;
    if b.began_at is null and (leg.role <> 'rep' or leg.medium <> 'phone') then
      b.began_at := leg.answered_at;
    end if;
    -- Our answer to the digit may never have reached Twilio, and a digit that lands after the
    -- caller has gone connects nobody.
    if b.began_at is null then return null; end if;
    if not coalesce(parent.dial_bridged,
        b.began_at <= coalesce(parent.ended_at + interval '1 second', b.began_at)) then
      -- Of a Dial that was left for a transfer, Twilio says nothing: it speaks of a later one.
      if cardinality(spans) = 0 or not exists (select from unnest(spans) s, unnest(s.entered_at) at
          where s.call_sid = parent.call_sid and s.space = 'queue' and s.name = 'transfer'
            and at >= b.began_at) then
        return null;
      end if;
    end if;
  end if;
  b.call_sid := leg.call_sid;
  b.parent_call_sid := leg.parent_call_sid;
  b.ended_at := least(leg.ended_at, parent.ended_at);
  if cardinality(legs) > 2 or cardinality(spans) > 0 then
    -- Whoever is redirected elsewhere leaves the bridge: dials another, or enters another space.
    left_at := least(
      -- Seen before the two were bridged, it was by our clock: Twilio's is ahead.
      (select min(case when l.first_seen_at >= b.began_at then l.first_seen_at
          else l.ringing_at end)
        from unnest(legs) l where l.parent_call_sid = leg.call_sid),
      (select min(at) from unnest(spans) s, unnest(s.entered_at) at
        where s.call_sid in (leg.call_sid, leg.parent_call_sid)
          and s.space in ('conference', 'room', 'queue', 'voicemail')
          -- Visits from before the leg rang are over, whatever our clock says of the digit.
          and at >= greatest(b.began_at, leg.ringing_at)));
    b.is_left := left_at is not null;
    b.ended_at := least(b.ended_at, left_at);
  end if;
  return b;
end
$$;
revoke all on function private.find_bridge from public;

-- Reads and locks the call of an event, with its evidence; builds a new call, not yet written, if
-- the event is its first. `call` is empty if the event is not this tenant's.
create or replace function private.find_call(tenant uuid, event private.call_event)
returns private.known_call
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  known private.known_call;
  is_contested boolean;
begin
  loop
    -- One event of a call at a time: what is read from here on is settled. Rows that refer to the
    -- call are still written meanwhile.
    select k into known.call from public.calls k
      where k.tenant_id = tenant and k.id = event.call_id for no key update;
    known.is_new := not found;
    select array(select l from public.call_legs l
          where l.tenant_id = tenant and l.call_id = event.call_id),
        v.id, v.id is null or v.problem is not null and v.solved_at is null,
        num_nonnulls(event.recording, event.spans) > 0 or exists (select from public.call_legs l
          where l.call_sid in (event.call_sid, event.parent_call_sid, event.data ->> 'DialCallSid')
            and l.tenant_id <> tenant)
      -- Sent again, or replayed by a person: what could not be applied then may be now.
      into known.legs, known.event_id, known.is_news, is_contested
      from (select) as once
      left join public.call_events v on v.tenant_id = tenant and v.dedupe_key = event.dedupe_key;
    if is_contested and private.names_anothers(tenant, event) then return null; end if;
    if known.is_new then
      known.call := private.new_call(tenant, event);
      if (known.call).id is null then return null; end if;
      -- Legs have a call: another event has made it at this moment.
      continue when cardinality(known.legs) > 0;
      -- Rows of other evidence need their call's.
      if num_nonnulls(event.recording, event.spans, event.step) > 0 then
        continue when not private.write_call(null, known.call);
        known.is_new := false;
      end if;
    end if;
    return known;
  end loop;
end
$$;
revoke all on function private.find_call from public;

-- When people on both sides of a call were together; null if they never were.
create or replace function private.find_talk(
  c public.calls, legs public.call_legs[], spans public.call_spans[],
  recordings public.recordings[]) returns private.talk
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  parent public.call_legs;
  other public.call_legs;
  b private.bridge;
  bridges private.bridge[] := '{}';
  t private.talk;
  is_unconfirmed boolean := false;
begin
  foreach leg in array legs loop
    continue when leg.parent_call_sid is null;
    continue when leg.answered_at is null and leg.accepted_at is null
      and leg.status not in ('in-progress', 'completed');
    if leg.role = 'rep' and leg.medium = 'phone' and leg.accepted_at is null then
      is_unconfirmed := is_unconfirmed or leg.status = 'completed';
      continue;
    end if;
    continue when cardinality(legs) > 1 and leg.accepted_at is not null
      and private.accepted_too_late(leg, legs);
    parent := null;
    foreach other in array legs loop
      if other.call_sid = leg.parent_call_sid then parent := other; end if;
    end loop;
    continue when leg.side not in ('customer', 'company')
      or leg.side = parent.side and c.direction <> 'internal';
    b := private.find_bridge(leg, parent, legs, spans);
    continue when b.call_sid is null;
    bridges := bridges || b;
    if cardinality(bridges) = 1 or b.began_at < t.answered_at then
      t.answered_at := b.began_at;
      if leg.side = 'customer' then
        t.reason := 'customer_answered';
        t.owner_id := parent.user_id;
        -- Twilio counts a customer's leg from its answer to its end.
        t.seconds := leg.duration_seconds;
      else
        t.reason := case when c.direction = 'internal' then 'colleague_answered'
                         else 'rep_accepted' end;
        t.owner_id := leg.user_id;
        t.seconds := null;
      end if;
    end if;
  end loop;
  if cardinality(bridges) = 0 then
    if is_unconfirmed and c.direction <> 'outbound' then
      b := private.presume_bridge(legs, recordings);
    end if;
    if b.call_sid is not null then
      bridges := array[b];
      t.answered_at := b.began_at;
      t.reason := 'presumed_accepted';
      select l.user_id into t.owner_id from unnest(legs) l where l.call_sid = b.call_sid;
    elsif cardinality(spans) = 0 then
      return null;
    end if;
  end if;
  return private.sum_talk(c, legs, spans, bridges, t);
end
$$;
revoke all on function private.find_talk from public;

-- What follows from a call once its transaction has written everything: its caller's line in the
-- missed inbox, its number's place in the search, its contact's activity. One deferred trigger on
-- calls for all of them; private.lock_caller says why at the end, and who waits for a contact's row
-- then is waited for by nobody.
create or replace function private.follow_call_written() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  -- What a line of the missed inbox is made of (private.refresh_missed), or closed by.
  kinds constant text[] := array['missed', 'voicemail', 'callback', 'connected'];
  -- Nobody reads it: an assignment is no statement that each event prepares anew.
  written boolean;
begin
  if new.direction <> 'internal' and (new.outcome = any (kinds)
      or tg_op = 'UPDATE' and (new.stage = 'connected' or old.outcome = any (kinds)
        or old.stage = 'connected'))
     and (old.outcome, old.stage, old.customer_number, old.user_id, old.answered_at, old.ended_at)
       is distinct from (new.outcome, new.stage, new.customer_number, new.user_id,
       new.answered_at, new.ended_at) then
    written := private.follow_missed(old, new);
  end if;
  if new.stage = 'ended'
     and (old.stage, old.customer_number) is distinct from (new.stage, new.customer_number) then
    written := private.keep_called_number(new);
  end if;
  if coalesce(old.contact_id, new.contact_id) is not null
     and (old.contact_id, old.outcome) is distinct from (new.contact_id, new.outcome) then
    perform private.refresh_activity(new.tenant_id, contact)
      from (select old.contact_id union select new.contact_id) about (contact)
      where contact is not null order by contact;
  end if;
  return null;
end
$$;

revoke all on function private.follow_call_written from public;

-- A call was missed or talked, or turned out not to be. The call itself is recorded even if its
-- caller's line cannot be. A missed call has its caller's line derived once a transaction: all its
-- calls are written by then. `was` is empty for a new call.
create or replace function private.follow_missed(was public.calls, n public.calls) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  who constant text := private.missed_caller(n);
  line constant text := n.tenant_id || who || ' ';
  derived constant text := coalesce(current_setting('ringbook.missed_lines', true), '');
  is_renamed constant boolean := coalesce(was.customer_number <> n.customer_number, false);
begin
  if position(line in derived) > 0 and not is_renamed then return false; end if;
  -- The line of a single call is written only by who has the call locked.
  if who <> n.id::text then perform private.lock_caller(n.tenant_id, who); end if;
  begin
    -- The number is known only now: the line of the call by itself goes. Nobody else has it.
    if is_renamed then
      perform private.refresh_missed(was, private.missed_caller(was));
    end if;
    perform private.refresh_missed(n, who);
    if n.outcome in ('missed', 'voicemail', 'callback') then
      perform set_config('ringbook.missed_lines', derived || line, true);
    end if;
    return true;
  exception when others then
    if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
    raise warning 'the line of the caller of call % is as it was: %', n.id, sqlerrm;
  end;
  return false;
end
$$;

revoke all on function private.follow_missed from public;

-- Whether a person is signed in nowhere any more; false for whoever never signed in here, with
-- tokens of another issuer.
create or replace function private.has_signed_out(person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select not exists (select from auth.sessions s where s.user_id = person)
    and exists (select from auth.users u where u.id = person and u.last_sign_in_at is not null)
$$;
revoke all on function private.has_signed_out from public;

-- Whether a person is a manager or an admin of a tenant now: those may listen to calls of others.
create or replace function private.is_manager(tenant uuid, person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.profiles p where p.tenant_id = tenant and p.user_id = person
    and p.removed_at is null and p.role in ('manager', 'admin'))
$$;
revoke all on function private.is_manager from public;

-- Verdict for an inbound call without talk: it still rings, or was missed, and why.
create or replace function private.judge_missed(legs public.call_legs[], spans public.call_spans[])
returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  leg public.call_legs;
  caller public.call_legs;
  -- The leg of the company that got furthest, and when the last of them was over: not yet, while
  -- the end of one is not known.
  rep public.call_legs;
  reps_ended_at timestamptz;
  -- The digit was pressed and our answer to it never got back to Twilio.
  is_unheard boolean;
begin
  foreach leg in array legs loop
    if leg.role = 'caller' then
      caller := leg;
    elsif leg.side = 'company' then
      reps_ended_at := greatest(reps_ended_at, coalesce(leg.ended_at, 'infinity'));
      if rep.call_sid is null then
        rep := leg;
      elsif (coalesce(leg.accepted_at, 'infinity'), coalesce(leg.answered_at, 'infinity'),
          leg.first_seen_at, leg.call_sid)
        < (coalesce(rep.accepted_at, 'infinity'), coalesce(rep.answered_at, 'infinity'),
          rep.first_seen_at, rep.call_sid) then
        rep := leg;
      end if;
    end if;
  end loop;
  v.duration_seconds := 0;
  is_unheard := rep.accepted_at is not null and caller.dial_bridged is false;
  if caller.status >= 'completed' and caller.ended_at is null then
    v.status := 'failed'; v.outcome := 'unknown'; v.outcome_reason := 'gone';
  elsif caller.status >= 'completed' or is_unheard and rep.status >= 'completed' then
    v.outcome := 'missed';
    v.status := case when caller.ended_at is null or caller.dial_ended_live
        or reps_ended_at < caller.ended_at - interval '1 second'
      then 'no-answer'::public.call_status else 'canceled' end;
    v.outcome_reason := case when is_unheard then 'not_bridged'
      when v.status = 'no-answer' then 'nobody_accepted' else 'caller_left_first' end;
    if cardinality(spans) > 0 and not is_unheard
       and exists (select from unnest(spans) s where s.space = 'queue') then
      v.outcome_reason := 'left_queue';
    end if;
  elsif is_unheard then
    v.status := 'in-progress'; v.stage := 'connected';
  else
    v.status := 'ringing';
    v.stage := case when rep.call_sid is null then 'greeting'::public.call_stage
      when rep.status = 'in-progress' then 'confirming' else 'ringing_rep' end;
  end if;
  return v;
end
$$;
revoke all on function private.judge_missed from public;

-- A call is over: the log can be searched by its number.
create or replace function private.keep_called_number(call public.calls) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if call.customer_number ~ '^\+[1-9][0-9]{6,14}$' and not exists (select
      from private.called_numbers n
      where n.tenant_id = call.tenant_id and n.number = call.customer_number) then
    perform private.lock_caller(call.tenant_id, call.customer_number);
    insert into private.called_numbers (tenant_id, number)
      values (call.tenant_id, call.customer_number) on conflict do nothing;
    return true;
  end if;
  return false;
end
$$;

revoke all on function private.keep_called_number from public;

-- A time zone is one that Postgres knows, spelled as Postgres spells it: days of the call log and
-- of the spending limit begin by it. https://www.postgresql.org/docs/17/view-pg-timezone-names.html
-- The view reads a file for each zone, 17 ms in all: one that a company has was looked up before.
create or replace function private.known_time_zone() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  known text;
begin
  if tg_op = 'UPDATE' and new.time_zone = old.time_zone then return new; end if;
  if exists (select from public.tenants t where t.time_zone = new.time_zone) then
    return new;
  end if;
  select z.name into known from pg_catalog.pg_timezone_names z
    where lower(z.name) = lower(new.time_zone)
    order by z.name = new.time_zone desc limit 1;
  if known is null then
    raise exception 'there is no time zone %', new.time_zone using errcode = 'check_violation';
  end if;
  new.time_zone := known;
  return new;
end
$$;

revoke all on function private.known_time_zone from public;

-- Talk of a call with several bridges or with spans: for each space, the times at which people of
-- both sides were in it together, outside hold. In an internal call any two people are enough. A
-- hold without a name is music on a leg of its own, which is in no space then: its times are ours,
-- those of the spaces are Twilio's, and the two clocks need not agree.
create or replace function private.measure_talk(
  c public.calls, legs public.call_legs[], spans public.call_spans[], bridges private.bridge[],
  out talk tstzmultirange, out leg_seconds integer[], out call_sids text[], out owner_id uuid)
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  with presence as (
    select 'bridge ' || b.call_sid as space, sid as call_sid,
      tstzmultirange(tstzrange(b.began_at,
        case when b.ended_at < b.began_at then b.began_at else b.ended_at end)) as during
    from unnest(bridges) b, unnest(array[b.call_sid, b.parent_call_sid]) sid
    where b.began_at is not null
    union all
    select s.space || ' ' || s.name, s.call_sid, s.during
    from unnest(spans) s where s.space in ('bridge', 'conference', 'room')
  ), kept as (
    select s.call_sid,
      coalesce(range_agg(s.during) filter (where s.space = 'hold' and s.name <> ''), '{}') as hold,
      coalesce(range_agg(s.during) filter (where s.space = 'barge'), '{}') as barge
    from unnest(spans) s group by 1
  ), placed as (
    select p.space, l.call_sid, l.user_id,
      case when l.side = 'supervisor' then 'company' else l.side end as side,
      p.during * tstzmultirange(tstzrange(null, l.ended_at))
        * case when l.side = 'supervisor' then coalesce(k.barge, '{}') else '{(,)}' end
        - coalesce(k.hold, '{}') as during
    from presence p join unnest(legs) l on l.call_sid = p.call_sid
    left join kept k on k.call_sid = l.call_sid
    where l.side <> 'system'
  ), together as (
    select a.call_sid, a.side, a.user_id, range_agg(a.during * b.during) as during
    from placed a join placed b on a.space = b.space and a.call_sid <> b.call_sid
      and (a.side <> b.side or c.direction = 'internal')
    group by 1, 2, 3
  )
  select
    (select range_agg(t.during) from together t),
    (select array_agg((select round(sum(extract(epoch from upper(r) - lower(r))))::integer
        from unnest(t.during) r) order by l.ordinality)
      from unnest(legs) with ordinality as l left join together t on t.call_sid = l.call_sid),
    (select array_agg(t.call_sid) from together t where not isempty(t.during)),
    (select t.user_id from together t where t.side = 'company' and t.user_id is not null
      and not isempty(t.during) order by lower(t.during), t.call_sid limit 1)
    into talk, leg_seconds, call_sids, owner_id;
end
$$;
revoke all on function private.measure_talk from public;

-- Infers the bridge of a rep's phone that was picked up without a recorded digit (no webhook
-- arrived, or the database was away) from Twilio's legs and recordings. A recording of talk that
-- is shorter than the rep's leg began at the bridge, so its length is the talk; and no screening
-- lasts 45 seconds. What the API recorded began in the middle of a talk, or is a voice agent's. Who
-- calls a colleague is their caller. Null when a digit is recorded, or when they did not talk.
create or replace function private.presume_bridge(
  legs public.call_legs[], recordings public.recordings[]) returns private.bridge
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  rep public.call_legs;
  caller public.call_legs;
  seconds integer;
  b private.bridge;
  is_internal boolean := true;
begin
  foreach leg in array legs loop
    if leg.side = 'customer' then is_internal := false; end if;
  end loop;
  foreach leg in array legs loop
    if leg.role = 'caller' or is_internal and leg.parent_call_sid is null then
      caller := leg;
    elsif leg.role = 'rep' and leg.medium = 'phone' then
      if leg.accepted_at is not null then return null; end if;
      if leg.status = 'completed' and (rep.call_sid is null
         or (leg.answered_at, leg.call_sid) < (rep.answered_at, rep.call_sid)) then
        rep := leg;
      end if;
    end if;
  end loop;
  if rep.ended_at is null or rep.duration_seconds is null or caller.ended_at is null
     or caller.dial_bridged is false then
    return null;
  end if;
  if cardinality(recordings) > 0 then
    select max(r.duration_seconds) into seconds from unnest(recordings) r
      where r.purpose = 'talk' and r.source is distinct from 'StartCallRecordingAPI'
        and r.duration_seconds between 1 and rep.duration_seconds - 2;
  end if;
  if seconds is null and (rep.duration_seconds >= 45 or caller.dial_bridged) then
    seconds := rep.duration_seconds;
  end if;
  if seconds is null then return null; end if;
  b.call_sid := rep.call_sid;
  b.parent_call_sid := caller.call_sid;
  b.ended_at := least(rep.ended_at, caller.ended_at);
  b.began_at := b.ended_at - make_interval(secs => seconds);
  return b;
end
$$;
revoke all on function private.presume_bridge from public;

create or replace function private.realtime_topic() returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select 'tenant:' || t.id || ':' || t.realtime_epoch
    from public.profiles p join public.tenants t on t.id = p.tenant_id
    where p.user_id = auth.uid() and p.removed_at is null
      and private.signed_in(p.user_id) is not null);
end
$$;

revoke all on function private.realtime_topic from public;
grant execute on function private.realtime_topic to authenticated;

-- Derives a caller's line from all their calls, so the order in which calls are recorded does not
-- matter. private.lock_caller makes the later of two transactions see both. A new kind of line also
-- joins private.follow_missed, private.follow_call_written and the check of missed_callers.kind.
create or replace function private.refresh_missed(call public.calls, who text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := call.tenant_id;
  -- A caller who withheld their number has a line of this one call.
  lone_id constant uuid := case when who = call.id::text then call.id end;
  line public.missed_callers;
  n record;
begin
  select * into line from public.missed_callers where tenant_id = tenant and caller = who;
  if line.id is null and coalesce(call.outcome, '') not in ('missed', 'voicemail', 'callback') then
    return;
  end if;
  with theirs as materialized (
    select c.id, c.user_id, c.direction, coalesce(c.answered_at, c.created_at) as talked_at,
      coalesce(c.ended_at, case when c.stage = 'connected' then 'infinity'::timestamptz
        else c.created_at end) as over_at,
      case when c.outcome in ('missed', 'voicemail', 'callback') then c.outcome end as kind
    from (
      (select k.* from public.calls k where k.tenant_id = tenant and k.customer_number = who
        and (k.outcome in ('missed', 'voicemail', 'callback', 'connected')
          or k.stage = 'connected')
        order by k.created_at desc, k.id desc limit 100)
      union all
      (select k.* from public.calls k where k.tenant_id = tenant and k.id = lone_id
        and k.customer_number = call.customer_number)) c
    where c.outcome in ('missed', 'voicemail', 'callback', 'connected') or c.stage = 'connected'
  ), last as (
    select max(m.over_at) as at from theirs m where m.kind is not null
  ), over as (
    -- What was missed before is over: somebody talked with them, or dismissed it.
    select last.at as last_at, greatest((select max(m.over_at) from theirs m
        where m.kind is null and m.over_at < last.at),
      case when line.dismissed_at < last.at then line.dismissed_at end, line.counts_after) as since
    from last
  )
  select over.last_at, over.since, run.*, reach.* into n from over
    cross join lateral (select count(*)::integer as calls, min(m.over_at) as first_at,
        (array_agg(m.id order by m.over_at desc, m.id desc))[1] as last_id,
        (array_agg(m.kind order by m.over_at desc, m.id desc))[1] as kind,
        coalesce(array_agg(distinct m.user_id) filter (where m.user_id is not null), '{}') as rung
      from theirs m where m.kind is not null and (over.since is null or m.over_at > over.since)) run
    left join lateral (select m.talked_at, m.user_id as reached_by, m.id as talk_id, m.direction
      from theirs m where m.kind is null and m.over_at >= over.last_at
      order by m.talked_at, m.id limit 1) reach on true;
  if n.last_at is null then
    delete from public.missed_callers where id = line.id;
    return;
  end if;
  insert into public.missed_callers as kept (tenant_id, caller, call_id, kind, calls, rung,
      first_missed_at, missed_at, reached_at, reached_by, reached_call_id, reached_direction)
    values (tenant, who, n.last_id, n.kind, n.calls, n.rung, n.first_at, n.last_at,
      n.talked_at, n.reached_by, n.talk_id, n.direction)
  on conflict (tenant_id, caller) do update set
    call_id = n.last_id, kind = n.kind, calls = n.calls, rung = n.rung,
    first_missed_at = n.first_at, missed_at = n.last_at, reached_at = n.talked_at,
    reached_by = n.reached_by, reached_call_id = n.talk_id, reached_direction = n.direction,
    claimed_by = case when kept.claimed_at <= n.since then null else kept.claimed_by end,
    claimed_at = case when kept.claimed_at <= n.since then null else kept.claimed_at end;
end
$$;

revoke all on function private.refresh_missed from public;

-- A new link for an invitation that nobody has accepted; the old one is no good from then on. Of
-- two who want that at one moment, one makes it.
create or replace function private.renew_invitation(invitation uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.require_admin();
  token text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
  i public.invitations;
begin
  select * into i from public.invitations
    where id = invitation and tenant_id = tenant for no key update;
  if not found or i.accepted_at is not null or i.revoked_at is not null then
    return jsonb_build_object('status', 'gone');
  end if;
  if i.sent_at > now() - interval '1 minute' then
    return jsonb_build_object('status', 'just_sent');
  end if;
  perform set_config('ringbook.verb', 'resent', true);
  update public.invitations set token_hash = sha256(convert_to(token, 'UTF8')), sent_at = now(),
      expires_at = now() + interval '7 days'
    where id = i.id;
  perform set_config('ringbook.verb', '', true);
  return jsonb_build_object('status', 'renewed', 'token', token, 'email', i.email,
    'role', i.role);
end
$$;

revoke all on function private.renew_invitation from public;
grant execute on function private.renew_invitation to authenticated;

-- Whoever transferred the call of an event, who is to be rung for it again. Stored with the event
-- without their phones; the same event again gets what was stored.
create or replace function private.ring_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  key text := e ->> 'dedupe_key';
  facts jsonb;
  own_phone text;
  others text[];
begin
  select jsonb_build_object('user_id', r.user_id, 'name', r.name, 'availability', r.availability,
      'in_browser', r.in_browser, 'has_phone', r.phone is not null,
      'further', coalesce(cardinality(r.further), 0)), r.phone, r.further
    into facts, own_phone, others
    from public.call_controls k
    cross join private.routed_people(tenant, call, '{}') r
    where k.tenant_id = tenant and k.call_id = call and r.user_id = k.asked_by;
  facts := coalesce((select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key), facts);
  if facts is null then return null; end if;
  update public.call_events set answered_from = answered_from
      || jsonb_build_object('routing', facts)
    where tenant_id = tenant and dedupe_key = key and answered_from is not null
      and not answered_from ? 'routing';
  return facts || jsonb_build_object('phone', own_phone,
    'further_phones', coalesce(to_jsonb(others), '[]'));
end
$$;
revoke all on function private.ring_facts from public;

create or replace function private.role() returns public.member_role
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select role from public.profiles where user_id = auth.uid() and removed_at is null
    and private.signed_in(user_id) is not null);
end
$$;

revoke all on function private.role from public;
grant execute on function private.role to authenticated;

-- Applies verdict and legs to the call: status, times, ring time, price.
create or replace function private.settle(n public.calls, legs public.call_legs[],
  v private.verdict)
returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  root public.call_legs;
  -- The phone that rang last: the customer's of an outbound call, else the company's.
  rung public.call_legs;
  rung_side text := case n.direction when 'outbound' then 'customer' else 'company' end;
  is_live boolean := false;
  is_meeting boolean := false;
begin
  foreach leg in array legs loop
    -- Who was in a room: Twilio's own legs say the rest.
    if leg.medium = 'room' then
      is_meeting := is_meeting or leg.role = 'system';
      continue;
    end if;
    is_live := is_live or leg.status < 'completed';
    if leg.parent_call_sid is null then
      if root.call_sid is null then
        root := leg;
      elsif (leg.first_seen_at, leg.call_sid) < (root.first_seen_at, root.call_sid) then
        root := leg;
      end if;
    end if;
    if leg.side = rung_side and (n.direction <> 'internal' or leg.parent_call_sid is not null) then
      if rung.call_sid is null then
        rung := leg;
      -- Of those that nobody answered and that began together, the one that rang longest.
      elsif (coalesce(leg.accepted_at, 'infinity'), coalesce(leg.answered_at, 'infinity'),
          leg.first_seen_at, coalesce(rung.ended_at, 'infinity'), leg.call_sid)
        < (coalesce(rung.accepted_at, 'infinity'), coalesce(rung.answered_at, 'infinity'),
          rung.first_seen_at, coalesce(leg.ended_at, 'infinity'), rung.call_sid) then
        rung := leg;
      end if;
    end if;
  end loop;
  if v.status >= 'completed' or n.status >= 'completed' then
    if n.status < 'completed' then n.next_check_at := now(); end if;
    n.ended_at := case when v.status >= 'completed'
      then coalesce(v.ended_at, root.ended_at, rung.ended_at, n.ended_at) end;
    n.duration_seconds := case when v.status >= 'completed' then v.duration_seconds end;
  elsif n.ended_at is not null then
    -- Said of a create that was refused, and rang after all.
    n.ended_at := null;
    n.duration_seconds := null;
  end if;
  n.stage := case when v.status >= 'completed' then 'ended' else v.stage end;
  n.status := v.status;
  n.outcome := v.outcome;
  n.outcome_reason := v.outcome_reason;
  n.answered_at := v.answered_at;
  if rung.call_sid is not null then
    n.ring_seconds := round(extract(epoch from
      coalesce(rung.answered_at, rung.ended_at) - rung.ringing_at))::integer;
    if n.ring_seconds < 0 then n.ring_seconds := 0; end if;
  end if;
  n.twilio_call_sid := coalesce(root.call_sid, n.twilio_call_sid, rung.parent_call_sid);
  if n.direction = 'inbound' and (v.owner_id is not null or rung.accepted_at is not null) then
    n.user_id := coalesce(v.owner_id, rung.user_id, n.user_id);
  end if;
  if cardinality(legs) > 2 or n.has_more_evidence then
    n.also_on := array(select distinct l.user_id from unnest(legs) l
      where l.side = 'company' and l.status < 'completed' and l.accepted_at is not null
        and l.user_id <> n.user_id order by 1);
    n.owner_left := n.status < 'completed'
      and exists (select from unnest(legs) l
        where l.user_id = n.user_id and l.accepted_at is not null)
      and not exists (select from unnest(legs) l
        where l.user_id = n.user_id and l.status < 'completed');
  end if;
  if root.call_sid is not null and (n.create_lost or n.error_message is not null) then
    -- It happened after all: what was said of a create that was not found is void.
    n.create_lost := false; n.error_code := null; n.error_message := null;
  end if;
  -- The meeting's own leg is none of Twilio's.
  if not is_live and (root.call_sid is not null or is_meeting and n.status >= 'completed') then
    n := private.settle_price(n, legs);
  elsif n.billed_seconds is not null or n.price is not null then
    n.billed_seconds := null; n.price := null; n.price_unit := null;
  end if;
  return n;
end
$$;
revoke all on function private.settle from public;

-- Who supervises a call, whether they still may, and whom a whisper is for: the person whose call
-- it is, else whoever of the company is in the room longest. Null where nobody does.
create or replace function private.supervision_facts(c public.calls, legs jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('user_id', s.user_id, 'mode', s.mode, 'applied', s.applied,
    'may_supervise', private.is_manager(s.tenant_id, s.user_id)
      -- In a browser; whoever supervises by phone may sign out.
      and not (private.has_signed_out(s.user_id) and exists (select from public.call_legs l
        where l.tenant_id = c.tenant_id and l.call_id = c.id and l.role = 'supervisor'
          and l.user_id = s.user_id and l.medium = 'browser' and l.status < 'completed')),
    'is_rung', s.applied is not null or s.asked_at < now() - interval '30 seconds',
    'must_announce', s.is_announced and s.announced_at is null,
    'has_taken_over', s.taken_over_at is not null,
    'hears_whisper', (select l ->> 'call_sid'
      from jsonb_array_elements(legs) with ordinality as e (l, n)
      where l ->> 'role' = 'rep' and (l ->> 'is_talking')::boolean and (l ->> 'in_room')::boolean
      order by (l ->> 'user_id' = c.user_id::text) desc nulls last,
        (select min(lower(i.during)) from public.call_spans i where i.tenant_id = c.tenant_id
          and i.call_sid = l ->> 'call_sid' and i.space = 'conference' and upper_inf(i.during)),
        n limit 1))
  from public.call_supervisions s
  where s.tenant_id = c.tenant_id and s.call_id = c.id and s.state <> 'gone'
$$;
revoke all on function private.supervision_facts from public;

-- Who is asking. Called once per statement: (select private.tenant_id()). Plans of PL/pgSQL last as
-- long as the connection, those of SQL are made anew by each statement.
create or replace function private.tenant_id() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select tenant_id from public.profiles where user_id = auth.uid() and removed_at is null
    and private.signed_in(user_id) is not null);
end
$$;

revoke all on function private.tenant_id from public;
grant execute on function private.tenant_id to authenticated;

-- Whom a transfer would ring: { name, phone, further_phones, in_browser }, or { refused }. A person
-- who is away, busy or on a call is not rung; a colleague's mailbox always takes a message.
create or replace function private.transfer_target(tenant uuid, c public.calls, want jsonb)
  returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  settings public.tenants;
  found record;
  no text;
begin
  if want ->> 'to' = 'number' then
    select * into settings from public.tenants t where t.id = tenant;
    no := case
      when want ->> 'number' = c.customer_number or private.is_own_number(tenant, want ->> 'number')
        then 'own_number'
      when exists (select from public.call_legs l where l.tenant_id = tenant and l.call_id = c.id
        and l.status < 'completed' and l.to_number = want ->> 'number') then 'own_number'
      when exists (select from public.do_not_call d
        where d.tenant_id = tenant and d.number = want ->> 'number') then 'do_not_call'
      else private.place_refusal(settings, want ->> 'number', want -> 'place') end;
    if no is not null then return jsonb_build_object('refused', no); end if;
    if private.spend_refusal(settings, now()) is not null then
      return '{"refused": "spend_limit_reached"}';
    end if;
    return jsonb_build_object('name', null, 'phone', want ->> 'number', 'in_browser', false);
  end if;
  if want ->> 'to' = 'route' then
    -- At one of its steps, or from the beginning.
    select v.id, r.name, coalesce(want ->> 'step', v.body ->> 'first') as step, v.body into found
      from public.routes r join public.route_versions v
        on v.tenant_id = r.tenant_id and v.route_id = r.id
      where r.tenant_id = tenant and r.id = (want ->> 'route')::uuid and r.removed_at is null
      order by v.published_at desc, v.id desc limit 1;
    if found.id is null or not found.body -> 'steps' ? coalesce(found.step, '') then
      return '{"refused": "no_route"}';
    end if;
    return jsonb_build_object('name', coalesce(nullif(found.body -> 'steps' -> (want ->> 'step')
      ->> 'name', ''), found.name), 'phone', null, 'in_browser', false, 'version', found.id,
      'step', found.step);
  end if;
  if want ->> 'to' = 'voicemail' then
    return coalesce((select jsonb_build_object('name', p.name, 'phone', null, 'in_browser', false)
      from public.profiles p where p.tenant_id = tenant and p.removed_at is null
        and p.user_id = (want ->> 'user_id')::uuid), '{"refused": "not_a_colleague"}');
  end if;
  select p.*, private.further_of(t, p.user_id) as further into found
    from private.presence_of(tenant, array[(want ->> 'user_id')::uuid]) p
    join public.tenants t on t.id = tenant;
  if found.user_id is null then return '{"refused": "not_a_colleague"}'; end if;
  no := case
    when found.presence = 'on_call' then 'colleague_busy'
    when found.presence in ('offline', 'away', 'busy') and found.phone is null
        and not found.in_browser
      or c.customer_number = any (found.phone || found.further) then 'colleague_unreachable'
    when found.presence in ('offline', 'away', 'busy') then 'colleague_away' end;
  return jsonb_strip_nulls(jsonb_build_object('refused', no)) || jsonb_build_object(
    'name', found.name, 'phone', found.phone, 'in_browser', found.in_browser,
    'further_phones', coalesce(to_jsonb(found.further), '[]'));
end
$$;
revoke all on function private.transfer_target from public;

-- Inserts the call, or updates the columns that differ from `c`. Returns false if another event
-- has inserted the row concurrently. The only place that spells the columns of calls, besides
-- private.open_call.
create or replace function private.write_call(c public.calls, n public.calls) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  -- The call as it was, but for how far its phones ring.
  rings public.calls;
begin
  if c.id is null then
    insert into public.calls (id, tenant_id, twilio_call_sid, direction, from_number, to_number,
        status, stage, outcome, outcome_reason, contact_id, user_id, callee_id, also_on,
        owner_left, phone_number_id, duration_seconds, ring_seconds, billed_seconds,
        recording_requested, recording_url, price, price_unit, error_code, error_message,
        create_lost, has_more_evidence, hangup_requested_at, imported_at, created_at, answered_at,
        ended_at, next_check_at)
      values (n.id, n.tenant_id, n.twilio_call_sid, n.direction, n.from_number, n.to_number,
        n.status, n.stage, n.outcome, n.outcome_reason, n.contact_id, n.user_id, n.callee_id,
        coalesce(n.also_on, '{}'), coalesce(n.owner_left, false), n.phone_number_id,
        n.duration_seconds, n.ring_seconds, n.billed_seconds, n.recording_requested,
        n.recording_url, n.price, n.price_unit,
        n.error_code, n.error_message, n.create_lost, n.has_more_evidence, n.hangup_requested_at,
        n.imported_at, n.created_at, n.answered_at, n.ended_at, n.next_check_at)
    on conflict do nothing;
    return found;
  elsif n is distinct from c then
    if greatest(c.stage, n.stage) < 'connected' then
      rings := c;
      rings.status := n.status; rings.stage := n.stage; rings.ring_seconds := n.ring_seconds;
      if n is not distinct from rings then
        -- Nothing that indexes, generated columns or what follows a talk or an end are made of.
        update public.calls set status = n.status, stage = n.stage,
          ring_seconds = n.ring_seconds, version = c.version + 1
        where tenant_id = c.tenant_id and id = c.id;
        return true;
      end if;
    end if;
    update public.calls set
      status = n.status, outcome = n.outcome, outcome_reason = n.outcome_reason, stage = n.stage,
      created_at = n.created_at, answered_at = n.answered_at, ended_at = n.ended_at,
      phone_number_id = n.phone_number_id, contact_id = n.contact_id, user_id = n.user_id,
      also_on = n.also_on, owner_left = n.owner_left,
      duration_seconds = n.duration_seconds, ring_seconds = n.ring_seconds,
      billed_seconds = n.billed_seconds, price = n.price, price_unit = n.price_unit,
      recording_requested = n.recording_requested, recording_url = n.recording_url,
      has_more_evidence = n.has_more_evidence, twilio_call_sid = n.twilio_call_sid,
      hangup_requested_at = n.hangup_requested_at, create_lost = n.create_lost,
      error_code = n.error_code, error_message = n.error_message,
      next_check_at = n.next_check_at, version = c.version + 1
    where tenant_id = c.tenant_id and id = c.id;
    -- Hardly ever changed: customer_number is generated of them, which costs more than the rest.
    if (n.from_number, n.to_number) is distinct from (c.from_number, c.to_number) then
      update public.calls set from_number = n.from_number, to_number = n.to_number
      where tenant_id = c.tenant_id and id = c.id;
    end if;
  end if;
  return true;
end
$$;
revoke all on function private.write_call from public;

-- Inserts the event into the ledger, or updates one that had a problem before. Returns the facts
-- of the call that the webhook's answer needs; they are stored with the event.
create or replace function private.write_event(
  tenant uuid, n public.calls, known private.known_call, e private.call_event, whole jsonb,
  failure text) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  facts jsonb := private.answer_facts(n, e.answered_from is not null);
begin
  if not known.is_news then return facts; end if;
  if e.answered_from is not null and e.from_memory is not true then
    e.answered_from := e.answered_from || jsonb_build_object('facts',
      facts #- '{colleague,phone}' #- '{colleague,further_phones}');
  end if;
  if known.event_id is null then
    insert into public.call_events (tenant_id, call_id, call_sid, event_type, event_data, query,
        answered_from, dedupe_key, occurred_at, created_at, problem, problem_event)
      values (tenant, n.id, e.call_sid, e.type, coalesce(e.data, '{}'), e.query,
        e.answered_from, e.dedupe_key, e.occurred_at, coalesce(e.received_at, now()), failure,
        case when failure is not null then whole end)
    on conflict (tenant_id, dedupe_key) do nothing;
  else
    update public.call_events set
      problem = coalesce(failure, problem),
      problem_event = case when failure is null then problem_event else whole end,
      solved_at = case when failure is null then now() end
      where id = known.event_id;
  end if;
  return facts;
end
$$;
revoke all on function private.write_event from public;

-- Inserts or updates a leg; true. Raises if the leg belongs to another call.
create or replace function private.write_leg(known public.call_legs, leg public.call_legs)
  returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if known.call_sid is null then
    insert into public.call_legs (tenant_id, call_sid, call_id, parent_call_sid, role,
        role_is_declared, medium, user_id, from_number, to_number, status, status_sequence,
        first_seen_at, ringing_at, answered_at, accepted_at, ended_at, dial_ended_live, dial_failed,
        dial_bridged, duration_seconds, talk_seconds, price, price_unit, sip_response_code)
      values (leg.tenant_id, leg.call_sid, leg.call_id, leg.parent_call_sid, leg.role,
        leg.role_is_declared, leg.medium, leg.user_id, leg.from_number, leg.to_number, leg.status,
        leg.status_sequence, leg.first_seen_at, leg.ringing_at, leg.answered_at, leg.accepted_at,
        leg.ended_at, leg.dial_ended_live, leg.dial_failed, leg.dial_bridged,
        leg.duration_seconds, leg.talk_seconds, leg.price, leg.price_unit, leg.sip_response_code)
    on conflict do nothing;
    if not found then raise exception 'leg % belongs to another call', leg.call_sid; end if;
  else
    update public.call_legs set
      status = leg.status, status_sequence = leg.status_sequence,
      first_seen_at = leg.first_seen_at, ringing_at = leg.ringing_at,
      answered_at = leg.answered_at, accepted_at = leg.accepted_at, ended_at = leg.ended_at,
      dial_ended_live = leg.dial_ended_live, dial_failed = leg.dial_failed,
      dial_bridged = leg.dial_bridged, duration_seconds = leg.duration_seconds,
      talk_seconds = leg.talk_seconds, price = leg.price, price_unit = leg.price_unit,
      sip_response_code = leg.sip_response_code
    where tenant_id = leg.tenant_id and call_sid = leg.call_sid;
    -- What hardly ever changes costs nothing while it does not.
    if (known.role, known.role_is_declared, known.medium, known.parent_call_sid, known.user_id,
        known.from_number, known.to_number)
      is distinct from (leg.role, leg.role_is_declared, leg.medium, leg.parent_call_sid,
        leg.user_id, leg.from_number, leg.to_number) then
      update public.call_legs set
        role = leg.role, role_is_declared = leg.role_is_declared, medium = leg.medium,
        parent_call_sid = leg.parent_call_sid, user_id = leg.user_id,
        from_number = leg.from_number, to_number = leg.to_number
      where tenant_id = leg.tenant_id and call_sid = leg.call_sid;
    end if;
  end if;
  return true;
end
$$;
revoke all on function private.write_leg from public;

-- What of a fresh company is set up, and whether the person asking has called, in one round trip.
create or replace function public.first_day() returns json
language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
begin
  return case when private.tenant_id() is null then null else json_build_object(
      'twilio', exists (select from public.twilio_accounts a
        where a.tenant_id = (select private.tenant_id()) and a.verified_at is not null),
      'number', exists (select from public.phone_numbers n
        where n.tenant_id = (select private.tenant_id()) and n.removed_at is null),
      -- Ringbook has set where its calls go, has bought it, or was called.
      'routed', exists (select from public.kept_webhooks k join public.phone_numbers n
          on n.tenant_id = k.tenant_id and n.id = k.phone_number_id and n.removed_at is null
          where k.tenant_id = (select private.tenant_id()))
        or exists (select from public.number_orders o
          where o.tenant_id = (select private.tenant_id()) and o.state = 'bought')
        or exists (select from public.calls c
          where c.tenant_id = (select private.tenant_id()) and c.direction = 'inbound'
            -- Those that no webhook reported were found at Twilio.
            and c.imported_at is null),
      'colleagues', exists (select from public.profiles p
        where p.tenant_id = (select private.tenant_id()) and p.user_id <> (select auth.uid()))
        or exists (select from public.invitations i
          where i.tenant_id = (select private.tenant_id())),
      'contacts', exists (select from public.contacts c
        where c.tenant_id = (select private.tenant_id())),
      'my_call', exists (select from public.calls c
        where c.tenant_id = (select private.tenant_id()) and c.user_id = (select auth.uid())),
      'company_call', exists (select from public.calls c
        where c.tenant_id = (select private.tenant_id()))) end;
end
$$;

revoke all on function public.first_day from public, anon, service_role;
grant execute on function public.first_day to authenticated;

-- Who is asking, in one round trip: the profile, its tenant's settings and the topic to listen to;
-- null before onboarding. Every page asks: as PL/pgSQL it is planned once a connection, which takes
-- ten times as long as to read it.
create or replace function public.me() returns json
language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
begin
  return (select json_build_object('user_id', p.user_id, 'role', p.role, 'name', p.name,
      'email', p.email, 'session_id', (select auth.jwt() ->> 'session_id'),
      'personal_phone', ph.phone, 'phone_verified', ph.verified_at is not null,
      'show_checklist', p.checklist_dismissed_at is null, 'topic', private.realtime_topic(),
      'availability', (select json_build_object('state', a.state, 'away_until', a.away_until)
        from public.availability a where a.tenant_id = p.tenant_id and a.user_id = p.user_id),
      'on_call', private.is_on_call(p.tenant_id, p.user_id, null),
      'joined_calls', (select coalesce(json_agg(c.id), '[]') from public.calls c
        where c.tenant_id = p.tenant_id and c.ended_at is null and (p.user_id = any (c.also_on)
          or c.id in (select s.call_id from public.call_supervisions s
            where s.tenant_id = p.tenant_id and s.user_id = p.user_id and s.state <> 'gone')
          -- Rung to come into a room.
          or c.id in (select r.call_id from public.room_people r
            where r.tenant_id = p.tenant_id and r.user_id = p.user_id and r.over_at is null)
          -- Rung by a route or a queue, which nobody has answered yet.
          or c.stage <> 'connected' and c.id = (select private.my_ring()))),
      'call_devices', (select json_build_object('rings_on', d.rings_on, 'places_on', d.places_on)
        from public.call_devices d where d.tenant_id = p.tenant_id and d.user_id = p.user_id),
      'after_call_until', (select last.until from (
        select c.outcome, c.ended_at + t.after_call_seconds * interval '1 second' as until
          from public.calls c where c.tenant_id = p.tenant_id and c.user_id = p.user_id
          order by c.created_at desc, c.id desc limit 1) last
        where last.outcome = 'connected' and last.until > now()),
      'own_hours', (select json_build_object('time_zone', h.time_zone, 'week', h.week)
        from public.own_hours h where h.tenant_id = p.tenant_id and h.user_id = p.user_id),
      'tenant', json_build_object('id', t.id, 'name', t.name, 'country_code', t.country_code,
        'time_zone', t.time_zone,
        'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
          'keep_recordings_days', t.keep_recordings_days,
        'call_time_limit_seconds', t.call_time_limit_seconds,
        'after_call_seconds', t.after_call_seconds,
        'rooms_url', (select k.url from public.livekit_accounts k
          where k.tenant_id = t.id and k.is_on)))
    from public.profiles p
    join public.tenants t on t.id = p.tenant_id
    left join public.personal_phones ph on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id
    where p.user_id = (select auth.uid()) and p.tenant_id = (select private.tenant_id())
      and p.removed_at is null);
end
$$;

revoke all on function public.me from public, anon, service_role;
grant execute on function public.me to authenticated;

create or replace function public.renew_invitation(invitation uuid) returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.renew_invitation(invitation) $$;
comment on function public.renew_invitation is
  'status: renewed, with the token of a new link that lives 7 days, the email and the role | '
  'just_sent: within the last minute | gone: accepted or revoked.';

revoke all on function public.renew_invitation from public, anon, service_role;
grant execute on function public.renew_invitation to authenticated;

CREATE TRIGGER broadcast_changed_call AFTER UPDATE OF version ON public.calls FOR EACH ROW EXECUTE FUNCTION private.broadcast_call();

CREATE CONSTRAINT TRIGGER follow_changed AFTER UPDATE OF outcome, answered_at, ended_at, user_id, contact_id, from_number, to_number ON public.calls DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.follow_call_written();

CREATE CONSTRAINT TRIGGER follow_new AFTER INSERT ON public.calls DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.stage = 'ended'::public.call_stage) OR (new.contact_id IS NOT NULL))) EXECUTE FUNCTION private.follow_call_written();

CREATE TRIGGER follow_queue AFTER UPDATE OF answered_at, ended_at ON public.calls FOR EACH ROW WHEN (((old.stage <> new.stage) AND (new.stage = ANY (ARRAY['connected'::public.call_stage, 'ended'::public.call_stage])) AND ((new.direction = 'inbound'::text) OR new.has_more_evidence))) EXECUTE FUNCTION private.follow_queue();

CREATE TRIGGER notify_callee AFTER UPDATE OF ended_at ON public.calls FOR EACH ROW WHEN (((new.direction = 'internal'::text) AND (old.stage <> 'ended'::public.call_stage) AND (new.stage = 'ended'::public.call_stage))) EXECUTE FUNCTION private.notify_callee();

comment on column public.invitations.sent_at is 'When its link was made: sent again, it gets a new one, and the old one is no good any more.';

comment on table public.further_phones is 'The second and third phone (E.164) of a person: they ring beside the first, personal_phones, whoever calls, and not without it: while the first is not verified, or calls may not go there, none rings. The first alone places calls, and is rung to supervise one.';

grant select (sent_at) on table public.invitations to authenticated;

-- Status, stage and outcome of a call from its evidence (the table in docs/flow.md). Reads no
-- table: the same evidence always gives the same verdict.
create or replace function private.judge(
  c public.calls, legs public.call_legs[], spans public.call_spans[], steps public.call_steps[],
  recordings public.recordings[]) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  t private.talk;
  phones public.call_legs[];
begin
  if (c.has_more_evidence or c.direction = 'internal') and cardinality(legs) > 0 then
    phones := array(select l from unnest(legs) l where l.medium <> 'room');
    if phones = '{}' and c.direction = 'internal' then
      return private.judge_meeting(c, legs, spans);
    end if;
    if cardinality(phones) < cardinality(legs) then
      v := private.judge(c, phones, array(select s from unnest(spans) s where s.space <> 'room'
        or not exists (select from unnest(legs) l
          where l.call_sid = s.call_sid and l.medium = 'room')), steps, recordings);
      return private.credit_room(v, legs, spans, steps, phones);
    end if;
  end if;
  if cardinality(legs) = 0 then
    if c.error_message is not null then
      v.status := 'failed'; v.outcome := 'failed'; v.outcome_reason := 'create_failed';
      v.ended_at := c.ended_at; v.duration_seconds := 0;
    elsif c.direction = 'inbound' then
      v.status := 'ringing'; v.stage := 'greeting';
    else
      v.status := 'queued'; v.stage := 'placing';
      if c.create_lost then v.outcome := 'unknown'; v.outcome_reason := 'create_lost'; end if;
    end if;
    return v;
  end if;
  t := private.find_talk(c, legs, spans, recordings);
  if t.call_sids is not null then return private.judge_talked(c, legs, spans, t); end if;
  -- Whoever left a message may be heard of later than the message: until then they are not gone.
  if c.has_more_evidence and (c.direction <> 'inbound'
      or exists (select from unnest(legs) l where l.side = 'customer')) then
    v := private.judge_served(legs, spans, steps, recordings);
    if v.status is not null then return v; end if;
  end if;
  if c.direction = 'inbound' then return private.judge_missed(legs, spans); end if;
  if c.direction = 'internal' then return private.judge_internal(c, legs); end if;
  return private.judge_unanswered(c, legs);
end
$$;
revoke all on function private.judge from public;

reset check_function_bodies;
