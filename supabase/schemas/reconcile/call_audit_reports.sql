-- What an admin's comparison of some days with Twilio found. Written by the machine alone: a report
-- is evidence too.
create table public.call_audit_reports (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  asked_by uuid not null,
  asked_at timestamptz not null,
  from_day date not null,
  to_day date not null,
  counts jsonb not null,
  findings jsonb not null,
  foreign key (tenant_id, asked_by) references public.profiles (tenant_id, user_id)
);
comment on table public.call_audit_reports is
  'Comparisons of a tenant''s calls with Twilio''s list that admins asked for.';
comment on column public.call_audit_reports.from_day is
  'The first day, of the tenant''s calendar; to_day is the last.';
comment on column public.call_audit_reports.counts is
  'How many were compared; lib/reconcile/schema.ts has the shape.';
comment on column public.call_audit_reports.findings is
  'Where the two differ, and whether it was put right at once.';

create index call_audit_reports_page on public.call_audit_reports
  (tenant_id, asked_at desc, id desc);
create index call_audit_reports_by_person on public.call_audit_reports (tenant_id, asked_by);

alter table public.call_audit_reports enable row level security;
revoke all on public.call_audit_reports from anon, authenticated, service_role;
grant select on public.call_audit_reports to authenticated;

create policy "admins read their tenant's comparisons" on public.call_audit_reports
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
