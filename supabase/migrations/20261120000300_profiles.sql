create table public.profiles (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null references auth.users (id),
  role public.member_role not null,
  name text not null check (char_length(btrim(name)) between 1 and 80),
  email text not null,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (tenant_id, user_id)
);
comment on table public.profiles is
  'A person in a tenant. A removed person''s row stays, so that the calls they made keep their name.';
create unique index profiles_one_active_tenant on public.profiles (user_id) where removed_at is null;

alter table public.profiles enable row level security;
revoke all on public.profiles from anon, authenticated, service_role;

-- Who is asking. Called once per statement: (select private.tenant_id()).
create function private.tenant_id() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select tenant_id from public.profiles where user_id = auth.uid() and removed_at is null
$$;
create function private.role() returns public.member_role
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select role from public.profiles where user_id = auth.uid() and removed_at is null
$$;
create function private.realtime_topic() returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 'tenant:' || t.id || ':' || t.realtime_epoch
  from public.profiles p join public.tenants t on t.id = p.tenant_id
  where p.user_id = auth.uid() and p.removed_at is null
$$;
revoke all on function private.tenant_id(), private.role(), private.realtime_topic() from public;
grant execute on function private.tenant_id(), private.role(), private.realtime_topic() to authenticated;

grant select (tenant_id, user_id, role, name, email, created_at, removed_at) on public.profiles to authenticated;
grant update (name) on public.profiles to authenticated;
create policy "members read their colleagues" on public.profiles
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "people rename themselves" on public.profiles
  for update to authenticated
  using (user_id = (select auth.uid()) and tenant_id = (select private.tenant_id()))
  with check (user_id = (select auth.uid()) and tenant_id = (select private.tenant_id()));

grant select on public.tenants to authenticated;
grant update (name, country_code, time_zone, recording_enabled, recording_notice, keep_recordings_days, call_time_limit_seconds, allowed_countries,
    user_calls_per_hour, user_calls_per_day, tenant_calls_per_hour, tenant_calls_per_day, calls_at_once, spend_per_day)
  on public.tenants to authenticated;
create policy "members read their tenant" on public.tenants
  for select to authenticated using (id = (select private.tenant_id()));
create policy "admins change their tenant's settings" on public.tenants
  for update to authenticated
  using (id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (id = (select private.tenant_id()));
