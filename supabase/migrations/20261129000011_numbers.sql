set check_function_bodies = off;

create table public.phone_numbers (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  number text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  twilio_sid text check (twilio_sid ~ '^PN[0-9a-f]{32}$'),
  forward_to uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, number),
  unique (tenant_id, id),
  foreign key (tenant_id, forward_to) references public.profiles (tenant_id, user_id)
);
comment on table public.phone_numbers is
  'A tenant''s Twilio number (E.164) and who it forwards to.';

create index phone_numbers_by_person on public.phone_numbers (tenant_id, forward_to);

alter table public.phone_numbers enable row level security;
revoke all on public.phone_numbers from anon, authenticated, service_role;
grant select on public.phone_numbers to authenticated;
grant insert (tenant_id, number, twilio_sid, forward_to) on public.phone_numbers to authenticated;
grant update (number, twilio_sid, forward_to, updated_at) on public.phone_numbers to authenticated;

create policy "members read their tenant's numbers" on public.phone_numbers
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add their tenant's numbers" on public.phone_numbers
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change their tenant's numbers" on public.phone_numbers
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or update or delete on public.phone_numbers
  for each row execute function private.audit_row('phone_number', '');
create trigger forget_sid before update on public.phone_numbers
  for each row when (old.number <> new.number and old.twilio_sid = new.twilio_sid)
  execute function private.forget_number_sid();

create table public.kept_webhooks (
  tenant_id uuid not null,
  phone_number_id uuid not null,
  webhooks jsonb not null,
  kept_at timestamptz not null default now(),
  primary key (tenant_id, phone_number_id),
  foreign key (tenant_id, phone_number_id) references public.phone_numbers
    (tenant_id, id) on delete cascade
);
comment on table public.kept_webhooks is
  'What a number was set to at Twilio before Ringbook changed it, so that it can be undone. For '
  'admins: such URLs may carry passwords.';

alter table public.kept_webhooks enable row level security;
revoke all on public.kept_webhooks from anon, authenticated, service_role;
grant select, delete on public.kept_webhooks to authenticated;
grant insert (tenant_id, phone_number_id, webhooks) on public.kept_webhooks to authenticated;
grant update (tenant_id, phone_number_id, webhooks) on public.kept_webhooks to authenticated;

create policy "admins read what their tenant's numbers were" on public.kept_webhooks
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins keep what their tenant's numbers were" on public.kept_webhooks
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins replace what was kept of their tenant's numbers" on public.kept_webhooks
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));
create policy "admins forget what was kept of their tenant's numbers" on public.kept_webhooks
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

-- The tenant behind a Twilio account: its token's ciphertext and the routing facts. Null when
-- nobody has saved it.
create or replace function machine.line(account text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'tenant_id', t.id, 'tenant_name', t.name, 'country_code', t.country_code,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
    'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
    'call_time_limit_seconds', t.call_time_limit_seconds,
    'allowed_countries', coalesce(t.allowed_countries, array[t.country_code]),
    'allowed_prefixes', t.allowed_prefixes,
    'numbers', coalesce((
      select jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number,
          'forward_user_id', n.forward_to, 'forward_phone', ph.phone) order by n.created_at, n.id)
      from public.phone_numbers n
      left join public.profiles p
        on p.tenant_id = n.tenant_id and p.user_id = n.forward_to and p.removed_at is null
      left join public.personal_phones ph
        on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id and ph.verified_at is not null
        -- The company's own number would ring itself.
        and not exists (
          select from public.phone_numbers own
          where own.tenant_id = t.id and own.number = ph.phone)
      where n.tenant_id = t.id), '[]'::jsonb))
  from public.twilio_accounts a join public.tenants t on t.id = a.tenant_id
  where a.account_sid = account and a.verified_at is not null
$$;

revoke all on function machine.line from public;
grant execute on function machine.line to ringbook_machine;

reset check_function_bodies;
