set check_function_bodies = off;

alter table public.livekit_accounts add column reported_at timestamptz;

comment on function public.people_in_room(pg_catalog.uuid) is null;
alter table public.rooms drop constraint rooms_end_reason_check;
drop function private.people_in_room(uuid);
drop function public.people_in_room(uuid);

-- A person talks with colleagues in a room, without a telephone: an internal call, and whom it
-- rings. Who is on a call is not rung, nor who is offline. Refused with a name where
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
  return jsonb_build_object('rung', rung);
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
    return jsonb_build_object('room', r.name, 'room_id', r.id);
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
  return jsonb_build_object('room', r.name, 'room_id', r.id,
    'claimed_at', r.claimed_at, 'is_answered', r.answered_at is not null, 'former', former);
end
$$;
revoke all on function machine.claim_room from public;
grant execute on function machine.claim_room to ringbook_machine;

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
      end_reason = coalesce(k.end_reason, private.why_room_ended(k, reason))
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
  return jsonb_build_object('call_id', r.call_id, 'account_sid', a.account_sid,
    'auth_token_ciphertext', a.auth_token_ciphertext,
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
  return jsonb_build_object('room', r.name, 'room_id', r.id);
end
$$;
revoke all on function machine.enter_room from public;
grant execute on function machine.enter_room to ringbook_machine;

-- Somebody in a room asks a colleague into it, who is rung on their desk; whose desk is not open
-- may come in by the call's page, and is not rung. Asked again, it rings again. `there` is who is
-- in the room already.
create or replace function machine.invite_to_room(
  tenant uuid, person uuid, target uuid, invitee uuid, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  r public.rooms;
  who record;
  is_open boolean := private.has_softphone(tenant, invitee);
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
  if private.talkers_in(r) >= 10 then return '{"refused": "call_is_full"}'; end if;
  if who.presence = 'on_call' then
    return jsonb_build_object('refused', 'colleague_busy', 'name', who.name);
  end if;
  insert into public.room_people as k (tenant_id, call_id, user_id, invited_by, rung_at, over_at)
    values (tenant, target, invitee, person, at, case when not is_open then at end)
  on conflict (tenant_id, call_id, user_id, call_sid) do update set rung_at = at,
    invited_by = person, declined_at = null, over_at = excluded.over_at;
  perform private.note_room(tenant, target, 'room.invite', target || ':' || invitee || ':' || at,
    at, jsonb_build_object('kind', 'room_invited', 'facts',
      jsonb_build_object('user_id', person, 'invited', invitee)));
  return jsonb_build_object('rung', is_open, 'name', who.name);
end
$$;
revoke all on function machine.invite_to_room from public;
grant execute on function machine.invite_to_room to ringbook_machine;

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

-- A webhook of LiveKit's has come that the secrets of these tenants' accounts verify.
create or replace function machine.note_livekit_report(tenants jsonb, at timestamptz)
returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  noted integer;
begin
  update public.livekit_accounts a set reported_at = at
    where a.tenant_id in (select t::uuid from jsonb_array_elements_text(tenants) t)
      and (a.reported_at is null or a.reported_at < at);
  get diagnostics noted = row_count;
  return noted;
end
$$;

revoke all on function machine.note_livekit_report from public;
grant execute on function machine.note_livekit_report to ringbook_machine;

-- An admin saves a LiveKit account that LiveKit has just accepted, or removes it (`saved` null).
-- Of another project nothing is set up yet. The prefix of rooms stays, and so do SIP credentials
-- unless `renews_sip`: the old password does not open any more.
create or replace function machine.save_livekit_account(tenant uuid, person uuid, saved jsonb,
  at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  was public.livekit_accounts;
  is_other boolean;
begin
  if not exists (select from public.profiles where tenant_id = tenant and user_id = person
      and removed_at is null and role = 'admin') then
    return 'not_admin';
  end if;
  perform private.act_as(person);
  if saved is null then
    delete from public.livekit_accounts where tenant_id = tenant;
    return 'saved';
  end if;
  insert into public.livekit_accounts (tenant_id, url, api_key, api_secret_ciphertext, sip_host,
      region, transport, sip_username, sip_password_ciphertext, room_prefix, updated_at)
    values (tenant, saved ->> 'url', saved ->> 'api_key', saved ->> 'api_secret_ciphertext',
      saved ->> 'sip_host', saved ->> 'region', saved ->> 'transport', saved ->> 'sip_username',
      saved ->> 'sip_password_ciphertext', saved ->> 'room_prefix', at)
    on conflict (tenant_id) do nothing;
  if found then return 'saved'; end if;
  select * into strict was from public.livekit_accounts where tenant_id = tenant for update;
  is_other := was.url <> saved ->> 'url' or was.api_key <> saved ->> 'api_key';
  update public.livekit_accounts set url = saved ->> 'url', api_key = saved ->> 'api_key',
      api_secret_ciphertext = saved ->> 'api_secret_ciphertext', sip_host = saved ->> 'sip_host',
      region = saved ->> 'region', transport = saved ->> 'transport', updated_at = at,
      trunk_id = case when not is_other then trunk_id end,
      dispatch_rule_id = case when not is_other then dispatch_rule_id end,
      set_up_at = case when not is_other then set_up_at end,
      reported_at = case when not is_other then reported_at end,
      trunk_numbers = case when is_other then '{}' else trunk_numbers end,
      sip_username = case when (saved ->> 'renews_sip')::boolean then saved ->> 'sip_username'
        else sip_username end,
      sip_password_ciphertext = case when (saved ->> 'renews_sip')::boolean
        then saved ->> 'sip_password_ciphertext' else sip_password_ciphertext end,
      is_on = is_on and not is_other and (saved ->> 'sip_host') is not null
    where tenant_id = tenant;
  return 'saved';
end
$$;

revoke all on function machine.save_livekit_account from public;
grant execute on function machine.save_livekit_account to ringbook_machine;

-- Whoever was invited into a room and has not come within a minute is rung no more; gives how many.
create or replace function machine.stop_inviting(at timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  stopped integer;
begin
  update public.room_people p set over_at = at from public.rooms r
    where r.ended_at is null and p.tenant_id = r.tenant_id and p.call_id = r.call_id
      and p.over_at is null and p.call_sid = '' and p.rung_at < at - interval '1 minute';
  get diagnostics stopped = row_count;
  return stopped;
end
$$;
revoke all on function machine.stop_inviting from public;
grant execute on function machine.stop_inviting to ringbook_machine;

-- Takes one event of LiveKit's, verified with the tenant's own secret (lib/rooms/report.ts makes
-- it): binds its room to the call that livekit-sip says it is of, or finds the room, and records
-- it. The same events in any order and any number give the same rows. Null for a room that is
-- nobody's of the tenant; `refused` where trunk, call and tenant don't agree, or for a minute where
-- the call is not known yet: it was answered while the database was away.
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
    if at > now() - interval '1 minute' and exists (select from public.livekit_accounts a
          where a.tenant_id = tenant and a.trunk_id = e ->> 'trunk')
        and not exists (select from public.calls o where o.tenant_id = tenant and o.id = said_of)
      then return '{"refused": "too_early"}';
    end if;
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
-- tenant's, or did not come by the tenant's own trunk. Its silence is that of the call's route,
-- where that has one.
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
      case when e ? 'silence_seconds' then (e ->> 'silence_seconds')::integer
        else (select a.silence_seconds from public.livekit_accounts a
          where a.tenant_id = tenant) end,
      (e ->> 'at')::timestamptz,
      case when not agrees then now() end, case when not agrees then 'mismatch' end,
      case when not agrees then now() end)
  on conflict (tenant_id, name) do update set started_at = least(k.started_at, excluded.started_at)
  returning * into r;
  return r;
end
$$;
revoke all on function private.bind_room from public;

-- Whether a person is on a call besides `beside`, where that is not null: as its owner, as somebody
-- who joined it, as its supervisor, or as the colleague who was called.
create or replace function private.is_on_call(tenant uuid, person uuid, beside uuid)
returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.calls c
      where c.tenant_id = tenant and c.user_id = person and c.ended_at is null
        and c.id is distinct from beside and not c.owner_left)
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
-- Of what they may read.
grant execute on function private.is_on_call to authenticated;

-- A LiveKit account as the app reads it (lib/livekit/machine.ts), its secrets still encrypted.
create or replace function private.livekit_json(account public.livekit_accounts) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select to_jsonb(account) - array['setup_claim', 'setup_until', 'updated_at', 'reported_at']
$$;

revoke all on function private.livekit_json from public;

-- Who is in the rooms of these calls, or rung for them, as whoever may read a call may know it:
-- people who listen are named to managers and to themselves.
create or replace function private.people_in_rooms(targets uuid[])
  returns table (call_id uuid, user_id uuid, name text, state text, is_listener boolean,
    since timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with legs as (
    select distinct on (c.id, l.user_id) c.id as call_id, l.user_id,
      l.role = 'supervisor' as is_listener,
      case when l.status < 'completed' and c.ended_at is null then 'in' else 'left' end as state,
      coalesce(l.answered_at, l.first_seen_at) as since
    from public.calls c join public.call_legs l on l.tenant_id = c.tenant_id and l.call_id = c.id
    where c.id = any (targets) and c.tenant_id = (select private.tenant_id()) and l.medium = 'room'
      and l.user_id is not null and (l.role = 'rep' or l.user_id = (select auth.uid())
        or (select private.role()) in ('manager', 'admin'))
    order by c.id, l.user_id, l.status < 'completed' desc, l.first_seen_at desc
  ), rung as (
    select distinct on (c.id, p.user_id) c.id as call_id, p.user_id, false as is_listener,
      case when p.declined_at is not null then 'declined'
        when p.over_at is null and exists (select from public.rooms r
          where r.tenant_id = p.tenant_id and r.call_id = p.call_id and r.ended_at is null
            and r.claimed_by = p.user_id) then 'answering'
        when p.over_at is null and c.ended_at is null then 'ringing' end as state,
      coalesce(p.declined_at, p.rung_at) as since
    from public.calls c
    join public.room_people p on p.tenant_id = c.tenant_id and p.call_id = c.id
    where c.id = any (targets) and c.tenant_id = (select private.tenant_id())
    order by c.id, p.user_id, p.over_at nulls first, p.rung_at desc
  )
  select one.call_id, one.user_id, coalesce(m.name, 'A former colleague'), one.state,
    one.is_listener, one.since
  from (select * from legs where state = 'in'
    union all select * from rung where state is not null
      and not exists (select from legs l where l.call_id = rung.call_id
        and l.user_id = rung.user_id and l.state = 'in')
    union all select * from legs where state = 'left'
      and not exists (select from rung where rung.call_id = legs.call_id
        and rung.user_id = legs.user_id and rung.state is not null)) one
  join public.calls c on c.id = one.call_id and c.tenant_id = (select private.tenant_id())
  left join public.profiles m on m.tenant_id = c.tenant_id and m.user_id = one.user_id
  where c.direction <> 'internal' or (select private.role()) in ('manager', 'admin')
    or (select auth.uid()) in (c.user_id, c.callee_id)
    or c.id in (select private.own_meetings())
  order by one.call_id, one.since, one.user_id
$$;
revoke all on function private.people_in_rooms from public, anon, service_role;
grant execute on function private.people_in_rooms to authenticated;

-- An event of a SIP leg, whose signed URL says whom it rings: they are rung while the leg rings.
-- Its answer is the proof that somebody of them has the call: from then on no claim lapses. Its end
-- is that of its room: a later <Dial> makes another.
create or replace function private.ring_in_room(tenant uuid, e jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
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
        end_reason = private.why_room_ended(k,
          case when leg.answered_at is null then 'not_answered' else 'caller_left' end)
      where k.tenant_id = tenant and k.call_id = leg.call_id and k.kind = 'call'
        and k.ended_at is null and private.leg_of_room(k) = leg.call_sid;
  end if;
  if leg.answered_at is null then return; end if;
  -- By our clock, as that of the silence.
  update public.rooms k set answered_at = (e ->> 'received_at')::timestamptz
    where k.tenant_id = tenant and k.call_id = leg.call_id and k.kind = 'call'
      and k.answered_at is null and private.leg_of_room(k) = leg.call_sid;
end
$$;
revoke all on function private.ring_in_room from public;

-- Why a room is over: one that rang beside a phone, which has the call, ended for that.
create or replace function private.why_room_ended(r public.rooms, reason text) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when reason in ('caller_left', 'not_answered') and exists (
      select from public.call_legs s join public.call_legs l on l.tenant_id = s.tenant_id
        and l.call_id = s.call_id and l.parent_call_sid = s.parent_call_sid
      where s.tenant_id = r.tenant_id and s.call_sid = private.leg_of_room(r)
        and l.side = 'company' and l.medium = 'phone' and l.accepted_at is not null)
    then 'on_phone' else reason end
$$;
revoke all on function private.why_room_ended from public;

-- Who is asking, in one round trip: the profile, its tenant's settings and the topic to listen to;
-- null before onboarding.
create or replace function public.me() returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select json_build_object('user_id', p.user_id, 'role', p.role, 'name', p.name, 'email', p.email,
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
          where r.tenant_id = p.tenant_id and r.user_id = p.user_id and r.over_at is null))),
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
    and p.removed_at is null
$$;

revoke all on function public.me from public, anon, service_role;
grant execute on function public.me to authenticated;

create or replace function public.people_in_rooms(targets uuid[])
  returns table (call_id uuid, user_id uuid, name text, state text, is_listener boolean,
    since timestamptz)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.people_in_rooms(targets)
$$;

comment on function public.people_in_rooms is
  'Who is in the rooms of calls, or rung for them: ringing | answering | in | declined | left.';

revoke all on function public.people_in_rooms from public, anon, service_role;
grant execute on function public.people_in_rooms to authenticated;

alter table public.rooms add constraint rooms_end_reason_check CHECK ((end_reason = ANY (ARRAY['caller_left'::text, 'person_left'::text, 'nobody_left'::text, 'silence'::text, 'time_limit'::text, 'ended_in_app'::text, 'declined'::text, 'not_answered'::text, 'on_phone'::text, 'mismatch'::text, 'swept'::text])));

comment on column public.livekit_accounts.reported_at is 'When a webhook that this account''s secret verifies came last, to about half a minute.';

comment on function public.people_in_rooms(pg_catalog.uuid[]) is 'Who is in the rooms of calls, or rung for them: ringing | answering | in | declined | left.';

grant select (reported_at) on table public.livekit_accounts to authenticated;

reset check_function_bodies;
