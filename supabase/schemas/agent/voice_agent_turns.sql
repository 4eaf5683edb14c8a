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
