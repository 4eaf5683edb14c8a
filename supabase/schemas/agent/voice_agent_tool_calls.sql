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
