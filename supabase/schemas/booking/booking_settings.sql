create table public.booking_settings (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  language text not null default 'en' check (language in ('en', 'ro')),
  slot_minutes integer not null default 15 check (slot_minutes in (5, 10, 15, 20, 30, 60)),
  notice_minutes integer not null default 60 check (notice_minutes between 0 and 20160),
  ahead_days integer not null default 60 check (ahead_days between 1 and 365),
  reminder_hours integer check (reminder_hours between 1 and 168),
  updated_at timestamptz not null default now()
);
comment on table public.booking_settings is
  'How a tenant takes bookings; without a row as the defaults say (private.booking_settings).';
comment on column public.booking_settings.language is
  'Of confirmations and reminders of what the desk books; a call''s are in its language.';
comment on column public.booking_settings.slot_minutes is 'Times are offered this far apart.';
comment on column public.booking_settings.notice_minutes is
  'How soon callers may come; people of the company book at any time.';
comment on column public.booking_settings.ahead_days is 'How far ahead callers may book.';
comment on column public.booking_settings.reminder_hours is
  'How long before it customers are reminded by text; null: never.';

alter table public.booking_settings enable row level security;
revoke all on public.booking_settings from anon, authenticated, service_role;
grant select on public.booking_settings to authenticated;
grant insert (tenant_id, language, slot_minutes, notice_minutes, ahead_days, reminder_hours)
  on public.booking_settings to authenticated;
grant update (language, slot_minutes, notice_minutes, ahead_days, reminder_hours, updated_at)
  on public.booking_settings to authenticated;

create policy "members read how their tenant takes bookings" on public.booking_settings
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add how bookings are taken" on public.booking_settings
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change how bookings are taken" on public.booking_settings
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or update on public.booking_settings
  for each row execute function private.audit_row('booking_settings', '');
