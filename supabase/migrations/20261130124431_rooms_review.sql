set check_function_bodies = off;

alter table public.rooms add column closed_at timestamptz;

drop index public.rooms_live;
drop function machine.give_back_room(uuid,uuid,uuid,timestamp with time zone);
drop function private.rings_in_rooms(uuid);

-- A browser finds that nobody speaks: where our own clock says so too, `name` is the room to end.
create or replace function machine.ask_silence(
  tenant uuid, person uuid, target uuid, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r public.rooms;
  silence jsonb;
begin
  if not exists (select from public.calls c where c.tenant_id = tenant and c.id = target) then
    return '{"refused": "call_not_found"}';
  end if;
  r := private.room_of(tenant, target);
  if r.id is null then return '{"refused": "call_over"}'; end if;
  if not private.is_in_room(r, person) then return '{"refused": "not_on_call"}'; end if;
  silence := private.room_silence(r, at);
  return silence || jsonb_build_object('is_over',
    coalesce((silence ->> 'ends_after_ms')::integer = 0, false), 'name', r.name);
end
$$;
revoke all on function machine.ask_silence from public;
grant execute on function machine.ask_silence to ringbook_machine;

-- A person talks with colleagues in a room, without a telephone: an internal call, whom it rings,
-- and the room's name. Who is on a call is not rung, nor who is offline. Refused with a name where
-- nobody is left to ring.
create or replace function machine.begin_meeting(tenant uuid, person uuid, call uuid, name text,
  invited jsonb, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n public.calls;
  account public.livekit_accounts;
  wanted uuid[] := array(select distinct i::uuid from jsonb_array_elements_text(invited) i
    where i <> person::text);
  rung uuid[];
begin
  select * into account from public.livekit_accounts a
    where a.tenant_id = tenant and a.is_on and a.set_up_at is not null;
  if not found then return '{"refused": "rooms_off"}'; end if;
  perform pg_advisory_xact_lock(hashtextextended('calls:' || tenant, 0));
  if (select p.presence from private.presence_of(tenant, array[person]) p) = 'on_call' then
    return '{"refused": "call_in_progress"}';
  end if;
  if (select count(*) from public.profiles p where p.tenant_id = tenant and p.removed_at is null
      and p.user_id = any (wanted)) < cardinality(wanted) or wanted = '{}' then
    return '{"refused": "colleague_not_found"}';
  end if;
  rung := array(select p.user_id from private.presence_of(tenant, wanted) p
    where p.presence in ('available', 'away') and private.has_softphone(tenant, p.user_id)
    order by p.user_id);
  if rung = '{}' then return '{"refused": "nobody_reachable"}'; end if;
  n := private.clicked_call(tenant, person, null, jsonb_build_object('call_id', call, 'now', at),
    false);
  n.has_more_evidence := true;
  n.direction := 'internal';
  n.from_number := '';
  n.to_number := '';
  if not private.write_call(null, n) then
    raise exception 'call % exists', call using errcode = 'unique_violation';
  end if;
  insert into public.rooms (tenant_id, call_id, name, kind, silence_seconds, started_at)
    values (tenant, call, name, 'meeting', account.silence_seconds, at);
  insert into public.room_people (tenant_id, call_id, user_id, invited_by, rung_at)
    select tenant, call, u, person, at from unnest(rung) u;
  perform machine.record_event(tenant, jsonb_build_object('type', 'room.meeting', 'call_id', call,
    'dedupe_key', 'room.meeting:' || call, 'occurred_at', at, 'received_at', at,
    'call_sid', name, 'role', 'system', 'medium', 'room', 'status', 'in-progress',
    'data', jsonb_build_object('user_id', person, 'invited', rung)));
  return jsonb_build_object('room', name, 'call_id', call, 'rung', rung);
end
$$;
revoke all on function machine.begin_meeting from public;
grant execute on function machine.begin_meeting to ringbook_machine;

-- Somebody who is rung answers: the call is theirs, unless a colleague was first, whose `name` it
-- gives. Whoever is invited comes in without claiming it. A claim without sound lapses after five
-- seconds (machine.give_back_room): it is begun anew by answering again, and a colleague may then
-- take it over from `former`. `wait`: livekit-sip has not said yet which room it is.
create or replace function machine.claim_room(tenant uuid, person uuid, target uuid, at timestamptz)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  r public.rooms;
  is_rung boolean;
  former uuid;
  is_new boolean;
  is_invited boolean := exists (select from public.room_people p where p.tenant_id = tenant
    and p.call_id = target and p.user_id = person and p.call_sid = '' and p.declined_at is null);
begin
  -- Before the room's row, as whatever records an event does.
  select * into c from public.calls k where k.tenant_id = tenant and k.id = target
    for no key update;
  if c.id is null then return '{"refused": "call_not_found"}'; end if;
  if c.ended_at is not null then return '{"refused": "call_over"}'; end if;
  r := private.live_room(tenant, target);
  is_rung := exists (select from public.room_people p where p.tenant_id = tenant
    and p.call_id = target and p.user_id = person and p.declined_at is null
    and (p.over_at is null or r.claimed_by = person));
  if is_invited and r.id is not null then
    update public.room_people p set over_at = coalesce(p.over_at, at) where p.tenant_id = tenant
      and p.call_id = target and p.user_id = person and p.call_sid = '';
    return jsonb_build_object('room', r.name, 'room_id', r.id, 'kind', r.kind);
  end if;
  if r.claimed_by <> person and (r.answered_at is not null
      or r.claimed_at > at - interval '5 seconds') then
    return jsonb_build_object('refused', 'taken', 'name', coalesce((select p.name
      from public.profiles p where p.tenant_id = tenant and p.user_id = r.claimed_by),
      'A colleague'));
  end if;
  if not is_rung then return '{"refused": "not_rung"}'; end if;
  if r.id is null then return '{"wait": true}'; end if;
  former := nullif(r.claimed_by, person);
  if former is not null then
    perform private.note_room(tenant, target, 'room.unclaim', r.id || ':' || former || ':' || at,
      at, jsonb_build_object('kind', 'room_given_back', 'reason', 'no sound in five seconds',
        'facts', jsonb_build_object('user_id', former)));
  end if;
  is_new := r.claimed_by is distinct from person
    or r.answered_at is null and r.claimed_at <= at - interval '5 seconds';
  if is_new or r.answered_at is null then
    update public.rooms k set claimed_by = person, claimed_at = at
      where k.tenant_id = tenant and k.id = r.id returning * into r;
  end if;
  if is_new then
    perform private.note_room(tenant, target, 'room.claim', r.id || ':' || person || ':' || at, at,
      jsonb_build_object('kind', 'room_claimed', 'facts', jsonb_build_object('user_id', person)));
  end if;
  return jsonb_build_object('room', r.name, 'room_id', r.id, 'kind', r.kind,
    'claimed_at', r.claimed_at, 'is_answered', r.answered_at is not null, 'former', former);
end
$$;
revoke all on function machine.claim_room from public;
grant execute on function machine.claim_room to ringbook_machine;

-- A room that is over has ended at LiveKit and Twilio too.
create or replace function machine.close_room(tenant uuid, room text, at timestamptz)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.rooms k set closed_at = at
    where k.tenant_id = tenant and k.name = room and k.ended_at is not null
      and k.closed_at is null;
  return found;
end
$$;
revoke all on function machine.close_room from public;
grant execute on function machine.close_room to ringbook_machine;

-- Notes that a room is over, and why: whoever says so first is right. Gives its call and what ends
-- that at Twilio too: the caller's leg, where they talk in this room and nowhere else. Of a room
-- whose telephone is gone nothing is to be ended: the <Dial> goes on with the route. A room that is
-- over already gives the same, so that what failed is done again.
create or replace function machine.end_room(
  tenant uuid, room text, reason text, person uuid, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r public.rooms;
  target uuid := (select k.call_id from public.rooms k
    where k.tenant_id = tenant and k.name = room);
begin
  perform from public.calls c where c.tenant_id = tenant and c.id = target for no key update;
  update public.rooms k set ended_at = coalesce(k.ended_at, at),
      end_reason = coalesce(k.end_reason, reason)
    where k.tenant_id = tenant and k.name = room returning * into r;
  if not found then return null; end if;
  if r.call_id is null then return '{"legs": []}'; end if;
  perform machine.record_event(tenant, jsonb_build_object('type', 'room.end',
    'call_id', r.call_id, 'dedupe_key', 'room.end:' || r.id, 'occurred_at', r.ended_at,
    'received_at', at, 'step', jsonb_build_object('kind', 'room_ended', 'reason', r.end_reason,
      'facts', jsonb_strip_nulls(jsonb_build_object('user_id', person))),
    'data', jsonb_strip_nulls(jsonb_build_object('reason', r.end_reason, 'user_id', person)))
    || case when r.kind = 'meeting' then jsonb_build_object('call_sid', r.name,
      'role', 'system', 'medium', 'room', 'status', 'completed') else '{}' end);
  return jsonb_build_object('call_id', r.call_id, 'kind', r.kind,
    'is_answered', r.answered_at is not null,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
    'legs', coalesce((select jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role))
      from public.call_legs l where l.tenant_id = tenant and l.call_id = r.call_id
        and l.medium <> 'room' and l.parent_call_sid is null and l.status < 'completed'
        and reason not in ('caller_left', 'not_answered', 'declined')
        and private.has_caller(r)), '[]'))
    from (select) as once left join public.twilio_accounts a on a.tenant_id = tenant;
end
$$;
revoke all on function machine.end_room from public;
grant execute on function machine.end_room to ringbook_machine;

-- A person who answered, and published no microphone in time, does not have the call: it rings on.
-- False where they did, somebody else has it by now, or they have answered again: `claimed` says
-- which claim is meant.
create or replace function machine.give_back_room(
  tenant uuid, room uuid, person uuid, claimed timestamptz, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r public.rooms;
begin
  perform from public.calls c join public.rooms k on k.tenant_id = c.tenant_id and k.call_id = c.id
    where k.tenant_id = tenant and k.id = room for no key update of c;
  update public.rooms k set claimed_by = null, claimed_at = null
    where k.tenant_id = tenant and k.id = room and k.claimed_by = person
      and k.answered_at is null and k.claimed_at = claimed
      and k.claimed_at <= at - interval '5 seconds'
    returning * into r;
  if not found then return false; end if;
  perform private.note_room(tenant, r.call_id, 'room.unclaim', r.id || ':' || person || ':' || at,
    at, jsonb_build_object('kind', 'room_given_back', 'reason', 'no sound in five seconds',
      'facts', jsonb_build_object('user_id', person)));
  return true;
end
$$;
revoke all on function machine.give_back_room from public;
grant execute on function machine.give_back_room to ringbook_machine;

-- The name of a call's room that is not over; null where there is none.
create or replace function machine.live_room_of(tenant uuid, target uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select to_jsonb(r.name) from private.room_of(tenant, target) r
$$;
revoke all on function machine.live_room_of from public;
grant execute on function machine.live_room_of to ringbook_machine;

-- The rooms of all tenants that are not over, or that in the last five minutes were not ended at
-- LiveKit or Twilio: for the sweep, the oldest first, and of no tenant more than 50. Whoever was
-- invited and has not come within a minute is rung no more.
create or replace function machine.live_rooms(at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.room_people p set over_at = at from public.rooms r
    where r.ended_at is null and p.tenant_id = r.tenant_id and p.call_id = r.call_id
      and p.over_at is null and p.call_sid = '' and p.rung_at < at - interval '1 minute';
  return (select coalesce(jsonb_agg(private.room_state(r, c) || jsonb_build_object(
      'tenant_id', r.tenant_id, 'claimed_by', r.claimed_by,
      'claimed_at', r.claimed_at, 'end_reason', r.end_reason,
      'age_seconds', floor(extract(epoch from at - r.started_at)),
      'is_too_long', at > r.started_at + t.call_time_limit_seconds * interval '1 second'
        + interval '1 minute',
      'claim_lapsed', coalesce(r.answered_at is null
        and r.claimed_at <= at - interval '5 seconds', false),
      'legs', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid,
          'user_id', l.user_id, 'is_listener', l.role = 'supervisor',
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
    join public.tenants t on t.id = r.tenant_id);
end
$$;
revoke all on function machine.live_rooms from public;
grant execute on function machine.live_rooms to ringbook_machine;

-- A browser in a room says whether anybody speaks. Any of them keeps it going; none ends it.
create or replace function machine.note_heard(
  tenant uuid, person uuid, target uuid, speaking boolean, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r public.rooms;
begin
  if not exists (select from public.calls c where c.tenant_id = tenant and c.id = target) then
    return '{"refused": "call_not_found"}';
  end if;
  r := private.room_of(tenant, target);
  if r.id is null then return '{"refused": "call_over"}'; end if;
  if not private.is_in_room(r, person) then return '{"refused": "not_on_call"}'; end if;
  if speaking and (r.heard_at is null or r.heard_at < at) then
    update public.rooms k set heard_at = greatest(k.heard_at, at)
      where k.tenant_id = tenant and k.id = r.id returning * into r;
  end if;
  return private.room_silence(r, at);
end
$$;
revoke all on function machine.note_heard from public;
grant execute on function machine.note_heard to ringbook_machine;

-- Takes one event of LiveKit's, verified with the tenant's own secret (lib/rooms/report.ts makes
-- it): binds its room to the call that livekit-sip says it is of, or finds the room, and records
-- it. The same events in any order and any number give the same rows. Null for a room that is
-- nobody's of the tenant; `refused` where trunk, call and tenant don't agree.
create or replace function machine.take_room_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := (e ->> 'at')::timestamptz;
  said_of uuid := (e ->> 'call')::uuid;
  r public.rooms;
  c public.calls;
begin
  -- The call before its room, as everything that changes both.
  perform from public.calls o where o.tenant_id = tenant and o.id = coalesce(
    (select k.call_id from public.rooms k where k.tenant_id = tenant and k.name = e ->> 'room'),
    said_of) for no key update;
  select * into r from public.rooms k
    where k.tenant_id = tenant and k.name = e ->> 'room' for update;
  if not found then
    if said_of is null then return null; end if;
    r := private.bind_room(tenant, e);
  end if;
  -- One room, one call: what a second leg says of another is not believed.
  if r.call_id is null or said_of <> r.call_id then
    return jsonb_build_object('refused', 'mismatch');
  end if;
  perform machine.record_event(tenant, e -> 'event' || jsonb_build_object('call_id', r.call_id));
  update public.rooms k set
    started_at = least(k.started_at, at),
    -- Of whoever answers; of another, the claim is not theirs any more. A meeting once two are in.
    answered_at = coalesce(k.answered_at, case
      when k.kind = 'meeting' and private.talkers_in(k) > 1 then now()
      when k.kind = 'call' and e ->> 'what' = 'published'
        and k.claimed_by = (e ->> 'person')::uuid then now() end)
    where k.tenant_id = tenant and k.id = r.id returning * into r;
  if r.answered_at is not null or r.ended_at is not null then
    perform private.stop_ringing(r, coalesce(r.answered_at, r.ended_at));
  end if;
  select * into c from public.calls k where k.tenant_id = tenant and k.id = r.call_id;
  return private.room_state(r, c);
end
$$;
revoke all on function machine.take_room_event from public;
grant execute on function machine.take_room_event to ringbook_machine;

-- Makes the row of a room that livekit-sip has put a call into; without a call where it is not the
-- tenant's, or did not come by the tenant's own trunk.
create or replace function private.bind_room(tenant uuid, e jsonb) returns public.rooms
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  r public.rooms;
  said_of uuid := (e ->> 'call')::uuid;
  agrees boolean;
begin
  agrees := exists (select from public.calls c where c.tenant_id = tenant and c.id = said_of)
    and exists (select from public.livekit_accounts a
      where a.tenant_id = tenant and a.trunk_id = e ->> 'trunk');
  insert into public.rooms as k (tenant_id, call_id, name, kind, silence_seconds, started_at,
      ended_at, end_reason, closed_at)
    values (tenant, case when agrees then said_of end, e ->> 'room', 'call',
      (select a.silence_seconds from public.livekit_accounts a where a.tenant_id = tenant),
      (e ->> 'at')::timestamptz,
      case when not agrees then now() end, case when not agrees then 'mismatch' end,
      case when not agrees then now() end)
  on conflict (tenant_id, name) do update set started_at = least(k.started_at, excluded.started_at)
  returning * into r;
  return r;
end
$$;
revoke all on function private.bind_room from public;

-- Whether the caller talks with a room: by Twilio's word a SIP leg of the call is answered and goes
-- on, and no telephone or browser of the company's has them. A colleague may be the caller.
create or replace function private.has_caller(r public.rooms) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select r.answered_at is not null and coalesce(bool_or(l.medium = 'sip')
    and not bool_or(l.medium <> 'sip'), false)
  from public.call_legs l where l.tenant_id = r.tenant_id and l.call_id = r.call_id
    and l.side = 'company' and l.status < 'completed' and (case l.medium
      when 'sip' then l.answered_at when 'browser' then coalesce(l.accepted_at, l.answered_at)
      when 'phone' then l.accepted_at end) is not null
    and not exists (select from public.call_legs s where s.tenant_id = r.tenant_id
      and s.call_id = r.call_id and s.medium = 'sip' and s.parent_call_sid = l.call_sid)
$$;
revoke all on function private.has_caller from public;

-- Verdict for a meeting: an internal call with nothing but legs in a room. It is over when its room
-- is, whose leg is the system's: a person who leaves may come back. Nobody talks in it after that,
-- whether or not LiveKit has said that they left.
create or replace function private.judge_meeting(
  c public.calls, legs public.call_legs[], spans public.call_spans[]) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  t private.talk;
  room public.call_legs;
  leg public.call_legs;
  has_people boolean := false;
begin
  foreach leg in array legs loop
    if leg.role = 'system' then room := leg; end if;
    has_people := has_people or leg.side = 'company';
  end loop;
  if room.ended_at is not null then
    for i in 1 .. cardinality(legs) loop
      legs[i].ended_at := least(legs[i].ended_at, room.ended_at);
    end loop;
  end if;
  t := private.sum_talk(c, legs, spans, '{}', t);
  v.duration_seconds := 0;
  if room.status >= 'completed' and room.ended_at is null then
    v.status := 'failed'; v.outcome := 'unknown'; v.outcome_reason := 'gone';
  elsif room.status >= 'completed' and t.call_sids is null then
    v.status := 'no-answer'; v.outcome := 'no-answer'; v.outcome_reason := 'nobody_joined';
    v.ended_at := room.ended_at;
  elsif t.call_sids is null then
    v.duration_seconds := null;
    v.status := case when has_people then 'ringing' else 'queued' end::public.call_status;
    v.stage := case when has_people then 'ringing_customer' else 'placing' end::public.call_stage;
  else
    v.answered_at := t.answered_at;
    v.outcome_reason := 'met_in_space';
    if room.status >= 'completed' then
      v.status := 'completed'; v.outcome := 'connected'; v.stage := 'ended';
      v.ended_at := room.ended_at;
      v.talk_seconds := t.leg_seconds;
      v.duration_seconds := coalesce(t.seconds, 0);
    else
      v.status := 'in-progress';
      v.stage := case when t.is_open then 'connected' else 'waiting' end::public.call_stage;
    end if;
  end if;
  return v;
end
$$;
revoke all on function private.judge_meeting from public;

-- The SIP leg whose call a room is of: the nearest that had begun by then. Both clocks count whole
-- seconds. Null for a meeting, and before Twilio has reported any.
create or replace function private.leg_of_room(r public.rooms) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select l.call_sid from public.call_legs l
  where l.tenant_id = r.tenant_id and l.call_id = r.call_id and l.medium = 'sip'
  order by l.first_seen_at <= r.started_at + interval '2 seconds' desc,
    abs(extract(epoch from r.started_at - l.first_seen_at)), l.call_sid
  limit 1
$$;
revoke all on function private.leg_of_room from public;

-- An event of a SIP leg, whose signed URL says whom it rings: they are rung while the leg rings.
-- Its answer is the proof that somebody of them has the call: from then on no claim lapses. Its end
-- is that of its room: a later <Dial> makes another.
create or replace function private.ring_in_room(tenant uuid, e jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  r public.rooms;
begin
  select * into leg from public.call_legs l
    where l.tenant_id = tenant and l.call_sid = e ->> 'call_sid';
  insert into public.room_people as k (tenant_id, call_id, call_sid, user_id, rung_at, over_at)
    select tenant, leg.call_id, leg.call_sid, p.user_id, leg.first_seen_at,
      case when leg.status >= 'in-progress' then (e ->> 'received_at')::timestamptz end
    from public.profiles p
    where p.tenant_id = tenant and p.removed_at is null
      and p.user_id in (select u::uuid from jsonb_array_elements_text(e #> '{routing,room}') u)
  on conflict (tenant_id, call_id, user_id, call_sid) do update
    set over_at = excluded.over_at where k.over_at is null and excluded.over_at is not null;
  if leg.status >= 'completed' then
    update public.rooms k set ended_at = (e ->> 'received_at')::timestamptz,
        end_reason = case when leg.answered_at is null then 'not_answered' else 'caller_left' end
      where k.tenant_id = tenant and k.call_id = leg.call_id and k.kind = 'call'
        and k.ended_at is null and private.leg_of_room(k) = leg.call_sid;
  end if;
  if leg.answered_at is null then return; end if;
  -- The newest room that had begun by then: a later <Dial> has another.
  select * into r from public.rooms k where k.tenant_id = tenant and k.call_id = leg.call_id
    and k.started_at <= leg.answered_at + interval '5 seconds'
    order by k.started_at desc, k.id limit 1;
  update public.rooms k set answered_at = leg.answered_at
    where k.tenant_id = tenant and k.id = r.id and k.kind = 'call' and k.answered_at is null;
end
$$;
revoke all on function private.ring_in_room from public;

-- The room of a call that is not over, the newest. Empty where there is none.
create or replace function private.room_of(tenant uuid, target uuid) returns public.rooms
language sql stable set search_path = pg_catalog, pg_temp as $$
  select * from public.rooms k
  where k.tenant_id = tenant and k.call_id = target and k.ended_at is null
  order by k.started_at desc, k.id limit 1
$$;
revoke all on function private.room_of from public;

-- Where a room stands, for what is decided of it (lib/rooms/decide.ts).
create or replace function private.room_state(r public.rooms, c public.calls) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('call_id', r.call_id, 'room_id', r.id, 'name', r.name, 'kind', r.kind,
    'is_answered', r.answered_at is not null, 'is_over', r.ended_at is not null,
    'call_is_over', c.ended_at is not null,
    'rings', exists (select from public.room_people p where p.tenant_id = r.tenant_id
      and p.call_id = r.call_id and p.over_at is null),
    'all_declined', coalesce((select bool_and(p.declined_at is not null)
      from public.room_people p where p.tenant_id = r.tenant_id and p.call_id = r.call_id
        and p.call_sid = private.leg_of_room(r)), false),
    'talkers', private.talkers_in(r))
$$;
revoke all on function private.room_state from public;

-- Nobody is rung any more by the <Sip> of a room; nor is anybody invited, once it is over. A later
-- <Sip> of the same call rings on.
create or replace function private.stop_ringing(r public.rooms, at timestamptz) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update public.room_people p set over_at = at
    where p.tenant_id = r.tenant_id and p.call_id = r.call_id and p.over_at is null
      and (p.call_sid = private.leg_of_room(r) or p.call_sid = '' and r.ended_at is not null)
$$;
revoke all on function private.stop_ringing from public;

-- How many people of the company are in a room, by the record. Who listens is none of them.
create or replace function private.talkers_in(r public.rooms) returns bigint
language sql stable set search_path = pg_catalog, pg_temp as $$
  select count(distinct l.user_id) from public.call_legs l
  where l.tenant_id = r.tenant_id and l.call_id = r.call_id and l.medium = 'room'
    and l.role = 'rep' and l.status < 'completed'
$$;
revoke all on function private.talkers_in from public;

CREATE INDEX rooms_live ON public.rooms USING btree (started_at) WHERE (closed_at IS NULL);

comment on column public.rooms.closed_at is 'When LiveKit, and Twilio where it had to, had ended it too; null: the sweep asks them again.';

comment on table public.softphones is 'Browsers with an open desk that ring for a person. Each says so every 20 seconds; one not heard of for 45 is gone (private.has_softphone).';

reset check_function_bodies;
