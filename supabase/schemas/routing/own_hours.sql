create table public.own_hours (
  tenant_id uuid not null,
  user_id uuid not null,
  time_zone text not null check (char_length(time_zone) between 1 and 64),
  week jsonb not null check (private.is_week(week)),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.own_hours is
  'When a person''s phone may be rung by a route, if not always: private.is_within_week.';
comment on column public.own_hours.week is
  'Spans by weekday, as `week` of lib/routing/hours-schema.ts.';

alter table public.own_hours enable row level security;
revoke all on public.own_hours from anon, authenticated, service_role;
grant select, delete on public.own_hours to authenticated;
grant insert (tenant_id, user_id, time_zone, week) on public.own_hours to authenticated;
grant update (time_zone, week, updated_at) on public.own_hours to authenticated;

create policy "members see each other's hours" on public.own_hours
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "people set their own hours" on public.own_hours
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people change their own hours" on public.own_hours
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()))
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people remove their own hours" on public.own_hours
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));

create trigger known_time_zone before insert or update of time_zone on public.own_hours
  for each row execute function private.known_time_zone();
