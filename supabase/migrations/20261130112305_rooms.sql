set check_function_bodies = off;

drop policy "members read calls, internal ones those on them and managers" on public.calls;

-- Who is rung to come into a room: by the <Sip> of a <Dial>, or by a colleague who invites them.
create table public.room_people (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  call_id uuid not null,
  call_sid text not null default '',
  user_id uuid not null,
  invited_by uuid,
  rung_at timestamptz not null,
  declined_at timestamptz,
  over_at timestamptz,
  primary key (tenant_id, call_id, user_id, call_sid),
  unique (tenant_id, id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade,
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.room_people is
  'Who is rung to come into a room, and who was. That they came is evidence of the record.';
comment on column public.room_people.call_sid is
  'The SIP leg that rings them; empty for whom a colleague has invited.';
comment on column public.room_people.over_at is
  'When it stopped ringing: answered by them or a colleague, declined, or not in time.';

create index room_people_ringing on public.room_people (tenant_id, user_id) where over_at is null;
create index room_people_invited on public.room_people (tenant_id, user_id, call_id)
  where call_sid = '';

alter table public.room_people enable row level security;
revoke all on public.room_people from anon, authenticated, service_role;
grant select on public.room_people to authenticated;

create policy "people see who is rung for the calls that they may read" on public.room_people
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select true from public.calls c
         where c.tenant_id = room_people.tenant_id and c.id = room_people.call_id));

create trigger broadcast after insert or update on public.room_people
  for each row execute function private.broadcast_change('room_people', 'call_id', 'user_id');

-- A LiveKit room of a call, or of a meeting of colleagues. A call may have several, one after the
-- other: each <Dial> of its route that rings browsers makes one.
create table public.rooms (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  call_id uuid,
  name text not null check (name <> ''),
  kind text not null check (kind in ('call', 'meeting')),
  silence_seconds integer check (silence_seconds between 5 and 3600),
  claimed_by uuid,
  claimed_at timestamptz,
  answered_at timestamptz,
  heard_at timestamptz,
  started_at timestamptz not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('caller_left', 'person_left', 'nobody_left', 'silence',
    'time_limit', 'ended_in_app', 'declined', 'not_answered', 'mismatch', 'swept')),
  primary key (tenant_id, id),
  unique (tenant_id, name),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.rooms is
  'A LiveKit room: of a call, which livekit-sip puts into it, or of a meeting. What was asked of '
  'it and when people were heard; who talked is evidence of the record (call_legs, call_spans).';
comment on column public.rooms.call_id is 'Null for one that was refused: it is no call of ours.';
comment on column public.rooms.name is
  'LiveKit''s. Unguessable, and learnt from its signed webhooks; never chosen by a browser.';
comment on column public.rooms.silence_seconds is
  'How long nobody may speak until it is ended; null: for ever.';
comment on column public.rooms.claimed_by is
  'Who answers. Until answered_at, for five seconds from claimed_at: then it rings on.';
comment on column public.rooms.answered_at is
  'When the caller was connected, or the second person of a meeting had come.';
comment on column public.rooms.heard_at is
  'When anybody was last heard to speak, by what any of the browsers in it said; our clock.';

create index rooms_by_call on public.rooms (tenant_id, call_id);
create index rooms_live on public.rooms (started_at) where ended_at is null;

alter table public.rooms enable row level security;
revoke all on public.rooms from anon, authenticated, service_role;
-- Without the name: it is in the token of whoever may enter.
grant select (tenant_id, id, call_id, kind, silence_seconds, claimed_by, claimed_at, answered_at,
  heard_at, started_at, ended_at, end_reason) on public.rooms to authenticated;

create policy "members see the rooms of the calls that they may read" on public.rooms
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select true from public.calls c
         where c.tenant_id = rooms.tenant_id and c.id = rooms.call_id));

create trigger broadcast_new after insert on public.rooms
  for each row when (new.call_id is not null)
  execute function private.broadcast_change('rooms', 'call_id');
-- That somebody was heard is no news.
create trigger broadcast_changed after update on public.rooms
  for each row when ((old.claimed_by, old.claimed_at, old.answered_at, old.ended_at)
    is distinct from (new.claimed_by, new.claimed_at, new.answered_at, new.ended_at))
  execute function private.broadcast_change('rooms', 'call_id');

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
  select * into r from public.rooms k where k.tenant_id = tenant and k.call_id = target
    and k.ended_at is null order by k.started_at desc, k.id limit 1 for update;
  if r.id is null then return '{"refused": "call_over"}'; end if;
  if not private.is_in_room(r, person) then return '{"refused": "not_on_call"}'; end if;
  silence := private.room_silence(r, at);
  return silence || jsonb_build_object('is_over',
    coalesce((silence ->> 'ends_after_ms')::integer = 0, false), 'name', r.name);
end
$$;
revoke all on function machine.ask_silence from public;
grant execute on function machine.ask_silence to ringbook_machine;

-- The calls here that have any of these legs of Twilio's, with all their own legs there.
create or replace function machine.audit_calls(tenant uuid, sids jsonb) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('call_id', c.id, 'direction', c.direction,
      'status', c.status, 'outcome', c.outcome, 'duration_seconds', c.duration_seconds,
      'price', c.price, 'created_at', c.created_at, 'customer_number', c.customer_number,
      'settled', c.settled_at is not null,
      'has_spaces', exists (select from public.call_spans s
        where s.tenant_id = tenant and s.call_id = c.id),
      'legs', (select jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
          'side', l.side, 'parent_call_sid', l.parent_call_sid, 'status', l.status,
          'duration_seconds', l.duration_seconds, 'price', l.price))
        from public.call_legs l where l.tenant_id = tenant and l.call_id = c.id
          and l.medium <> 'room'))), '[]'::jsonb)
  from public.calls c
  where c.tenant_id = tenant and c.id in (
    select l.call_id from public.call_legs l
    where l.tenant_id = tenant and l.call_sid in (select jsonb_array_elements_text(sids)))
$$;

revoke all on function machine.audit_calls from public;
grant execute on function machine.audit_calls to ringbook_machine;

-- A person may end the calls they are on, and leave those that they have joined, a manager or admin
-- end any of the tenant. Gives the legs that are not over yet. `leaves`: only the person's own legs
-- are ended, and the call is not, because they only want to `leave`, supervise it, or others of the
-- company go on talking with the customer.
-- `is_asked`: something was asked of the call, so that its legs no longer end with the one that
-- dialled them.
create or replace function machine.begin_hangup(tenant uuid, person uuid, target uuid,
  at timestamptz, leave boolean) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  person_role public.member_role;
  is_asked boolean;
  leaves boolean;
  has_left boolean;
begin
  select role into person_role from public.profiles where tenant_id = tenant and user_id = person
    and removed_at is null;
  select * into c from public.calls where tenant_id = tenant and id = target;
  if c.id is null or person_role is null then
    return jsonb_build_object('refused', 'call_not_found');
  end if;
  if person_role = 'rep'
    and (person = any (array[c.user_id, c.callee_id] || c.also_on)) is not true then
    return jsonb_build_object('refused', 'not_your_call');
  end if;
  is_asked := exists (select from public.call_controls k
    where k.tenant_id = tenant and k.call_id = target);
  leaves := is_asked and private.stop_supervising(tenant, target, person) or leave
    or is_asked and exists (select from public.call_legs l where l.tenant_id = tenant
      and l.call_id = target and l.status < 'completed' and l.user_id = person)
    and exists (select from public.call_legs l where l.tenant_id = tenant and l.call_id = target
      and l.status < 'completed' and l.user_id is distinct from person
      -- An outside number that a <Dial> rings is not asked whether it accepts.
      and (l.accepted_at is not null or l.role = 'outside' and l.status = 'in-progress')
      and (l.side = 'company' or l.side = 'supervisor'
        and exists (select from public.call_supervisions s where s.tenant_id = tenant
          and s.call_id = target and s.user_id = l.user_id
          and s.mode in ('barge', 'take_over'))));
  -- Whoever has passed it on ends it no more; a manager does, of a colleague's.
  has_left := is_asked and (c.user_id is not distinct from person or person_role = 'rep')
    and not exists (select from public.call_legs l where l.tenant_id = tenant
      and l.call_id = target and l.status < 'completed' and l.user_id = person);
  if c.ended_at is null and not leaves and not has_left then
    perform machine.record_event(tenant,
      jsonb_build_object('type', 'hangup', 'request', 'hangup', 'call_id', target, 'dedupe_key',
      'hangup:' || target || ':' || person,
      'occurred_at', at, 'received_at', at, 'data', jsonb_build_object('user_id', person)));
  end if;
  return (select jsonb_build_object('account_sid', a.account_sid, 'auth_token_ciphertext',
      a.auth_token_ciphertext,
      'direction', c.direction, 'ended', c.ended_at is not null, 'leaves', leaves,
      'is_asked', is_asked,
      'legs', coalesce((select jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
        'status', l.status, 'parent_call_sid', l.parent_call_sid, 'user_id', l.user_id)
                                order by l.parent_call_sid nulls first)
               from public.call_legs l
               where l.tenant_id = tenant and l.call_id = target and l.status < 'completed'
                 and l.medium <> 'room' and not has_left),
                 '[]'::jsonb))
    -- A meeting in a room needs no account.
    from (select) as once left join public.twilio_accounts a on a.tenant_id = tenant);
end
$$;

revoke all on function machine.begin_hangup from public;
grant execute on function machine.begin_hangup to ringbook_machine;

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
  n.callee_id := case when cardinality(rung) = 1 then rung[1] end;
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

-- Calls that Twilio should be asked about, each handed to one sweep at a time.
create or replace function machine.claim_checks(at timestamptz, how_many integer) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with due as (
    select c.tenant_id, c.id from public.calls c
    where c.settled_at is null and c.next_check_at <= at
    order by c.next_check_at limit how_many for update skip locked
  ), claimed as (
    update public.calls c set next_check_at = at + interval '60 seconds' from due
    where c.tenant_id = due.tenant_id and c.id = due.id returning c.*
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', c.tenant_id, 'call_id', c.id,
      'direction', c.direction,
      'twilio_call_sid', c.twilio_call_sid, 'from_number', c.from_number, 'created_at',
        c.created_at, 'ended_at', c.ended_at,
      'create_lost', c.create_lost, 'hangup_requested', c.hangup_requested_at is not null,
        'user_id', c.user_id,
      'rep_phone', (select e.event_data ->> 'to' from public.call_events e
                      where e.tenant_id = c.tenant_id and e.call_id = c.id
                        and e.event_type = 'initiate' limit 1),
      'in_browser', exists (select from public.call_events e
        where e.tenant_id = c.tenant_id and e.call_id = c.id and e.event_type = 'initiate'
          and e.event_data ->> 'device' = 'browser'),
      'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
      'unpriced', private.unpriced_legs(c),
      'legs', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
        'parent_call_sid', l.parent_call_sid, 'user_id', l.user_id)), '[]'::jsonb)
               from public.call_legs l where l.tenant_id = c.tenant_id and l.call_id = c.id
                 and l.medium <> 'room')
    ) order by c.created_at), '[]'::jsonb)
  from claimed c
  left join public.twilio_accounts a on a.tenant_id = c.tenant_id
$$;

revoke all on function machine.claim_checks from public;
grant execute on function machine.claim_checks to ringbook_machine;

-- Somebody who is rung answers: the call is theirs, unless a colleague was first, whose `name` it
-- gives. Whoever is invited comes in without claiming it. A claim without sound lapses after five
-- seconds (machine.give_back_room). `wait`: livekit-sip has not said yet which room it is.
create or replace function machine.claim_room(tenant uuid, person uuid, target uuid, at timestamptz)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  r public.rooms;
  is_rung boolean;
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
  if r.claimed_by is distinct from person
      or r.answered_at is null and r.claimed_at <= at - interval '5 seconds' then
    update public.rooms k set claimed_by = person, claimed_at = at
      where k.tenant_id = tenant and k.id = r.id returning * into r;
    perform private.note_room(tenant, target, 'room.claim', r.id || ':' || person || ':' || at, at,
      jsonb_build_object('kind', 'room_claimed', 'facts', jsonb_build_object('user_id', person)));
  end if;
  return jsonb_build_object('room', r.name, 'room_id', r.id, 'kind', r.kind,
    'claimed_at', r.claimed_at, 'is_answered', r.answered_at is not null);
end
$$;
revoke all on function machine.claim_room from public;
grant execute on function machine.claim_room to ringbook_machine;

-- A person who is rung does not take the call. `rings`: others are still rung; `room` is then left
-- as it is. Declined a second time, it is declined.
create or replace function machine.decline_room(
  tenant uuid, person uuid, target uuid, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  r public.rooms;
  declined boolean;
begin
  select * into c from public.calls k where k.tenant_id = tenant and k.id = target
    for no key update;
  if c.id is null then return '{"refused": "call_not_found"}'; end if;
  if not exists (select from public.room_people p where p.tenant_id = tenant
      and p.call_id = target and p.user_id = person) then
    return '{"refused": "not_rung"}';
  end if;
  r := private.live_room(tenant, target);
  update public.room_people p set declined_at = at, over_at = at
    where p.tenant_id = tenant and p.call_id = target and p.user_id = person
      and p.over_at is null;
  declined := found;
  if declined then
    perform private.note_room(tenant, target, 'room.decline', target || ':' || person || ':' || at,
      at, jsonb_build_object('kind', 'room_declined', 'facts',
        jsonb_build_object('user_id', person)));
    -- Of one who answered and thought better of it, nothing stays.
    update public.rooms k set claimed_by = null, claimed_at = null where k.tenant_id = tenant
      and k.id = r.id and k.claimed_by = person and k.answered_at is null;
  end if;
  return private.room_state(r, c) || jsonb_build_object('declined', declined);
end
$$;
revoke all on function machine.decline_room from public;
grant execute on function machine.decline_room to ringbook_machine;

-- Notes that a room is over, and why: whoever says so first is right. Gives its call and what ends
-- that at Twilio too: the caller's leg, where people have talked or it is to end for all. A room
-- that is over already gives the same, so that what failed is done again.
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
        and r.answered_at is not null), '[]'))
    from (select) as once left join public.twilio_accounts a on a.tenant_id = tenant;
end
$$;
revoke all on function machine.end_room from public;
grant execute on function machine.end_room to ringbook_machine;

-- A person enters a running room by its call: `join`, for whom it is theirs, who was invited, and
-- managers and admins; `listen`, for managers and admins, of a call that is not theirs. What is not
-- one's own is in the activity log.
create or replace function machine.enter_room(
  tenant uuid, person uuid, target uuid, how text, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  r public.rooms;
  has_role public.member_role := (select p.role from public.profiles p
    where p.tenant_id = tenant and p.user_id = person and p.removed_at is null);
  is_own boolean;
begin
  select * into c from public.calls k where k.tenant_id = tenant and k.id = target
    for no key update;
  if c.id is null or has_role is null then return '{"refused": "call_not_found"}'; end if;
  r := private.live_room(tenant, target);
  is_own := person = any (array[c.user_id, c.callee_id] || c.also_on)
    or person = r.claimed_by or exists (select from public.room_people p
      where p.tenant_id = tenant and p.call_id = target and p.user_id = person
        and p.call_sid = '');
  if has_role = 'rep' and (how = 'listen' or is_own is not true) then
    return jsonb_build_object('refused', case when how = 'listen' then 'not_a_manager'
      when c.direction = 'internal' then 'call_not_found' else 'not_invited' end);
  end if;
  if c.ended_at is not null or r.id is null then return '{"refused": "call_over"}'; end if;
  if r.kind = 'call' and r.answered_at is null then return '{"refused": "not_answered"}'; end if;
  if how = 'listen' and exists (select from public.call_legs l where l.tenant_id = tenant
      and l.call_id = target and l.user_id = person and l.role = 'rep'
      and l.status < 'completed') then
    return '{"refused": "own_call"}';
  end if;
  if how = 'join' then
    update public.room_people p set over_at = coalesce(p.over_at, at)
      where p.tenant_id = tenant and p.call_id = target and p.user_id = person;
  end if;
  if how = 'listen' or is_own is not true then
    perform private.audit(tenant, person, case how when 'listen' then 'call.room_listened'
      else 'call.room_joined' end, c.user_id::text, jsonb_build_object('call_id', target));
  end if;
  return jsonb_build_object('room', r.name, 'room_id', r.id, 'kind', r.kind);
end
$$;
revoke all on function machine.enter_room from public;
grant execute on function machine.enter_room to ringbook_machine;

-- A person who answered, and published no microphone in time, does not have the call: it rings on.
-- False where they did, or somebody else has it by now.
create or replace function machine.give_back_room(
  tenant uuid, room uuid, person uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r public.rooms;
begin
  perform from public.calls c join public.rooms k on k.tenant_id = c.tenant_id and k.call_id = c.id
    where k.tenant_id = tenant and k.id = room for no key update of c;
  update public.rooms k set claimed_by = null, claimed_at = null
    where k.tenant_id = tenant and k.id = room and k.claimed_by = person
      and k.answered_at is null and k.claimed_at <= at - interval '5 seconds'
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

-- Somebody in a room asks a colleague into it, who is rung on their desk. Asked again, it rings
-- again. `there` is who is in the room already.
create or replace function machine.invite_to_room(
  tenant uuid, person uuid, target uuid, invitee uuid, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  r public.rooms;
  who record;
  people integer;
begin
  select * into c from public.calls k where k.tenant_id = tenant and k.id = target
    for no key update;
  if c.id is null then return '{"refused": "call_not_found"}'; end if;
  r := private.live_room(tenant, target);
  if c.ended_at is not null or r.id is null then return '{"refused": "call_over"}'; end if;
  if not exists (select from public.call_legs l where l.tenant_id = tenant and l.call_id = target
      and l.user_id = person and l.medium = 'room' and l.role = 'rep'
      and l.status < 'completed') then
    return '{"refused": "not_on_call"}';
  end if;
  select p.user_id, p.name, q.presence into who from public.profiles p
    join private.presence_of(tenant, array[invitee]) q on q.user_id = p.user_id
    where p.tenant_id = tenant and p.user_id = invitee and p.removed_at is null;
  if who.user_id is null then return '{"refused": "not_a_colleague"}'; end if;
  if exists (select from public.call_legs l where l.tenant_id = tenant and l.call_id = target
      and l.user_id = invitee and l.medium = 'room' and l.status < 'completed') then
    return jsonb_build_object('there', true, 'name', who.name);
  end if;
  select count(*) into people from public.call_legs l where l.tenant_id = tenant
    and l.call_id = target and l.medium = 'room' and l.status < 'completed' and l.role = 'rep';
  if people >= 10 then return '{"refused": "call_is_full"}'; end if;
  if who.presence = 'on_call' then
    return jsonb_build_object('refused', 'colleague_busy', 'name', who.name);
  elsif not private.has_softphone(tenant, invitee) then
    return jsonb_build_object('refused', 'colleague_unreachable', 'name', who.name);
  end if;
  insert into public.room_people as k (tenant_id, call_id, user_id, invited_by, rung_at)
    values (tenant, target, invitee, person, at)
  on conflict (tenant_id, call_id, user_id, call_sid) do update set rung_at = at,
    invited_by = person, declined_at = null, over_at = null;
  perform private.note_room(tenant, target, 'room.invite', target || ':' || invitee || ':' || at,
    at, jsonb_build_object('kind', 'room_invited', 'facts',
      jsonb_build_object('user_id', person, 'invited', invitee)));
  return jsonb_build_object('rung', true, 'name', who.name);
end
$$;
revoke all on function machine.invite_to_room from public;
grant execute on function machine.invite_to_room to ringbook_machine;

-- The tenant behind a Twilio account: its token's ciphertext and the routing facts. Null when
-- nobody has saved it.
create or replace function machine.line(account text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'tenant_id', t.id, 'tenant_name', t.name, 'country_code', t.country_code,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
    'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
    'call_time_limit_seconds', t.call_time_limit_seconds,
    'announce_recording', t.announce_recording, 'announce_countries', t.announce_countries,
    'blocked_calls', t.blocked_calls, 'anonymous_calls', t.anonymous_calls,
    'has_blocked', exists (select from public.blocked_callers b where b.tenant_id = t.id),
    'allowed_countries', coalesce(t.allowed_countries, array[t.country_code]),
    'allowed_prefixes', t.allowed_prefixes,
    'rooms', (select jsonb_build_object('sip_host', k.sip_host, 'region', k.region,
        'transport', k.transport, 'secret', jsonb_build_object('tenant_id', k.tenant_id,
          'sip_username', k.sip_username, 'sip_password_ciphertext', k.sip_password_ciphertext))
      from public.livekit_accounts k where k.tenant_id = t.id and k.is_on),
    'numbers', coalesce((
      select jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number,
          'forward_user_id', n.forward_user_id, 'forward_phone', n.forward_phone,
          'forward_in_browser', n.forward_in_browser,
          'route_version', n.version_id, 'route', n.route))
      from private.number_routes(t.id) n where n.removed_at is null), '[]'::jsonb))
  from public.twilio_accounts a join public.tenants t on t.id = a.tenant_id
  where a.account_sid = account and a.verified_at is not null
$$;

revoke all on function machine.line from public;
grant execute on function machine.line to ringbook_machine;

-- The name of a call's room that is not over; null where there is none.
create or replace function machine.live_room_of(tenant uuid, target uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select to_jsonb(r.name) from public.rooms r
  where r.tenant_id = tenant and r.call_id = target and r.ended_at is null
  order by r.started_at desc, r.id limit 1
$$;
revoke all on function machine.live_room_of from public;
grant execute on function machine.live_room_of to ringbook_machine;

-- The rooms of all tenants that are not over, the oldest first, and what is known of them: for the
-- sweep. Whoever was invited and has not come within a minute is rung no more.
create or replace function machine.live_rooms(at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.room_people p set over_at = at from public.rooms r
    where r.ended_at is null and p.tenant_id = r.tenant_id and p.call_id = r.call_id
      and p.over_at is null and p.call_sid = '' and p.rung_at < at - interval '1 minute';
  return (select coalesce(jsonb_agg(private.room_state(r, c) || jsonb_build_object(
      'tenant_id', r.tenant_id, 'claimed_by', r.claimed_by,
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
    from (select * from public.rooms k where k.ended_at is null order by k.started_at limit 200) r
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
  select * into r from public.rooms k where k.tenant_id = tenant and k.call_id = target
    and k.ended_at is null order by k.started_at desc, k.id limit 1;
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
  if e -> 'routing' ? 'room' then
    perform private.ring_in_room(tenant, e);
    return facts;
  end if;
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

-- Takes one event of LiveKit's, verified with the tenant's own secret (lib/rooms/read-event.ts has
-- its shape): binds its room to the call that livekit-sip says it is of, or finds the room, and
-- records it. The same events in any order and any number give the same rows. Null for a room that
-- is nobody's of the tenant; `refused` where trunk, call and tenant don't agree.
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
    -- Of whoever answers; of another, the claim is not theirs any more.
    answered_at = case when e ->> 'what' = 'published' and k.kind = 'call'
      and k.claimed_by = (e ->> 'person')::uuid then coalesce(k.answered_at, now())
      else k.answered_at end
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
      ended_at, end_reason)
    values (tenant, case when agrees then said_of end, e ->> 'room', 'call',
      (select a.silence_seconds from public.livekit_accounts a where a.tenant_id = tenant),
      (e ->> 'at')::timestamptz,
      case when not agrees then now() end, case when not agrees then 'mismatch' end)
  on conflict (tenant_id, name) do update set started_at = least(k.started_at, excluded.started_at)
  returning * into r;
  return r;
end
$$;
revoke all on function private.bind_room from public;

-- The legs of a call that are not over, as lib/call-control/machine.ts reads them: who is on the
-- line, who is in the room at this moment, and who has left it: their leg ends a moment later.
create or replace function private.control_legs(tenant uuid, call uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
      -- Whoever has taken the call over is one of the company, as the rep was.
      'side', case when l.role = 'supervisor' and exists (select from public.call_supervisions v
        where v.tenant_id = tenant and v.call_id = call and v.user_id = l.user_id
          and v.taken_over_at is not null) then 'company' else l.side end,
      'user_id', l.user_id, 'parent_call_sid', l.parent_call_sid,
      -- Of a caller's own leg Twilio reports only the end, and of a browser's that has called.
      'is_talking', l.role = 'caller' or (l.status = 'in-progress' or l.medium = 'browser')
        and (l.accepted_at is not null or l.role not in ('rep', 'supervisor')),
      'in_room', exists (select from public.call_spans s
        where s.tenant_id = tenant and s.call_sid = l.call_sid and s.space = 'conference'
          and upper_inf(s.during)),
      -- A room that all have left is another one when they come back.
      'has_left', coalesce((select bool_and(not upper_inf(s.during)) from public.call_spans s
        where s.tenant_id = tenant and s.call_sid = l.call_sid and s.space = 'conference'), false))
    order by l.first_seen_at, l.call_sid), '[]')
  from public.call_legs l
  where l.tenant_id = tenant and l.call_id = call and l.status < 'completed'
    -- Of a LiveKit room: none of Twilio's.
    and l.medium <> 'room'
$$;
revoke all on function private.control_legs from public;

-- Adds to a verdict who talked through a SIP leg: those in its room while it was bridged. The SIP
-- leg has no person and decides all else, so that no report of LiveKit's, or lack of one, changes
-- whether a call was answered. The owner is who came first; where that was not heard of, who
-- answered. `legs` are all of the call's, `v` is that of the phones.
create or replace function private.credit_room(
  v private.verdict, legs public.call_legs[], spans public.call_spans[],
  steps public.call_steps[], phones public.call_legs[]) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  talked integer[] := '{}';
  bridged tstzmultirange;
  here tstzmultirange;
  place integer;
  -- Of those who talked, who came first.
  owner public.call_legs;
begin
  bridged := (select range_agg(tstzrange(l.answered_at,
      case when least(l.ended_at, p.ended_at) < l.answered_at then l.answered_at
        else least(l.ended_at, p.ended_at) end))
    from unnest(phones) l left join unnest(phones) p on p.call_sid = l.parent_call_sid
    where l.medium = 'sip' and l.answered_at is not null);
  for i in 1 .. cardinality(legs) loop
    if (legs[i]).medium <> 'room' then
      place := (select o.ordinality from unnest(phones) with ordinality o
        where o.call_sid = (legs[i]).call_sid);
      talked[i] := v.talk_seconds[place];
      continue;
    end if;
    here := bridged * coalesce((select range_agg(s.during * tstzmultirange(
        tstzrange(null, (legs[i]).ended_at)))
      from unnest(spans) s where s.call_sid = (legs[i]).call_sid and s.space = 'room'), '{}');
    continue when here is null or isempty(here) or (legs[i]).role <> 'rep';
    if owner.call_sid is null or ((legs[i]).first_seen_at, (legs[i]).call_sid)
        < (owner.first_seen_at, owner.call_sid) then
      owner := legs[i];
    end if;
    if v.talk_seconds is not null then
      talked[i] := (select round(sum(extract(epoch from upper(r) - lower(r))))
        from unnest(here) r);
    end if;
  end loop;
  if v.talk_seconds is not null then v.talk_seconds := talked; end if;
  if v.owner_id is null and v.answered_at is not null and bridged is not null then
    v.owner_id := owner.user_id;
    if v.owner_id is null then
      v.owner_id := (select (s.facts ->> 'user_id')::uuid from unnest(steps) s
        where s.kind = 'room_claimed' and not exists (select from unnest(steps) o
          where o.kind in ('room_given_back', 'room_declined') and o.facts = s.facts
            and o.happened_at >= s.happened_at)
        order by s.happened_at, s.step_key limit 1);
    end if;
  end if;
  return v;
end
$$;
revoke all on function private.credit_room from public;

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
        where l.tenant_id = k.tenant_id and l.call_id = k.call_id
          -- A SIP leg rings several, until they decline.
          and (l.user_id = k.user_id or l.medium = 'sip' and exists (select
            from public.room_people p where p.tenant_id = k.tenant_id and p.call_id = k.call_id
              and p.user_id = k.user_id and p.call_sid = l.call_sid))
          -- Not an earlier ring of the same call.
          and l.first_seen_at > k.claimed_at - interval '2 seconds'),
      k.claimed_at < now() - interval '60 seconds');
end
$$;
revoke all on function private.is_claim_over from public;

-- Whether somebody is in a room: by LiveKit's word, or, before it was heard, by their answer.
create or replace function private.is_in_room(r public.rooms, person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select r.claimed_by is not distinct from person
    or exists (select from public.call_legs l where l.tenant_id = r.tenant_id
      and l.call_id = r.call_id and l.user_id = person and l.medium = 'room'
      and l.role = 'rep' and l.status < 'completed')
$$;
revoke all on function private.is_in_room from public;

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
  if c.has_more_evidence then
    v := private.judge_served(legs, spans, steps, recordings);
    if v.status is not null then return v; end if;
  end if;
  if c.direction = 'inbound' then return private.judge_missed(legs, spans); end if;
  if c.direction = 'internal' then return private.judge_internal(c, legs); end if;
  return private.judge_unanswered(c, legs);
end
$$;
revoke all on function private.judge from public;

-- Verdict for a meeting: an internal call with nothing but legs in a room. It is over when its room
-- is, whose leg is the system's: a person who leaves may come back.
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

-- The room of a call that is not over, the newest; locked. Empty where there is none.
create or replace function private.live_room(tenant uuid, target uuid) returns public.rooms
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  r public.rooms;
begin
  select * into r from public.rooms k
    where k.tenant_id = tenant and k.call_id = target and k.ended_at is null
    order by k.started_at desc, k.id limit 1 for update;
  return r;
end
$$;
revoke all on function private.live_room from public;

-- Records what we know or did ourselves of a call's room: an event with a step.
create or replace function private.note_room(
  tenant uuid, target uuid, what text, key text, at timestamptz, step jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  select machine.record_event(tenant, jsonb_build_object('type', what, 'call_id', target,
    'dedupe_key', what || ':' || key, 'occurred_at', at, 'received_at', at, 'step', step,
    'data', coalesce(step -> 'facts', '{}')))
$$;
revoke all on function private.note_room from public;

-- The calls between colleagues into whose room the person who asks was invited. Called once per
-- statement.
create or replace function private.own_meetings() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.call_id from public.room_people p
  where p.tenant_id = (select private.tenant_id()) and p.user_id = auth.uid() and p.call_sid = ''
$$;

revoke all on function private.own_meetings from public;
grant execute on function private.own_meetings to authenticated;

-- Who is in the room of a call, or rung for it, as whoever may read the call may know it: people
-- who listen are named to managers and to themselves.
create or replace function private.people_in_room(target uuid)
  returns table (user_id uuid, name text, state text, is_listener boolean, since timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with legs as (
    select distinct on (l.user_id) l.user_id, l.role = 'supervisor' as is_listener,
      case when l.status < 'completed' and c.ended_at is null then 'in' else 'left' end as state,
      coalesce(l.answered_at, l.first_seen_at) as since
    from public.calls c join public.call_legs l on l.tenant_id = c.tenant_id and l.call_id = c.id
    where c.id = target and c.tenant_id = (select private.tenant_id()) and l.medium = 'room'
      and l.user_id is not null and (l.role = 'rep' or l.user_id = (select auth.uid())
        or (select private.role()) in ('manager', 'admin'))
    order by l.user_id, l.status < 'completed' desc, l.first_seen_at desc
  ), rung as (
    select distinct on (p.user_id) p.user_id, false as is_listener,
      case when p.declined_at is not null then 'declined'
        when p.over_at is null and exists (select from public.rooms r
          where r.tenant_id = p.tenant_id and r.call_id = p.call_id and r.ended_at is null
            and r.claimed_by = p.user_id) then 'answering'
        when p.over_at is null and c.ended_at is null then 'ringing' end as state,
      coalesce(p.declined_at, p.rung_at) as since
    from public.calls c
    join public.room_people p on p.tenant_id = c.tenant_id and p.call_id = c.id
    where c.id = target and c.tenant_id = (select private.tenant_id())
    order by p.user_id, p.over_at nulls first, p.rung_at desc
  )
  select one.user_id, coalesce(m.name, 'A former colleague'), one.state, one.is_listener, one.since
  from (select * from legs where state = 'in'
    union all select * from rung where state is not null
      and not exists (select from legs l where l.user_id = rung.user_id and l.state = 'in')
    union all select * from legs where state = 'left'
      and not exists (select from rung where rung.user_id = legs.user_id
        and rung.state is not null)) one
  join public.calls c on c.id = target and c.tenant_id = (select private.tenant_id())
  left join public.profiles m on m.tenant_id = c.tenant_id and m.user_id = one.user_id
  where c.direction <> 'internal' or (select private.role()) in ('manager', 'admin')
    or (select auth.uid()) in (c.user_id, c.callee_id)
    or c.id in (select private.own_meetings())
  order by one.since, one.user_id
$$;
revoke all on function private.people_in_room from public, anon, service_role;
grant execute on function private.people_in_room to authenticated;

-- An event of a SIP leg, whose signed URL says whom it rings: they are rung while the leg rings.
-- Its answer is the proof that somebody of them has the call: from then on no claim lapses.
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

-- How long nobody was heard in a room, and how long until that ends it; null: it doesn't. Ringing
-- is no silence. lib/rooms/silence.ts says the same.
create or replace function private.room_silence(r public.rooms, at timestamptz) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('silent_for_ms', silent, 'ends_after_ms',
    case when r.answered_at is not null and r.ended_at is null and r.silence_seconds is not null
      then greatest(r.silence_seconds * 1000 - silent, 0) end)
  from (select greatest(coalesce(extract(epoch from
      at - greatest(r.answered_at, r.heard_at)) * 1000, 0), 0)::integer) s(silent)
$$;
revoke all on function private.room_silence from public;

-- Where a room stands, for what is decided of it (lib/rooms/decide.ts).
create or replace function private.room_state(r public.rooms, c public.calls) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('call_id', r.call_id, 'room_id', r.id, 'name', r.name, 'kind', r.kind,
    'is_answered', r.answered_at is not null, 'is_over', r.ended_at is not null,
    'call_is_over', c.ended_at is not null,
    'rings', exists (select from public.room_people p where p.tenant_id = r.tenant_id
      and p.call_id = r.call_id and p.over_at is null),
    'talkers', (select count(distinct l.user_id) from public.call_legs l
      where l.tenant_id = r.tenant_id and l.call_id = r.call_id and l.medium = 'room'
        and l.role = 'rep' and l.status < 'completed'))
$$;
revoke all on function private.room_state from public;

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
begin
  foreach leg in array legs loop
    -- Who was in a room: Twilio's own legs say the rest.
    continue when leg.medium = 'room';
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
  if not is_live and (root.call_sid is not null
      -- A meeting, which has no legs of Twilio's.
      or n.status >= 'completed' and exists (select from unnest(legs) l
        where l.medium = 'room' and l.role = 'system')) then
    n := private.settle_price(n, legs);
  elsif n.billed_seconds is not null or n.price is not null then
    n.billed_seconds := null; n.price := null; n.price_unit := null;
  end if;
  return n;
end
$$;
revoke all on function private.settle from public;

-- Price and billed time of a call with all legs ended. Twilio reports duration and price of an
-- answered leg later; until then the sums are null.
create or replace function private.settle_price(n public.calls, legs public.call_legs[])
returns public.calls
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
begin
  n.billed_seconds := 0; n.price := 0; n.price_unit := null;
  foreach leg in array legs loop
    -- LiveKit's, which Twilio knows nothing of.
    continue when leg.medium = 'room';
    n.billed_seconds := n.billed_seconds
      + coalesce(leg.duration_seconds, case when leg.status <> 'completed' then 0 end);
    n.price := n.price + coalesce(leg.price, case when leg.status <> 'completed' then 0 end);
    n.price_unit := least(n.price_unit, leg.price_unit);
  end loop;
  if n.price is null then n.price_unit := null; end if;
  return n;
end
$$;
revoke all on function private.settle_price from public;

-- Nobody is rung any more by the <Sip> of a room's call; nor is anybody invited, once it is over.
create or replace function private.stop_ringing(r public.rooms, at timestamptz) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update public.room_people p set over_at = at
    where p.tenant_id = r.tenant_id and p.call_id = r.call_id and p.over_at is null
      and (p.call_sid <> '' or r.ended_at is not null)
$$;
revoke all on function private.stop_ringing from public;

-- The legs whose price alone is missing; null when Twilio has to be asked for more than that: the
-- call goes on, its legs and recordings were not listed since its end, or a recording is still
-- awaited.
create or replace function private.unpriced_legs(c public.calls) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_agg(l.call_sid) from public.call_legs l
  where c.ended_at is not null and l.tenant_id = c.tenant_id and l.call_id = c.id
    and l.status = 'completed' and l.price is null
    and l.medium <> 'room'
    and exists (select from public.call_events e
                where e.tenant_id = c.tenant_id and e.call_id = c.id and e.event_type = 'rest.fetch'
                  and e.call_sid = c.twilio_call_sid
                  and e.created_at > c.ended_at + interval '30 seconds'
                  and e.event_data ->> 'status' in
                    ('completed', 'busy', 'no-answer', 'failed', 'canceled'))
    -- Comparing the list of calls fetches legs, not recordings: an expected one has to be asked
    -- for.
    and (not c.recording_requested or c.outcome <> 'connected'
      or exists (select from public.recordings r where r.tenant_id = c.tenant_id
        and r.call_id = c.id))
    and not exists (select from public.recordings r where r.tenant_id = c.tenant_id
      and r.call_id = c.id and r.status = 'in-progress')
$$;

revoke all on function private.unpriced_legs from public;

create or replace function public.people_in_room(target uuid)
  returns table (user_id uuid, name text, state text, is_listener boolean, since timestamptz)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.people_in_room(target)
$$;

comment on function public.people_in_room is
  'Who is in the room of a call, or rung for it: ringing | answering | in | declined | left.';

revoke all on function public.people_in_room from public, anon, service_role;
grant execute on function public.people_in_room to authenticated;

create policy "members read calls, internal ones those on them and managers" on public.calls as permissive for select to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((direction <> 'internal'::text) OR (user_id = ( SELECT auth.uid() AS uid)) OR (callee_id = ( SELECT auth.uid() AS uid)) OR (( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])) OR (id IN ( SELECT private.own_meetings() AS own_meetings)))));

comment on function public.people_in_room(pg_catalog.uuid) is 'Who is in the room of a call, or rung for it: ringing | answering | in | declined | left.';

reset check_function_bodies;
