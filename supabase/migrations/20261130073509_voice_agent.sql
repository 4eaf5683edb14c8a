-- Voice agents: what they are told, their talks, and the processes that serve them.

create table public.voice_agents (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 60),
  draft jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (tenant_id, id)
);
comment on table public.voice_agents is
  'Programs that talk with callers, as they are being edited (lib/agent/settings/schema.ts). Calls '
  'are answered by the newest of an agent''s versions.';
comment on column public.voice_agents.removed_at is
  'Since when it is deleted: it takes no more calls, and routes go on where it would have been. '
  'The row and its versions stay for the calls that it had.';

alter table public.voice_agents enable row level security;
revoke all on public.voice_agents from anon, authenticated, service_role;
grant select on public.voice_agents to authenticated;
grant insert (tenant_id, name, draft) on public.voice_agents to authenticated;
grant update (name, draft, updated_at) on public.voice_agents to authenticated;

create policy "members read their tenant's voice agents" on public.voice_agents
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add voice agents" on public.voice_agents
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change voice agents" on public.voice_agents
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin'
    and removed_at is null)
  with check (tenant_id = (select private.tenant_id()));

create trigger clean_text before insert or update of name on public.voice_agents
  for each row execute function private.clean_text('name:name');
create trigger audit after insert or update on public.voice_agents
  for each row execute function private.audit_row('voice_agent', 'draft,updated_at');

create table public.voice_agent_versions (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  agent_id uuid not null,
  body jsonb not null,
  published_at timestamptz not null default now(),
  published_by uuid default auth.uid(),
  primary key (tenant_id, id),
  foreign key (tenant_id, agent_id) references public.voice_agents (tenant_id, id)
    on delete cascade,
  foreign key (tenant_id, published_by) references public.profiles (tenant_id, user_id)
);
comment on table public.voice_agent_versions is
  'What was published of a voice agent: never changed, because its calls show what it was told. '
  'The newest answers new calls.';

create index voice_agent_versions_newest on public.voice_agent_versions
  (tenant_id, agent_id, published_at desc, id desc);
create index voice_agent_versions_by_person on public.voice_agent_versions
  (tenant_id, published_by);

alter table public.voice_agent_versions enable row level security;
revoke all on public.voice_agent_versions from anon, authenticated, service_role;
grant select on public.voice_agent_versions to authenticated;
grant insert (tenant_id, agent_id, body) on public.voice_agent_versions to authenticated;

create policy "members read their tenant's published voice agents" on public.voice_agent_versions
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins publish voice agents" on public.voice_agent_versions
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert on public.voice_agent_versions
  for each row execute function private.audit_row('voice_agent_version', 'body');

create table public.voice_agent_sessions (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  call_id uuid not null,
  call_sid text not null,
  place text not null,
  agent_id uuid not null,
  version_id uuid not null,
  worker_id uuid not null,
  status text not null default 'connecting' check (status in ('connecting', 'talking', 'ended')),
  outcome text check (outcome in
    ('contained', 'handed_over', 'message', 'caller_left', 'failed', 'taken_over')),
  reason text check (char_length(reason) <= 500),
  summary text check (char_length(summary) <= 1000),
  message text check (char_length(message) <= 2000),
  language text,
  model text,
  interruptions integer not null default 0,
  silences integer not null default 0,
  reconnects integer not null default 0,
  usage jsonb not null default '{}',
  asked text check (asked in ('take_over', 'end')),
  asked_by uuid,
  started_at timestamptz not null,
  talking_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, call_sid, place),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade,
  foreign key (tenant_id, version_id) references public.voice_agent_versions (tenant_id, id),
  foreign key (tenant_id, agent_id) references public.voice_agents (tenant_id, id),
  check ((status = 'ended') = (ended_at is not null)),
  check (outcome is null or status = 'ended')
);
comment on table public.voice_agent_sessions is
  'One talk of a voice agent with a caller: one media stream. Written by the agent''s process.';
comment on column public.voice_agent_sessions.place is
  'Where the call was in its route. A stream''s token serves once: there is one session a place.';
comment on column public.voice_agent_sessions.outcome is
  'contained: the caller had what they wanted. handed_over: they are to talk with a person. '
  'message: they left one. failed: the agent could not go on, and the route did. taken_over: '
  'somebody of the company took the caller.';
comment on column public.voice_agent_sessions.reason is 'Why it ended so, in a few words.';
comment on column public.voice_agent_sessions.summary is
  'A sentence about the talk, for whoever takes the caller over.';
comment on column public.voice_agent_sessions.message is
  'What the caller left for the company. It is a task too.';
comment on column public.voice_agent_sessions.usage is
  'What the provider reports as used: tokens by kind.';
comment on column public.voice_agent_sessions.asked is
  'What somebody of the company asks of a live session; its process does it within two seconds.';

create index voice_agent_sessions_by_call on public.voice_agent_sessions (tenant_id, call_id);
create index voice_agent_sessions_by_version on public.voice_agent_sessions
  (tenant_id, version_id);
create index voice_agent_sessions_by_agent on public.voice_agent_sessions
  (tenant_id, agent_id, started_at);
create index voice_agent_sessions_newest on public.voice_agent_sessions
  (tenant_id, started_at desc, id desc);
create index voice_agent_sessions_live on public.voice_agent_sessions (worker_id)
  where status <> 'ended';

alter table public.voice_agent_sessions enable row level security;
revoke all on public.voice_agent_sessions from anon, authenticated, service_role;
grant select on public.voice_agent_sessions to authenticated;
create policy "managers and admins read agents' talks, reps those of their own calls"
  on public.voice_agent_sessions
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (
    (select private.role()) in ('manager', 'admin')
    or (select c.user_id = (select auth.uid()) from public.calls c
        where c.tenant_id = voice_agent_sessions.tenant_id
          and c.id = voice_agent_sessions.call_id)));

create trigger broadcast after insert or update of status, outcome, asked, silences, interruptions
  on public.voice_agent_sessions
  for each row execute function private.broadcast_change('voice_agent_sessions', 'call_id');

create table public.voice_agent_turns (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  session_id uuid not null,
  call_id uuid not null,
  number integer not null,
  who text not null check (who in ('caller', 'agent')),
  said text not null check (char_length(said) <= 10000),
  heard text check (char_length(heard) <= 10000),
  interrupted boolean not null default false,
  started_at timestamptz not null,
  silence_ms integer,
  model_ms integer,
  bridge_ms integer,
  playback_ms integer,
  tools_ms integer,
  clear_ms integer,
  primary key (tenant_id, session_id, number),
  foreign key (tenant_id, session_id)
    references public.voice_agent_sessions (tenant_id, id) on delete cascade
);
comment on table public.voice_agent_turns is 'What was said in a talk of a voice agent, in order.';
comment on column public.voice_agent_turns.heard is
  'Of the agent: what the caller heard of it, cut where they interrupted. Null while it is not '
  'known.';
comment on column public.voice_agent_turns.silence_ms is
  'Of an agent''s turn: from the end of the caller''s voice until the provider said so.';
comment on column public.voice_agent_turns.model_ms is
  'From there to the first audio of the provider, tools included.';
comment on column public.voice_agent_turns.bridge_ms is
  'From there to the first audio that was sent to Twilio.';
comment on column public.voice_agent_turns.playback_ms is
  'From there until Twilio played it: its first mark.';
comment on column public.voice_agent_turns.tools_ms is 'How long tools ran before it.';
comment on column public.voice_agent_turns.clear_ms is
  'Of an interrupted turn: from the caller''s voice until Twilio was told to stop playing.';

create index voice_agent_turns_by_call on public.voice_agent_turns (tenant_id, call_id);

alter table public.voice_agent_turns enable row level security;
revoke all on public.voice_agent_turns from anon, authenticated, service_role;
grant select on public.voice_agent_turns to authenticated;
create policy "people read the turns of the agents' talks that they may read"
  on public.voice_agent_turns
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select true from public.voice_agent_sessions s
         where s.tenant_id = voice_agent_turns.tenant_id
           and s.id = voice_agent_turns.session_id));

create trigger broadcast after insert or update on public.voice_agent_turns
  for each row execute function
    private.broadcast_change('voice_agent_turns', 'session_id', 'call_id');

create table public.voice_agent_tool_calls (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  session_id uuid not null,
  call_id uuid not null,
  number integer not null,
  turn integer not null,
  tool_call_id text not null,
  tool text not null check (char_length(tool) <= 100),
  arguments jsonb not null,
  result jsonb,
  state text not null check (state in ('running', 'done', 'failed')),
  started_at timestamptz not null,
  took_ms integer,
  primary key (tenant_id, session_id, number),
  unique (tenant_id, session_id, tool_call_id),
  foreign key (tenant_id, session_id)
    references public.voice_agent_sessions (tenant_id, id) on delete cascade
);
comment on table public.voice_agent_tool_calls is
  'What a voice agent did while it talked: each tool, with what it was asked and what it answered.';
comment on column public.voice_agent_tool_calls.turn is
  'The number of the last turn before it.';
comment on column public.voice_agent_tool_calls.tool_call_id is
  'The provider''s name of the call: what a tool does, it does once for it.';

create index voice_agent_tool_calls_by_call on public.voice_agent_tool_calls
  (tenant_id, call_id);

alter table public.voice_agent_tool_calls enable row level security;
revoke all on public.voice_agent_tool_calls from anon, authenticated, service_role;
grant select on public.voice_agent_tool_calls to authenticated;
create policy "people read the tool calls of the agents' talks that they may read"
  on public.voice_agent_tool_calls
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select true from public.voice_agent_sessions s
         where s.tenant_id = voice_agent_tool_calls.tenant_id
           and s.id = voice_agent_tool_calls.session_id));

create trigger broadcast after insert or update on public.voice_agent_tool_calls
  for each row execute function
    private.broadcast_change('voice_agent_tool_calls', 'session_id', 'call_id');

create table public.realtime_settings (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  base_url text not null check (char_length(base_url) between 1 and 300),
  model text not null check (char_length(model) between 1 and 100),
  transcription_model text not null check (char_length(transcription_model) between 1 and 100),
  audio_format text not null default 'audio/pcmu' check (audio_format in
    ('audio/pcmu', 'audio/pcm')),
  api_key_ciphertext text not null,
  api_key_last_four text not null check (char_length(api_key_last_four) <= 4),
  updated_at timestamptz not null default now()
);
comment on table public.realtime_settings is
  'The model that a tenant''s voice agents talk with: an endpoint that speaks OpenAI''s realtime '
  'protocol, and the tenant''s own key, as AES-256-GCM ciphertext that admins may write and nobody '
  'may read.';
comment on column public.realtime_settings.base_url is 'What comes before /realtime?model=….';
comment on column public.realtime_settings.audio_format is
  'audio/pcmu is what telephones speak; audio/pcm (24 kHz) for providers that do not.';

create index realtime_settings_by_key on public.realtime_settings
  ((api_key_ciphertext collate "C"));

alter table public.realtime_settings enable row level security;
revoke all on public.realtime_settings from anon, authenticated, service_role;
grant select (tenant_id, base_url, model, transcription_model, audio_format, api_key_last_four,
  updated_at) on public.realtime_settings to authenticated;

create policy "admins read how their tenant's voice agents talk" on public.realtime_settings
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert or update or delete on public.realtime_settings
  for each row
  execute function private.audit_row('realtime', 'api_key_ciphertext,updated_at');

create table private.agent_workers (
  id uuid primary key,
  url text not null,
  capacity integer not null check (capacity >= 0),
  active integer not null,
  is_draining boolean not null,
  seen_at timestamptz not null
);
comment on table private.agent_workers is
  'The processes that serve media streams (npm run agent), by their heartbeat: calls are sent only '
  'to one that was seen within 10 seconds and has room.';
comment on column private.agent_workers.active is
  'Its calls at the last heartbeat, and those that were sent to it since.';
alter table private.agent_workers enable row level security;

-- What the agent of a talk may tell about the company (`knowledge` of its settings); null for a
-- talk that is not the tenant's.
create or replace function machine.agent_knowledge(tenant uuid, target uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select v.body -> 'knowledge' from public.voice_agent_sessions s
    join public.voice_agent_versions v on v.tenant_id = s.tenant_id and v.id = s.version_id
    where s.tenant_id = tenant and s.id = target $$;
revoke all on function machine.agent_knowledge from public;
grant execute on function machine.agent_knowledge to ringbook_machine;

-- A manager or an admin takes a caller over from a voice agent (`take_over`), or ends the talk
-- (`end`): 'asked', 'already_asked', 'over', or 'forbidden'.
create or replace function machine.ask_agent(tenant uuid, person uuid, target uuid, want text)
returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  s public.voice_agent_sessions;
begin
  if not exists (select from public.profiles p where p.tenant_id = tenant and p.user_id = person
      and p.removed_at is null and p.role in ('manager', 'admin')) then
    return 'forbidden';
  end if;
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

-- The heartbeat of a process that serves media streams: { id, url, capacity, active, is_draining }.
-- Gives what people ask of its live talks. Those of processes that died are over. Times are the
-- database's: the clocks of processes differ.
create or replace function machine.beat_agent_worker(w jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into private.agent_workers as o (id, url, capacity, active, is_draining, seen_at)
    values ((w ->> 'id')::uuid, w ->> 'url', (w ->> 'capacity')::integer,
      (w ->> 'active')::integer, (w ->> 'is_draining')::boolean, now())
  on conflict (id) do update set url = excluded.url, capacity = excluded.capacity,
    active = excluded.active, is_draining = excluded.is_draining, seen_at = excluded.seen_at;
  -- A URL is one process's: another of the same URL has been restarted as this one.
  delete from private.agent_workers o where o.seen_at < now() - interval '1 hour'
    or (o.url = w ->> 'url' and o.id <> (w ->> 'id')::uuid);
  update public.voice_agent_sessions s set status = 'ended', ended_at = now(), outcome = 'failed',
      reason = 'the agent''s process stopped'
    where s.status <> 'ended' and s.started_at < now() - interval '1 minute'
      and not exists (select from private.agent_workers o
        where o.id = s.worker_id and o.seen_at > now() - interval '1 minute');
  return (select coalesce(jsonb_agg(jsonb_build_object('session_id', s.id, 'asked', s.asked)), '[]')
    from public.voice_agent_sessions s
    where s.worker_id = (w ->> 'id')::uuid and s.status <> 'ended' and s.asked is not null);
end
$$;
revoke all on function machine.beat_agent_worker from public;
grant execute on function machine.beat_agent_worker to ringbook_machine;

-- The talk of a voice agent begins: { call_id, call_sid, place, version_id, worker_id }. Gives all
-- that it needs; null where it began before (a token that is used again), or is not the tenant's.
create or replace function machine.begin_agent_session(tenant uuid, s jsonb, at timestamptz)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  began public.voice_agent_sessions;
begin
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

-- An admin's own tenant's provider, with its encrypted key; null when there is none.
create or replace function machine.realtime_key(tenant uuid, person uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('base_url', s.base_url, 'model', s.model,
      'transcription_model', s.transcription_model, 'audio_format', s.audio_format,
      'api_key_ciphertext', s.api_key_ciphertext)
    from public.realtime_settings s
    join public.profiles p on p.tenant_id = s.tenant_id and p.user_id = person
      and p.removed_at is null and p.role = 'admin'
    where s.tenant_id = tenant $$;
revoke all on function machine.realtime_key from public;
grant execute on function machine.realtime_key to ringbook_machine;

-- An admin saves the model that the tenant's voice agents talk with, or removes it (`saved` null).
create or replace function machine.save_realtime(tenant uuid, person uuid, saved jsonb,
  at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.profiles where tenant_id = tenant and user_id = person
      and removed_at is null and role = 'admin') then
    return 'not_admin';
  end if;
  perform private.act_as(person);
  if saved is null then
    delete from public.realtime_settings where tenant_id = tenant;
    return 'saved';
  end if;
  insert into public.realtime_settings as s (tenant_id, base_url, model, transcription_model,
      audio_format, api_key_ciphertext, api_key_last_four, updated_at)
    values (tenant, saved ->> 'base_url', saved ->> 'model', saved ->> 'transcription_model',
      saved ->> 'audio_format', saved ->> 'api_key_ciphertext', saved ->> 'api_key_last_four', at)
  on conflict (tenant_id) do update set base_url = excluded.base_url, model = excluded.model,
    transcription_model = excluded.transcription_model, audio_format = excluded.audio_format,
    api_key_ciphertext = excluded.api_key_ciphertext,
    api_key_last_four = excluded.api_key_last_four, updated_at = at;
  return 'saved';
end
$$;
revoke all on function machine.save_realtime from public;
grant execute on function machine.save_realtime to ringbook_machine;

-- A caller leaves a message with a voice agent: it is a task of whose contact they are, else of the
-- admin who joined first. The same again is one. False where the talk is over.
create or replace function machine.take_agent_message(tenant uuid, target uuid, said text,
  at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  s public.voice_agent_sessions;
  x public.contacts;
  owner uuid;
begin
  select * into s from public.voice_agent_sessions o
    where o.tenant_id = tenant and o.id = target for update;
  if s.id is null or s.status = 'ended' then return false; end if;
  if s.message = said then return true; end if;
  update public.voice_agent_sessions o set message = said
    where o.tenant_id = tenant and o.id = target;
  select k.* into x from public.calls c join public.contacts k
    on k.tenant_id = tenant and k.id = c.contact_id
    where c.tenant_id = tenant and c.id = s.call_id;
  owner := (select p.user_id from public.profiles p
    where p.tenant_id = tenant and p.removed_at is null
      and (p.user_id = x.owner_id or p.role = 'admin')
    order by (p.user_id = x.owner_id) is true desc, p.created_at, p.user_id limit 1);
  if owner is null then return true; end if;
  insert into public.tasks (tenant_id, title, due_at, owner_id, contact_id, call_id, created_by)
    values (tenant, left('Message for us: ' || said, 200), at, owner, x.id, s.call_id, owner);
  return true;
end
$$;
revoke all on function machine.take_agent_message from public;
grant execute on function machine.take_agent_message to ringbook_machine;

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
      talking_at = coalesce(s.talking_at, (f ->> 'talking_at')::timestamptz),
      ended_at = coalesce(s.ended_at, (f ->> 'ended_at')::timestamptz)
    where s.tenant_id = tenant and s.id = target;
end
$$;
revoke all on function machine.write_agent_session from public;
grant execute on function machine.write_agent_session to ringbook_machine;

-- How the agent's talk ended that a call comes from (`routing.talked`: the place in its route), for
-- the next decision; null for any other event. Its stream is over, whether or not its process has
-- said so.
create or replace function private.agent_end(tenant uuid, e jsonb) returns jsonb
language sql set search_path = pg_catalog, pg_temp as $$
  update public.voice_agent_sessions s set status = 'ended',
      ended_at = coalesce(s.ended_at, (e ->> 'occurred_at')::timestamptz),
      outcome = coalesce(s.outcome, case s.asked when 'take_over' then 'taken_over' else 'failed'
        end),
      reason = coalesce(s.reason, 'the stream ended')
    where s.tenant_id = tenant and s.call_id = (e ->> 'call_id')::uuid
      and s.call_sid = e ->> 'call_sid' and s.place = e #>> '{routing,talked}'
    returning jsonb_build_object('outcome', s.outcome, 'reason', s.reason,
      'summary', s.summary, 'taken_by', case s.asked when 'take_over' then s.asked_by end) $$;
revoke all on function private.agent_end from public;

-- What a route's next decision depends on where it leads to voice agents: of each by its id, what
-- answers (`version`), where (`url`: a place with a process is taken), or why it cannot (`state`).
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
  return jsonb_build_object('agents', agents, 'agent_end', private.agent_end(tenant, e));
end
$$;
revoke all on function private.agent_facts from public;

-- How many seconds an agent may still talk on this day of the tenant's time zone, when it may talk
-- for so many minutes a day.
create or replace function private.agent_seconds_left(tenant uuid, agent uuid,
  minutes_per_day integer) returns integer
language sql stable set search_path = pg_catalog, pg_temp as $$
  select minutes_per_day * 60 - coalesce(sum(
      extract(epoch from coalesce(s.ended_at, now()) - s.started_at)), 0)::integer
    from public.voice_agent_sessions s
    where s.tenant_id = tenant and s.agent_id = agent and s.started_at >= (
      select date_trunc('day', now(), t.time_zone) from public.tenants t where t.id = tenant) $$;
revoke all on function private.agent_seconds_left from public;

-- What a caller told a voice agent, in a sentence, for the person who is about to have them; empty
-- where nothing is known. Stored with the event; the same event again gets what was stored.
create or replace function private.agent_summary(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  key text := e ->> 'dedupe_key';
  facts jsonb := (select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key);
begin
  if facts is null then
    facts := jsonb_build_object('summary', coalesce((
      select left(coalesce(s.summary, s.reason), 300) from public.voice_agent_sessions s
        where s.tenant_id = tenant and s.call_id = (e ->> 'call_id')::uuid
        order by s.started_at desc limit 1), ''));
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts;
end
$$;
revoke all on function private.agent_summary from public;

-- A place for one more call with a process that serves media streams: its URL; null where none was
-- seen within 10 seconds or none has room. The next heartbeat counts what really came.
create or replace function private.claim_agent_worker() returns text
language sql set search_path = pg_catalog, pg_temp as $$
  update private.agent_workers w set active = w.active + 1
    where w.id = (select o.id from private.agent_workers o
      where o.seen_at > now() - interval '10 seconds' and not o.is_draining
        and o.active < o.capacity
      order by o.active::real / o.capacity, o.id limit 1 for update)
    returning w.url $$;
revoke all on function private.claim_agent_worker from public;

-- What a route's next decision depends on besides the call (lib/routing/turn.ts), after claiming
-- whom it is about to ring. Stored with the event, without phones; the same event again gets what
-- was stored. `phones` are those of the people who may be rung, `in_browser` who may be there.
create or replace function private.route_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  key text := e ->> 'dedupe_key';
  people jsonb;
  phones jsonb;
  in_browser jsonb;
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
  select coalesce(jsonb_agg(jsonb_build_object('user_id', r.user_id, 'name', r.name,
      'availability', r.availability, 'has_phone', r.phone is not null,
      'rung_at', floor(extract(epoch from r.rung_at) * 1000),
      'talked_at', floor(extract(epoch from r.talked_at) * 1000))), '[]'),
      coalesce(jsonb_object_agg(r.user_id, r.phone) filter (where r.phone is not null), '{}'),
      coalesce(jsonb_agg(r.user_id) filter (where r.in_browser), '[]')
    into people, phones, in_browser
    from private.routed_people(tenant, call,
      array(select jsonb_array_elements_text(e #> '{routing,callers}'))) r;
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
      'queue', claimed -> 'queue', 'people', people, 'in_browser', in_browser)
      || private.agent_facts(tenant, e);
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts || jsonb_build_object('phones', phones);
end
$$;
revoke all on function private.route_facts from public;

-- Every column that keeps a secret, for the rotation of keys. A ciphertext begins with its key's id
-- (lib/core/crypto.ts), so an index in the order of bytes finds those of other keys, and goes on
-- after any one of them.
create or replace function private.secret_columns() returns table
  (place text, relation regclass, field name)
language sql stable set search_path = pg_catalog, pg_temp as $$
  values ('browser_calls.api_key_secret', 'public.browser_calls'::regclass,
    'api_key_secret_ciphertext'::name),
    ('realtime_settings.api_key', 'public.realtime_settings'::regclass,
    'api_key_ciphertext'::name),
    ('twilio_accounts.auth_token', 'public.twilio_accounts'::regclass,
    'auth_token_ciphertext'::name),
    ('transcription_settings.api_key', 'public.transcription_settings'::regclass,
    'api_key_ciphertext'::name)
$$;

revoke all on function private.secret_columns from public;

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
    else private.route_facts(tenant, e) end);
end
$$;
revoke all on function machine.take_event from public;
grant execute on function machine.take_event to ringbook_machine;

-- Verdict for a call without talk that still has a result, or is about to have one: a message was
-- left, a callback promised, the system served the caller, or the caller is blocked. Empty
-- otherwise.
create or replace function private.judge_served(
  legs public.call_legs[], spans public.call_spans[], steps public.call_steps[],
  recordings public.recordings[]) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  caller public.call_legs;
  seen record;
begin
  select l.* into caller from unnest(legs) l where l.side = 'customer'
    order by l.first_seen_at, l.call_sid limit 1;
  select
    exists (select from unnest(recordings) r where r.purpose = 'voicemail'
      and r.status in ('completed', 'deleted') and r.duration_seconds >= 2) as has_voicemail,
    exists (select from unnest(steps) s where s.kind = 'callback') as has_callback,
    exists (select from unnest(steps) s where s.kind = 'blocked') as is_blocked,
    (select max(s.space) from unnest(spans) s where upper_inf(s.during)
      and s.space in ('queue', 'voicemail', 'stream')) as space,
    least((select min(s.happened_at) from unnest(steps) s where s.serves),
      -- An agent that passed the caller on has not served them; one after it may.
      (select min(lower(s.during)) from unnest(spans) s where s.space = 'stream'
        and not exists (select from unnest(steps) f where f.kind = 'agent_failed'
          and f.happened_at >= lower(s.during)))) as served_at,
    -- After it was served, the caller was to reach a person.
    greatest((select max(l.first_seen_at) from unnest(legs) l where l.side = 'company'),
      (select max(lower(s.during)) from unnest(spans) s where s.space = 'queue'))
    >= greatest((select max(s.happened_at) from unnest(steps) s where s.serves),
      (select max(lower(s.during)) from unnest(spans) s where s.space = 'stream')) as was_passed_on
    into seen;
  if caller.status < 'completed' then
    if seen.space is null and seen.served_at is null then return null; end if;
    v.status := case when seen.space = 'voicemail' or seen.served_at is not null
      then 'in-progress' else 'ringing' end;
    v.stage := case seen.space when 'queue' then 'waiting' when 'voicemail' then 'voicemail'
      else 'system' end;
    return v;
  end if;
  v.duration_seconds := 0;
  v.ended_at := caller.ended_at;
  if seen.is_blocked then
    -- Nobody was to be rung: not missed, also where they left a message.
    v.status := 'no-answer'; v.outcome := 'canceled'; v.outcome_reason := 'caller_blocked';
  elsif seen.has_voicemail then
    v.status := 'no-answer'; v.outcome := 'voicemail'; v.outcome_reason := 'voicemail_left';
  elsif seen.has_callback then
    v.status := 'no-answer'; v.outcome := 'callback'; v.outcome_reason := 'callback_requested';
  elsif seen.served_at is not null and seen.was_passed_on is not true then
    v.status := 'completed'; v.outcome := 'handled'; v.outcome_reason := 'handled_by_system';
    v.answered_at := coalesce(caller.answered_at, seen.served_at);
    v.duration_seconds := coalesce(caller.duration_seconds,
      round(extract(epoch from caller.ended_at - v.answered_at))::integer);
  else
    return null;
  end if;
  return v;
end
$$;
revoke all on function private.judge_served from public;
