create table public.leg_quality (
  call_sid text not null,
  tenant_id uuid not null,
  user_id uuid not null,
  started_at timestamptz not null default now(),
  stretches integer not null default 0,
  seconds integer not null default 0,
  mos real,
  rtt_ms real,
  jitter_ms real,
  lost_percent real,
  worst_at timestamptz,
  worst_seconds integer,
  worst_mos real,
  worst_rtt_ms real,
  worst_jitter_ms real,
  worst_lost_percent real,
  warnings text[] not null default '{}',
  page_closed boolean not null default false,
  primary key (call_sid, tenant_id),
  foreign key (call_sid, tenant_id) references public.call_legs (call_sid, tenant_id)
    on delete cascade
);
comment on table public.leg_quality is
  'How a leg sounded in its person''s browser, as that browser measured it: no evidence of the '
  'record, and no sound. Reported every half minute in stretches of ten seconds.';
comment on column public.leg_quality.stretches is
  'How many were counted: one that is sent again counts once (machine.note_quality).';
comment on column public.leg_quality.mos is
  'Mean opinion score, 1 to about 4.4: how people would rate the sound. As its neighbours, an '
  'average over `seconds`.';
comment on column public.leg_quality.worst_at is
  'When the stretch with the lowest score began; its neighbours are of that stretch.';
comment on column public.leg_quality.warnings is 'Names of the Voice SDK''s warnings, each once.';
comment on column public.leg_quality.page_closed is
  'The leg ended because its page was closed or reloaded.';

alter table public.leg_quality enable row level security;
revoke all on public.leg_quality from anon, authenticated, service_role;
grant select on public.leg_quality to authenticated;

create policy "managers and admins see how calls sounded, reps how their own did"
  on public.leg_quality for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and ((select private.role()) in ('manager', 'admin') or user_id = (select auth.uid())));
