set check_function_bodies = off;

alter table public.realtime_prices
  add column transcript_in numeric(10, 4) not null default 0,
  add column transcript_out numeric(10, 4) not null default 0,
  add column transcript_minute numeric(10, 4) not null default 0;

-- What an admin needs to try a voice agent by voice: their company, its provider with its encrypted
-- key (null without one), and a process with room (`url`, null where there is none). Null for
-- anybody else.
create or replace function machine.agent_trial(tenant uuid, person uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('company', t.name, 'time_zone', t.time_zone,
      'country_code', t.country_code, 'is_recorded', t.recording_enabled,
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

-- A manager or an admin listens to a live talk of a voice agent: { url } of the process that has
-- it, or { refused }: 'over' or 'forbidden'. It is in the activity log.
create or replace function machine.listen_to_agent(tenant uuid, person uuid, target uuid)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  talk record;
begin
  if not exists (select from public.profiles p where p.tenant_id = tenant and p.user_id = person
      and p.removed_at is null and p.role in ('manager', 'admin')) then
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

-- What a tenant's voice agents talk with, its key encrypted; null where there is none.
create or replace function machine.talk_provider(tenant uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('base_url', r.base_url, 'model', r.model,
      'transcription_model', r.transcription_model, 'audio_format', r.audio_format,
      'api_key_ciphertext', r.api_key_ciphertext)
    from public.realtime_settings r where r.tenant_id = tenant $$;
revoke all on function machine.talk_provider from public;
grant execute on function machine.talk_provider to ringbook_machine;

-- The caller of a talk goes on along the route, where what comes next has a recording of its own.
-- The talk's process ends the talk's own, if it can; a job does where it could not, or is gone.
create or replace function private.end_agent_recording() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.add_job('agent.end_recording', jsonb_build_object('tenant_id', new.tenant_id,
      'account_sid', a.account_sid, 'call_sid', new.call_sid, 'ended_at', new.ended_at),
      new.id::text)
    from public.twilio_accounts a where a.tenant_id = new.tenant_id;
  return null;
exception when others then
  if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
  raise warning 'the recording of talk % is not ended: %', new.id, sqlerrm;
  return null;
end
$$;
revoke all on function private.end_agent_recording from public;

create trigger end_recording after update of status on public.voice_agent_sessions
  for each row when (old.status <> 'ended' and new.status = 'ended'
    and new.talking_at is not null and new.outcome in ('handed_over', 'failed', 'taken_over'))
  execute function private.end_agent_recording();

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
  is_internal boolean := not exists (select from unnest(legs) l where l.side = 'customer');
begin
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
  select max(r.duration_seconds) into seconds from unnest(recordings) r
    where r.purpose = 'talk' and r.source is distinct from 'StartCallRecordingAPI'
      and r.duration_seconds between 1 and rep.duration_seconds - 2;
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

-- What a talk cost in US dollars, from the tokens that its provider reports by kind, and what it
-- counts for writing down the caller's words (lib/agent/usage.ts); null where no price is known, or
-- nothing was reported by kind.
create or replace function private.talk_cost(usage jsonb, price public.realtime_prices)
returns numeric
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when price.model is not null and usage ?& array['input_text_tokens',
      'output_text_tokens'] then round((
      (u.audio_in - u.cached_audio) * price.audio_in + u.cached_audio * price.cached_audio_in
      + (u.text_in - u.cached_text) * price.text_in + u.cached_text * price.cached_text_in
      + u.audio_out * price.audio_out + u.text_out * price.text_out
      + u.transcript_in * price.transcript_in + u.transcript_out * price.transcript_out) / 1000000
      + u.transcript_seconds / 60 * price.transcript_minute, 6) end
  from (select coalesce((usage ->> 'input_audio_tokens')::numeric, 0) as audio_in,
    coalesce((usage ->> 'input_text_tokens')::numeric, 0) as text_in,
    coalesce((usage ->> 'cached_audio_tokens')::numeric, 0) as cached_audio,
    coalesce((usage ->> 'cached_text_tokens')::numeric, 0) as cached_text,
    coalesce((usage ->> 'output_audio_tokens')::numeric, 0) as audio_out,
    coalesce((usage ->> 'output_text_tokens')::numeric, 0) as text_out,
    coalesce((usage ->> 'transcript_input_tokens')::numeric, 0) as transcript_in,
    coalesce((usage ->> 'transcript_output_tokens')::numeric, 0) as transcript_out,
    coalesce((usage ->> 'transcript_seconds')::numeric, 0) as transcript_seconds) u
$$;
revoke all on function private.talk_cost from public;

alter table public.realtime_prices add constraint realtime_prices_transcript_in_check
  check (transcript_in between 0 and 100000);

alter table public.realtime_prices add constraint realtime_prices_transcript_minute_check
  check (transcript_minute between 0 and 100000);

alter table public.realtime_prices add constraint realtime_prices_transcript_out_check
  check (transcript_out between 0 and 100000);

comment on column public.realtime_prices.transcript_in is
  'What writing down the caller''s words costs, per million tokens, as transcript_out; where the '
  'provider counts time, per minute: transcript_minute.';

grant insert (transcript_in) on table public.realtime_prices to authenticated;

grant insert (transcript_minute) on table public.realtime_prices to authenticated;

grant insert (transcript_out) on table public.realtime_prices to authenticated;

grant update (transcript_in) on table public.realtime_prices to authenticated;

grant update (transcript_minute) on table public.realtime_prices to authenticated;

grant update (transcript_out) on table public.realtime_prices to authenticated;

reset check_function_bodies;
