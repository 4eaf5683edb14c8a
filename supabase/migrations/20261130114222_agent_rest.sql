set check_function_bodies = off;

alter table public.tenants add column agent_talks_at_once integer not null default 20
  check (agent_talks_at_once between 1 and 200);
alter table public.voice_agent_figures add column cost numeric(12, 6), add column rating smallint;
alter table public.voice_agent_sessions add column rating smallint check (rating between 1 and 5);

create table public.realtime_prices (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  model text not null check (char_length(model) between 1 and 100),
  audio_in numeric(10, 4) not null check (audio_in between 0 and 100000),
  cached_audio_in numeric(10, 4) not null check (cached_audio_in between 0 and 100000),
  audio_out numeric(10, 4) not null check (audio_out between 0 and 100000),
  text_in numeric(10, 4) not null check (text_in between 0 and 100000),
  cached_text_in numeric(10, 4) not null check (cached_text_in between 0 and 100000),
  text_out numeric(10, 4) not null check (text_out between 0 and 100000),
  source text not null default '' check (char_length(source) <= 300),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, model)
);
comment on table public.realtime_prices is
  'What a tenant''s provider charges for a model that talks, as an admin entered it: US dollars '
  'per million tokens of each kind.';
comment on column public.realtime_prices.source is 'Where the admin read them.';

alter table public.realtime_prices enable row level security;
revoke all on public.realtime_prices from anon, authenticated, service_role;
grant select on public.realtime_prices to authenticated;
grant insert (tenant_id, model, audio_in, cached_audio_in, audio_out, text_in, cached_text_in,
  text_out, source, updated_at) on public.realtime_prices to authenticated;
grant update (audio_in, cached_audio_in, audio_out, text_in, cached_text_in, text_out, source,
  updated_at) on public.realtime_prices to authenticated;

create policy "admins read what their voice agents' models cost" on public.realtime_prices
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins enter what their voice agents' models cost" on public.realtime_prices
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change what their voice agents' models cost" on public.realtime_prices
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger clean_text before insert or update of source on public.realtime_prices
  for each row execute function private.clean_text('source:line');
create trigger audit after insert or update on public.realtime_prices
  for each row execute function private.audit_row('realtime_price', 'updated_at');

-- The talk of a voice agent begins: { call_id, call_sid, place, version_id, worker_id }. Gives all
-- that it needs; null where it began before (a token that is used again), is not the tenant's, or
-- as many of its callers talk as may: several may have been sent here for the last place.
create or replace function machine.begin_agent_session(tenant uuid, s jsonb, at timestamptz)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  began public.voice_agent_sessions;
begin
  perform pg_advisory_xact_lock(hashtextextended('agent seats:' || tenant, 0));
  if private.agent_seats_left(tenant) <= 0 then return null; end if;
  insert into public.voice_agent_sessions (tenant_id, call_id, call_sid, place, agent_id,
      version_id, worker_id, started_at)
    select tenant, l.call_id, l.call_sid, s ->> 'place', v.agent_id, v.id,
        (s ->> 'worker_id')::uuid, at
      from public.call_legs l, public.voice_agent_versions v
      where l.tenant_id = tenant and l.call_sid = s ->> 'call_sid'
        and l.call_id = (s ->> 'call_id')::uuid and l.role = 'caller'
        and v.tenant_id = tenant and v.id = (s ->> 'version_id')::uuid
    on conflict do nothing
    returning * into began;
  if began.id is null then return null; end if;
  return (select jsonb_build_object('session_id', began.id, 'body', v.body,
      'company', t.name, 'time_zone', t.time_zone, 'country_code', t.country_code,
      'seconds_left', private.agent_seconds_left(tenant, began.agent_id,
        (v.body #>> '{limits,minutes_per_day}')::integer),
      'provider', case when r.tenant_id is not null then jsonb_build_object(
        'base_url', r.base_url, 'model', r.model, 'transcription_model', r.transcription_model,
        'audio_format', r.audio_format, 'api_key_ciphertext', r.api_key_ciphertext) end,
      'caller', jsonb_build_object('phone', c.customer_number, 'contact_id', c.contact_id,
        'name', x.name))
    from public.tenants t
    join public.voice_agent_versions v on v.tenant_id = t.id and v.id = began.version_id
    join public.calls c on c.tenant_id = t.id and c.id = began.call_id
    left join public.contacts x on x.tenant_id = t.id and x.id = c.contact_id
    left join public.realtime_settings r on r.tenant_id = t.id
    where t.id = tenant);
end
$$;
revoke all on function machine.begin_agent_session from public;
grant execute on function machine.begin_agent_session to ringbook_machine;

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
      ended_at = coalesce(s.ended_at, (f ->> 'ended_at')::timestamptz)
    where s.tenant_id = tenant and s.id = target;
end
$$;
revoke all on function machine.write_agent_session from public;
grant execute on function machine.write_agent_session to ringbook_machine;

-- How the agent's talk ended that a call comes from (`routing.talked`: the place in its route), for
-- the next decision; null for any other event. Its stream is over, whether or not its process has
-- said so; a caller who hung up is served, as ever.
create or replace function private.agent_end(tenant uuid, e jsonb) returns jsonb
language sql set search_path = pg_catalog, pg_temp as $$
  update public.voice_agent_sessions s set status = 'ended',
      ended_at = coalesce(s.ended_at, (e ->> 'occurred_at')::timestamptz),
      outcome = coalesce(s.outcome, case
        when e #>> '{data,CallStatus}' <> 'in-progress' then 'caller_left'
        when s.asked = 'take_over' then 'taken_over' else 'failed' end),
      reason = coalesce(s.reason, case when e #>> '{data,CallStatus}' <> 'in-progress'
        then 'the caller hung up' else 'the stream ended' end)
    where s.tenant_id = tenant and s.call_id = (e ->> 'call_id')::uuid
      and s.call_sid = e ->> 'call_sid' and s.place = e #>> '{routing,talked}'
    returning jsonb_build_object('outcome', s.outcome, 'reason', s.reason,
      'summary', s.summary, 'taken_by', case s.asked when 'take_over' then s.asked_by end) $$;
revoke all on function private.agent_end from public;

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
      when private.agent_seats_left(tenant) <= 0 then 'company_full'
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

-- How many more callers may talk with a tenant's voice agents now. A talk whose process was lost
-- counts until a heartbeat of another ends it, an hour at most.
create or replace function private.agent_seats_left(tenant uuid) returns integer
language sql stable set search_path = pg_catalog, pg_temp as $$
  select t.agent_talks_at_once - (select count(*) from public.voice_agent_sessions s
      where s.tenant_id = tenant and s.status <> 'ended'
        and s.started_at > now() - interval '65 minutes')::integer
    from public.tenants t where t.id = tenant $$;
revoke all on function private.agent_seats_left from public;

-- Counts a talk once it is over, and again when its process writes more of it.
create or replace function private.count_agent_talk() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  made integer;
  known timestamptz;
  spoken record;
begin
  select count(*) into made from public.bookings b
    where b.tenant_id = new.tenant_id and b.call_id = new.call_id
      and b.created_at >= new.started_at;
  -- Since when it may say that something is booked: it has made, moved or found it.
  select min(k.at) into known from (
    select b.created_at as at from public.bookings b where b.tenant_id = new.tenant_id
      and b.call_id = new.call_id and b.created_at >= new.started_at
    union all
    select c.started_at from public.voice_agent_tool_calls c where c.tenant_id = new.tenant_id
      and c.session_id = new.id and c.state = 'done' and c.result ->> 'ok' = 'true'
      and (c.tool = 'reschedule' or c.tool = 'find_my_bookings'
        and c.result -> 'bookings' <> '[]')) k;
  select count(*) as turns, count(*) filter (where t.who = 'agent'
        and private.asks_again(coalesce(t.heard, t.said))) as asked_again,
      coalesce(bool_or(t.who = 'agent' and private.says_booked(coalesce(t.heard, t.said))
        and (known is null or t.started_at < known)), false) as false_booked,
      coalesce(array_agg(t.model_ms + coalesce(t.bridge_ms, 0) order by t.number)
        filter (where t.who = 'agent' and t.model_ms is not null), '{}') as latencies
    into spoken
    from public.voice_agent_turns t
    where t.tenant_id = new.tenant_id and t.session_id = new.id;
  insert into public.voice_agent_figures as f (tenant_id, session_id, call_id, agent_id, started_at,
      outcome, talk_seconds, turns, asked_again, booked, false_booked, latencies, rating, cost)
    values (new.tenant_id, new.id, new.call_id, new.agent_id, new.started_at,
      coalesce(new.outcome, 'failed'),
      greatest(0, extract(epoch from new.ended_at - coalesce(new.talking_at, new.ended_at))),
      spoken.turns, spoken.asked_again, made,
      spoken.false_booked, spoken.latencies, new.rating,
      (select private.talk_cost(new.usage, p) from public.realtime_prices p
        where p.tenant_id = new.tenant_id and p.model = new.model))
  on conflict (tenant_id, session_id) do update set outcome = excluded.outcome,
    talk_seconds = excluded.talk_seconds, turns = excluded.turns,
    asked_again = excluded.asked_again, booked = excluded.booked,
    false_booked = excluded.false_booked, latencies = excluded.latencies,
    rating = excluded.rating, cost = excluded.cost;
  return null;
end
$$;
revoke all on function private.count_agent_talk from public;

-- What a talk cost in US dollars, from the tokens that its provider reports by kind
-- (lib/agent/usage.ts); null where no price is known, or nothing was reported by kind.
create or replace function private.talk_cost(usage jsonb, price public.realtime_prices)
returns numeric
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when price.model is not null and usage ?& array['input_text_tokens',
      'output_text_tokens'] then round((
      (u.audio_in - u.cached_audio) * price.audio_in + u.cached_audio * price.cached_audio_in
      + (u.text_in - u.cached_text) * price.text_in + u.cached_text * price.cached_text_in
      + u.audio_out * price.audio_out + u.text_out * price.text_out) / 1000000, 6) end
  from (select coalesce((usage ->> 'input_audio_tokens')::numeric, 0) as audio_in,
    coalesce((usage ->> 'input_text_tokens')::numeric, 0) as text_in,
    coalesce((usage ->> 'cached_audio_tokens')::numeric, 0) as cached_audio,
    coalesce((usage ->> 'cached_text_tokens')::numeric, 0) as cached_text,
    coalesce((usage ->> 'output_audio_tokens')::numeric, 0) as audio_out,
    coalesce((usage ->> 'output_text_tokens')::numeric, 0) as text_out) u
$$;
revoke all on function private.talk_cost from public;

-- What came of the talks of the tenant's voice agents, or of one, in some days: for each day of the
-- tenant's time zone (`agent_id` null), for each agent (`day` null), and in all (both null). `cost`
-- is without that of the `uncosted`.
drop function public.agent_figures;
create or replace function public.agent_figures(since timestamptz, until timestamptz,
  agent uuid default null)
returns table (day date, agent_id uuid, calls bigint, contained bigint, handed_over bigint,
  messages bigint, caller_left bigint, failed bigint, taken_over bigint, booked bigint,
  asked_again bigint, false_booked bigint, talk_seconds bigint, p50 integer, p95 integer,
  cost numeric, uncosted bigint, rated bigint, rating numeric)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  with talks as (
    select f.*, (f.started_at at time zone (select t.time_zone from public.tenants t
        where t.id = (select private.tenant_id())))::date as day
    from public.voice_agent_figures f
    where f.tenant_id = (select private.tenant_id())
      and f.started_at >= since and f.started_at < until
      and (agent is null or f.agent_id = agent)
  ), counted as (
    select k.day, k.agent_id, count(*) as calls,
      count(*) filter (where k.outcome = 'contained') as contained,
      count(*) filter (where k.outcome = 'handed_over') as handed_over,
      count(*) filter (where k.outcome = 'message') as messages,
      count(*) filter (where k.outcome = 'caller_left') as caller_left,
      count(*) filter (where k.outcome = 'failed') as failed,
      count(*) filter (where k.outcome = 'taken_over') as taken_over,
      sum(k.booked) as booked, sum(k.asked_again) as asked_again,
      count(*) filter (where k.false_booked) as false_booked, sum(k.talk_seconds) as talk_seconds,
      sum(k.cost) as cost, count(*) filter (where k.cost is null) as uncosted,
      count(k.rating) as rated, round(avg(k.rating), 1) as rating
    from talks k group by grouping sets ((k.day), (k.agent_id), ()) having count(*) > 0
  ), waited as (
    select k.day, k.agent_id,
      percentile_cont(array[0.5, 0.95]) within group (order by ms) as percentiles
    from talks k cross join unnest(k.latencies) as ms
    group by grouping sets ((k.day), (k.agent_id), ())
  )
  select c.day, c.agent_id, c.calls, c.contained, c.handed_over, c.messages, c.caller_left,
    c.failed, c.taken_over, coalesce(c.booked, 0), coalesce(c.asked_again, 0), c.false_booked,
    coalesce(c.talk_seconds, 0), w.percentiles[1]::integer, w.percentiles[2]::integer,
    coalesce(c.cost, 0), c.uncosted, c.rated, c.rating
  from counted c
  left join waited w on w.day is not distinct from c.day
    and w.agent_id is not distinct from c.agent_id
  order by c.day desc nulls first, c.calls desc
$$;

revoke all on function public.agent_figures from public, anon, service_role;
grant execute on function public.agent_figures to authenticated;

comment on column public.tenants.agent_talks_at_once is 'How many callers may talk with the company''s voice agents at one time.';

comment on column public.voice_agent_figures.cost is 'US dollars, by the prices of its day (realtime_prices); null where they are not known.';

comment on column public.voice_agent_figures.rating is 'Of the caller, 1 to 5; null for none.';

comment on column public.voice_agent_sessions.rating is 'The key that the caller pressed when they were asked how it was: 5 is best.';

grant update (agent_talks_at_once) on table public.tenants to authenticated;

reset check_function_bodies;
