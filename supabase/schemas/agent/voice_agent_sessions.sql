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
  rating smallint check (rating between 1 and 5),
  asked text check (asked in ('take_over', 'end')),
  asked_by uuid,
  started_at timestamptz not null,
  talking_at timestamptz,
  ended_at timestamptz,
  notice_heard_at timestamptz,
  recording_at timestamptz,
  recording_sid text,
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
comment on column public.voice_agent_sessions.rating is
  'The key that the caller pressed when they were asked how it was: 5 is best.';
comment on column public.voice_agent_sessions.asked is
  'What somebody of the company asks of a live session; its process does it within two seconds.';
comment on column public.voice_agent_sessions.notice_heard_at is
  'When the caller had heard, in the agent''s greeting, that the call may be recorded: they are '
  'not told again. Null: the greeting did not say so, or was not heard to its end.';
comment on column public.voice_agent_sessions.recording_at is
  'When Twilio was asked to record the talk; null: it was not.';
comment on column public.voice_agent_sessions.recording_sid is
  'Twilio''s of that recording, whose words are these turns.';

create index voice_agent_sessions_by_call on public.voice_agent_sessions (tenant_id, call_id);
create index voice_agent_sessions_by_version on public.voice_agent_sessions
  (tenant_id, version_id);
create index voice_agent_sessions_by_agent on public.voice_agent_sessions
  (tenant_id, agent_id, started_at);
create index voice_agent_sessions_live on public.voice_agent_sessions (worker_id)
  where status <> 'ended';

alter table public.voice_agent_sessions enable row level security;
revoke all on public.voice_agent_sessions from anon, authenticated, service_role;
grant select on public.voice_agent_sessions to authenticated;
-- Whoever is rung reads them before they answer, and no more once a colleague has.
create policy "managers read agents' talks, reps those of calls they are on"
  on public.voice_agent_sessions
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (
    (select private.role()) in ('manager', 'admin')
    or call_id = (select private.my_ring())
    or (select (select auth.uid()) = any (array[c.user_id, c.callee_id] || c.also_on)
        from public.calls c
        where c.tenant_id = voice_agent_sessions.tenant_id
          and c.id = voice_agent_sessions.call_id)));

create trigger broadcast after insert or update of status, outcome, asked, silences, interruptions
  on public.voice_agent_sessions
  for each row execute function private.broadcast_change('voice_agent_sessions', 'call_id');
create trigger end_recording after update of status on public.voice_agent_sessions
  for each row when (old.status <> 'ended' and new.status = 'ended'
    and new.recording_at is not null and new.outcome in ('handed_over', 'failed', 'taken_over'))
  execute function private.end_agent_recording();
