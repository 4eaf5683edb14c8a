create table public.availability (
  tenant_id uuid not null,
  user_id uuid not null,
  state text not null check (state in ('available', 'busy', 'away', 'offline')),
  away_until timestamptz,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.availability is
  'Whether a person takes calls, as they say. Without a row they do. Who is on a call is not here: '
  'private.ring_claims and the calls say it.';
comment on column public.availability.away_until is
  'Until when they are away or busy; null: until they say otherwise.';

alter table public.availability enable row level security;
revoke all on public.availability from anon, authenticated, service_role;
grant select on public.availability to authenticated;
grant insert (tenant_id, user_id, state, away_until) on public.availability to authenticated;
grant update (state, away_until, updated_at) on public.availability to authenticated;

create policy "members see who takes calls" on public.availability
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "people set their own availability, managers anybody's" on public.availability
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id())
    and (user_id = (select auth.uid()) or (select private.role()) in ('manager', 'admin')));
create policy "people change their own availability, managers anybody's" on public.availability
  for update to authenticated
  using (tenant_id = (select private.tenant_id())
    and (user_id = (select auth.uid()) or (select private.role()) in ('manager', 'admin')))
  with check (tenant_id = (select private.tenant_id())
    and (user_id = (select auth.uid()) or (select private.role()) in ('manager', 'admin')));

-- What people say of themselves is no news for the activity log.
create trigger audit after insert or update on public.availability
  for each row when (auth.uid() <> new.user_id)
  execute function private.audit_row('availability', '');
create trigger broadcast after insert or update on public.availability
  for each row execute function private.broadcast_change('availability', 'user_id');
