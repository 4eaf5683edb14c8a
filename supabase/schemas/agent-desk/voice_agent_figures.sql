create table public.voice_agent_figures (
  tenant_id uuid not null,
  session_id uuid not null,
  call_id uuid not null,
  agent_id uuid not null,
  started_at timestamptz not null,
  outcome text not null,
  talk_seconds integer not null,
  turns integer not null,
  asked_again integer not null,
  booked integer not null,
  false_booked boolean not null,
  latencies integer[] not null,
  cost numeric(12, 6),
  rating smallint,
  primary key (tenant_id, session_id),
  foreign key (tenant_id, session_id)
    references public.voice_agent_sessions (tenant_id, id) on delete cascade
);
comment on table public.voice_agent_figures is
  'What came of each talk of a voice agent that has ended: private.count_agent_talk.';
comment on column public.voice_agent_figures.asked_again is
  'How often the agent asked the caller to say something again.';
comment on column public.voice_agent_figures.booked is 'Appointments that were made in its call.';
comment on column public.voice_agent_figures.false_booked is
  'It said that something is booked, and nothing is: somebody has to call back.';
comment on column public.voice_agent_figures.latencies is
  'Of each answer, the milliseconds from the end of the caller''s turn to the first audio that was '
  'sent to them.';
comment on column public.voice_agent_figures.cost is
  'US dollars, by the prices of its day (realtime_prices); null where they are not known.';
comment on column public.voice_agent_figures.rating is 'Of the caller, 1 to 5; null for none.';

create index voice_agent_figures_newest on public.voice_agent_figures
  (tenant_id, started_at desc, session_id desc);

-- Those that go on: a few of many. The monitor reads them.
create index voice_agent_sessions_going on public.voice_agent_sessions (tenant_id, started_at)
  where status <> 'ended';

alter table public.voice_agent_figures enable row level security;
revoke all on public.voice_agent_figures from anon, authenticated, service_role;
grant select on public.voice_agent_figures to authenticated;
create policy "managers and admins read what came of agents' talks" on public.voice_agent_figures
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin'));

create trigger count_agent_talk after update on public.voice_agent_sessions
  for each row when (new.status = 'ended') execute function private.count_agent_talk();
