set check_function_bodies = off;

alter table public.voice_agent_sessions
  add column notice_heard_at timestamptz,
  add column recording_at timestamptz,
  add column recording_sid text;

drop trigger end_recording on public.voice_agent_sessions;

create table private.agent_trials (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id)
);
comment on table private.agent_trials is
  'Trials of voice agents by microphone, of which only the length is kept, for two days: a company '
  'has 30 minutes a day for them (private.trial_seconds_left).';

alter table private.agent_trials enable row level security;
revoke all on private.agent_trials from anon, authenticated, service_role;

create table private.early_room_events (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  room text not null,
  dedupe_key text not null,
  report jsonb not null,
  received_at timestamptz not null default now(),
  primary key (tenant_id, room, dedupe_key)
);
comment on table private.early_room_events is
  'What LiveKit said of a tenant''s room before it said whose call is in there: taken once that is '
  'known (machine.take_room_event), or forgotten after an hour.';

alter table private.early_room_events enable row level security;
revoke all on private.early_room_events from anon, authenticated, service_role;

-- What an admin needs to try a voice agent by voice: their company, its provider with its encrypted
-- key (null without one), a process with room (`url`, null where there is none), and the seconds
-- that are left of this day. Null for anybody else.
create or replace function machine.agent_trial(tenant uuid, person uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('company', t.name, 'time_zone', t.time_zone,
      'country_code', t.country_code, 'is_recorded', t.recording_enabled,
      'seconds_left', private.trial_seconds_left(tenant),
      'provider', machine.realtime_key(tenant, person),
      'url', (select w.url from private.agent_workers w
        where w.seen_at > now() - interval '10 seconds' and not w.is_draining
          and w.active < w.capacity
        order by w.active::real / w.capacity, w.id limit 1))
    from public.tenants t
    join public.profiles p on p.tenant_id = t.id and p.user_id = person
      and p.removed_at is null and p.role = 'admin'
    where t.id = tenant $$;
revoke all on function machine.agent_trial from public;
grant execute on function machine.agent_trial to ringbook_machine;

-- A trial by microphone begins: how many seconds it may last; null where none are left today.
create or replace function machine.begin_agent_trial(tenant uuid, trial uuid) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  seconds integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('agent trials:' || tenant, 0));
  seconds := private.trial_seconds_left(tenant);
  if seconds = 0 then return null; end if;
  delete from private.agent_trials k
    where k.tenant_id = tenant and k.started_at < now() - interval '2 days';
  insert into private.agent_trials (tenant_id, id, started_at) values (tenant, trial, now());
  return seconds;
end
$$;
revoke all on function machine.begin_agent_trial from public;
grant execute on function machine.begin_agent_trial to ringbook_machine;

-- A trial by microphone is over.
create or replace function machine.end_agent_trial(tenant uuid, trial uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update private.agent_trials k set ended_at = now()
    where k.tenant_id = tenant and k.id = trial and k.ended_at is null
$$;
revoke all on function machine.end_agent_trial from public;
grant execute on function machine.end_agent_trial to ringbook_machine;

-- Of the browsers at a voice agent's process ([{ id, tenant_id, user_id, session_id }], of which a
-- null session is a trial) the ids of those whose person may not be there any more: to listen is
-- for managers and admins, to try for admins. That a listener was stopped is in the activity log.
create or replace function machine.end_listening(browsers jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  b record;
  ended jsonb := '[]';
begin
  for b in select k.* from jsonb_to_recordset(browsers)
      as k(id uuid, tenant_id uuid, user_id uuid, session_id uuid)
    where not exists (select from public.profiles p where p.tenant_id = k.tenant_id
      and p.user_id = k.user_id and p.removed_at is null
      and (p.role = 'admin' or p.role = 'manager' and k.session_id is not null))
  loop
    ended := ended || to_jsonb(b.id);
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
          'may_stay', l.role <> 'supervisor' or exists (select from public.profiles p
            where p.tenant_id = l.tenant_id and p.user_id = l.user_id and p.removed_at is null
              and p.role in ('manager', 'admin')),
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

-- Whether LiveKit's webhooks come in, for the health check: of each company whose calls reach
-- browsers in rooms, and have rung there in the last day, whether the last one was reported. That
-- may take a minute; reported_at is known to half a minute.
create or replace function machine.livekit_reports(at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', a.tenant_id, 'is_missing',
    coalesce(a.reported_at < rang.first_seen_at - interval '1 minute', true))), '[]')
  from public.livekit_accounts a
  cross join lateral (select l.first_seen_at from public.call_legs l
    where l.tenant_id = a.tenant_id and l.medium = 'sip' and l.ringing_at is not null
      and l.first_seen_at between at - interval '1 day' and at - interval '1 minute'
    order by l.first_seen_at desc limit 1) rang
  where a.is_on
$$;

revoke all on function machine.livekit_reports from public;
grant execute on function machine.livekit_reports to ringbook_machine;

-- Somebody who listened in a room of a call, and may not any more, was taken out of it.
create or replace function machine.note_listener_out(tenant uuid, person uuid, target uuid)
returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select private.audit(tenant, null, 'call.listening_ended', person::text,
    jsonb_build_object('call_id', target))
$$;
revoke all on function machine.note_listener_out from public;
grant execute on function machine.note_listener_out to ringbook_machine;

-- Takes one event of LiveKit's, verified with the tenant's own secret (lib/rooms/report.ts makes
-- it): binds its room to the call that livekit-sip says it is of, or finds the room, and records
-- it. The same events in any order and any number give the same rows: what comes before the
-- telephone's is kept until then, and null is given. `refused` where trunk, call and tenant don't
-- agree, or for a minute where the call is not known yet: it was answered while the database was
-- away.
create or replace function machine.take_room_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := (e ->> 'at')::timestamptz;
  said_of uuid := (e ->> 'call')::uuid;
  r public.rooms;
  c public.calls;
begin
  -- Until the room is known its events wait for each other, before anything else is locked.
  if not exists (select from public.rooms k
      where k.tenant_id = tenant and k.name = e ->> 'room') then
    perform pg_advisory_xact_lock(hashtextextended(tenant::text || (e ->> 'room'), 0));
  end if;
  -- The call before its room, as everything that changes both.
  perform from public.calls o where o.tenant_id = tenant and o.id = coalesce(
    (select k.call_id from public.rooms k where k.tenant_id = tenant and k.name = e ->> 'room'),
    said_of) for no key update;
  select * into r from public.rooms k
    where k.tenant_id = tenant and k.name = e ->> 'room' for update;
  if not found then
    if said_of is null then
      perform private.keep_room_event(tenant, e);
      return null;
    end if;
    if at between now() - interval '1 minute' and now() + interval '1 minute'
        and exists (select from public.livekit_accounts a
          where a.tenant_id = tenant and a.trunk_id = e ->> 'trunk')
        and not exists (select from public.calls o where o.id = said_of)
      then return '{"refused": "too_early"}';
    end if;
    r := private.bind_room(tenant, e);
    if r.call_id is not null then perform private.take_early_events(r); end if;
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

-- What a talk has become since it was written last: { turns, tools, figures }, each turn and tool
-- call whole, any number of times. One that has ended stays so.
create or replace function machine.write_agent_session(tenant uuid, target uuid, w jsonb)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  f jsonb := coalesce(w -> 'figures', '{}');
  call uuid := (select s.call_id from public.voice_agent_sessions s
    where s.tenant_id = tenant and s.id = target);
begin
  if call is null then return; end if;
  insert into public.voice_agent_turns as o (tenant_id, session_id, call_id, number, who, said,
      heard, interrupted, started_at, silence_ms, model_ms, bridge_ms, playback_ms, tools_ms,
      clear_ms)
    select tenant, target, call, t.number, t.who, t.said, t.heard, t.interrupted, t.started_at,
        t.silence_ms, t.model_ms, t.bridge_ms, t.playback_ms, t.tools_ms, t.clear_ms
      from jsonb_populate_recordset(null::public.voice_agent_turns, w -> 'turns') t
  on conflict (tenant_id, session_id, number) do update set said = excluded.said,
    heard = excluded.heard, interrupted = excluded.interrupted,
    silence_ms = excluded.silence_ms, model_ms = excluded.model_ms,
    bridge_ms = excluded.bridge_ms, playback_ms = excluded.playback_ms,
    tools_ms = excluded.tools_ms, clear_ms = excluded.clear_ms;
  insert into public.voice_agent_tool_calls as o (tenant_id, session_id, call_id, number, turn,
      tool_call_id, tool, arguments, result, state, started_at, took_ms)
    select tenant, target, call, t.number, t.turn, t.tool_call_id, t.tool, t.arguments, t.result,
        t.state, t.started_at, t.took_ms
      from jsonb_populate_recordset(null::public.voice_agent_tool_calls, w -> 'tools') t
  on conflict (tenant_id, session_id, number) do update set result = excluded.result,
    state = excluded.state, took_ms = excluded.took_ms;
  if f = '{}' then return; end if;
  update public.voice_agent_sessions s set
      status = case when s.status = 'ended' then 'ended' else coalesce(f ->> 'status', s.status)
        end,
      outcome = coalesce(f ->> 'outcome', s.outcome), reason = coalesce(f ->> 'reason', s.reason),
      summary = coalesce(f ->> 'summary', s.summary),
      language = coalesce(f ->> 'language', s.language), model = coalesce(f ->> 'model', s.model),
      interruptions = coalesce((f ->> 'interruptions')::integer, s.interruptions),
      silences = coalesce((f ->> 'silences')::integer, s.silences),
      reconnects = coalesce((f ->> 'reconnects')::integer, s.reconnects),
      usage = coalesce(f -> 'usage', s.usage),
      rating = coalesce((f ->> 'rating')::smallint, s.rating),
      talking_at = coalesce(s.talking_at, (f ->> 'talking_at')::timestamptz),
      notice_heard_at = coalesce(s.notice_heard_at, (f ->> 'notice_heard_at')::timestamptz),
      recording_at = coalesce(s.recording_at, (f ->> 'recording_at')::timestamptz),
      recording_sid = coalesce(s.recording_sid, f ->> 'recording_sid'),
      ended_at = coalesce(s.ended_at, (f ->> 'ended_at')::timestamptz)
    where s.tenant_id = tenant and s.id = target;
end
$$;
revoke all on function machine.write_agent_session from public;
grant execute on function machine.write_agent_session to ringbook_machine;

-- How the agent's talk ended that a call comes from (`routing.talked`: the place in its route), for
-- the next decision; null for any other event. Its stream is over, whether or not its process has
-- said so; a caller who hung up is served, as ever, unless the agent had not begun to talk.
create or replace function private.agent_end(tenant uuid, e jsonb) returns jsonb
language sql set search_path = pg_catalog, pg_temp as $$
  update public.voice_agent_sessions s set status = 'ended',
      ended_at = coalesce(s.ended_at, (e ->> 'occurred_at')::timestamptz),
      outcome = coalesce(s.outcome, case
        when e #>> '{data,CallStatus}' <> 'in-progress' and s.talking_at is not null
          then 'caller_left'
        when s.asked = 'take_over' then 'taken_over' else 'failed' end),
      reason = coalesce(s.reason, case
        when e #>> '{data,CallStatus}' = 'in-progress' then 'the stream ended'
        when s.talking_at is null then 'the caller hung up before the agent spoke'
        else 'the caller hung up' end)
    where s.tenant_id = tenant and s.call_id = (e ->> 'call_id')::uuid
      and s.call_sid = e ->> 'call_sid' and s.place = e #>> '{routing,talked}'
    returning jsonb_build_object('outcome', s.outcome, 'reason', s.reason,
      'summary', s.summary, 'noticed', s.notice_heard_at is not null,
      'taken_by', case s.asked when 'take_over' then s.asked_by end) $$;
revoke all on function private.agent_end from public;

-- Whether a recording is the one that a voice agent's process made of its talk.
create or replace function private.is_of_agent(r public.recordings) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.voice_agent_sessions s
    where s.tenant_id = r.tenant_id and s.call_id = r.call_id
      and s.recording_sid = r.recording_sid)
$$;
revoke all on function private.is_of_agent from public;

-- Keeps an event of a room of which LiveKit has not said yet whose call is in there.
create or replace function private.keep_room_event(tenant uuid, e jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  delete from private.early_room_events k
    where k.tenant_id = tenant and k.received_at < now() - interval '1 hour';
  insert into private.early_room_events (tenant_id, room, dedupe_key, report)
    values (tenant, e ->> 'room', e #>> '{event,dedupe_key}', e)
    on conflict do nothing;
$$;
revoke all on function private.keep_room_event from public;

-- A recording that is stored is to be transcribed: messages where the tenant has a provider, talks
-- where it has that switched on too. Not the talk with a voice agent, whose transcript is there
-- already. The call is recorded whatever becomes of this.
create or replace function private.request_transcript() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.transcription_settings s where s.tenant_id = new.tenant_id
      and (new.purpose = 'voicemail' or s.transcribes_talks)) or private.is_of_agent(new) then
    return null;
  end if;
  update public.recordings r set transcript_state = 'waiting'
    where r.id = new.id and r.tenant_id = new.tenant_id and r.transcript_state is null;
  if found then
    perform private.add_job('recordings.transcribe',
      jsonb_build_object('tenant_id', new.tenant_id, 'id', new.id), new.id::text);
  end if;
  return null;
exception when others then
  if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
  raise warning 'recording % is not transcribed: %', new.id, sqlerrm;
  return null;
end
$$;
revoke all on function private.request_transcript from public;

-- Takes what was said of a room before it was known whose call is in there.
create or replace function private.take_early_events(r public.rooms) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  early jsonb;
begin
  for early in with taken as (delete from private.early_room_events k
      where k.tenant_id = r.tenant_id and k.room = r.name returning k.*)
    select t.report from taken t order by t.received_at, t.dedupe_key
  loop
    perform machine.take_room_event(r.tenant_id, early);
  end loop;
end
$$;
revoke all on function private.take_early_events from public;

-- How many seconds of this day (30 minutes, in the tenant's time zone) are left for trials by
-- microphone. Each lasts three minutes at most (lib/agent/sound/trial.ts), also where its process
-- died.
create or replace function private.trial_seconds_left(tenant uuid) returns integer
language sql stable set search_path = pg_catalog, pg_temp as $$
  select greatest(1800 - coalesce(sum(extract(epoch from
      least(coalesce(k.ended_at, now()), k.started_at + interval '3 minutes') - k.started_at)),
    0)::integer, 0)
  from private.agent_trials k
  where k.tenant_id = tenant and k.started_at >= (
    select date_trunc('day', now(), t.time_zone) from public.tenants t where t.id = tenant) $$;
revoke all on function private.trial_seconds_left from public;

CREATE INDEX call_legs_of_sip ON public.call_legs USING btree (tenant_id, first_seen_at) WHERE (medium = 'sip'::public.leg_medium);

CREATE TRIGGER end_recording AFTER UPDATE OF status ON public.voice_agent_sessions FOR EACH ROW WHEN (((old.status <> 'ended'::text) AND (new.status = 'ended'::text) AND (new.recording_at IS NOT NULL) AND (new.outcome = ANY (ARRAY['handed_over'::text, 'failed'::text, 'taken_over'::text])))) EXECUTE FUNCTION private.end_agent_recording();

comment on column public.voice_agent_sessions.notice_heard_at is 'When the caller had heard, in the agent''s greeting, that the call may be recorded: they are not told again. Null: the greeting did not say so, or was not heard to its end.';

comment on column public.voice_agent_sessions.recording_at is 'When Twilio was asked to record the talk; null: it was not.';

comment on column public.voice_agent_sessions.recording_sid is 'Twilio''s of that recording, whose words are these turns.';

reset check_function_bodies;
