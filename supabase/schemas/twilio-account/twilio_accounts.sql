create table public.twilio_accounts (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  account_sid text not null unique check (account_sid ~ '^AC[0-9a-f]{32}$'),
  auth_token_ciphertext text not null,
  auth_token_last_four text not null check (char_length(auth_token_last_four) <= 4),
  verified_at timestamptz,
  updated_at timestamptz not null default now()
);
comment on table public.twilio_accounts is
  'A tenant''s own Twilio credentials. The token is AES-256-GCM ciphertext that admins may write '
  'and nobody may read.';
comment on column public.twilio_accounts.auth_token_ciphertext is
  'v1.<key id>.<nonce>.<ciphertext and tag>, base64url; tenant, column and key id are '
  'authenticated.';
comment on column public.twilio_accounts.verified_at is
  'When Twilio accepted the credentials, as the app saw it. A row that never was gives way to one '
  'that is.';

create index twilio_accounts_by_key on public.twilio_accounts ((auth_token_ciphertext collate "C"));

alter table public.twilio_accounts enable row level security;
revoke all on public.twilio_accounts from anon, authenticated, service_role;
grant select (tenant_id, account_sid, auth_token_last_four, verified_at,
  updated_at) on public.twilio_accounts to authenticated;
grant insert (tenant_id, account_sid, auth_token_ciphertext,
  auth_token_last_four) on public.twilio_accounts to authenticated;
grant update (account_sid, auth_token_ciphertext, auth_token_last_four,
  updated_at) on public.twilio_accounts to authenticated;

create policy "admins read their tenant's Twilio account" on public.twilio_accounts
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins save their tenant's Twilio account" on public.twilio_accounts
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change their tenant's Twilio account" on public.twilio_accounts
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or update or delete on public.twilio_accounts
  for each row execute function private.audit_row('twilio_account', 'auth_token_ciphertext');
