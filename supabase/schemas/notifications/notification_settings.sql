create table public.notification_settings (
  tenant_id uuid not null,
  user_id uuid not null,
  browser_off text[] not null default '{}' check (cardinality(browser_off) <= 50),
  mail_off text[] not null default '{}' check (cardinality(mail_off) <= 50),
  mail_at time,
  mailed_on date,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id)
    on delete cascade
);
comment on table public.notification_settings is
  'How a person wants to be notified besides in the page; without a row, as the columns'' defaults '
  'have it.';
comment on column public.notification_settings.browser_off is
  'The kinds (lib/notifications/kinds.ts) that their browsers do not show.';
comment on column public.notification_settings.mail_off is
  'The kinds left out of the daily mail.';
comment on column public.notification_settings.mail_at is
  'When the daily mail is sent, by a clock of the tenant''s zone; null: it is not.';
comment on column public.notification_settings.mailed_on is
  'The day of the last daily mail, in the tenant''s zone. Set before it is sent, so that no day '
  'has two.';

create index notification_settings_mailed on public.notification_settings (tenant_id, user_id)
  where mail_at is not null;

alter table public.notification_settings enable row level security;
revoke all on public.notification_settings from anon, authenticated, service_role;
grant select on public.notification_settings to authenticated;
grant insert (tenant_id, user_id, browser_off, mail_off, mail_at)
  on public.notification_settings to authenticated;
grant update (browser_off, mail_off, mail_at) on public.notification_settings to authenticated;

create policy "people read how they are notified" on public.notification_settings
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people choose how they are notified" on public.notification_settings
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people change how they are notified" on public.notification_settings
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()))
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
