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
