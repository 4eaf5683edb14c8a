create table public.twilio_accounts (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  account_sid text not null check (account_sid ~ '^AC[0-9a-f]{32}$'),
  auth_token_ciphertext text not null,
  auth_token_last_four text not null check (char_length(auth_token_last_four) <= 4),
  verified_at timestamptz,
  updated_at timestamptz not null default now(),
  lost_at timestamptz,
  check (verified_at is null or lost_at is null)
);
comment on table public.twilio_accounts is
  'A tenant''s own Twilio credentials. The token is AES-256-GCM ciphertext that admins may write '
  'and nobody may read.';
comment on column public.twilio_accounts.auth_token_ciphertext is
  'v1.<key id>.<nonce>.<ciphertext and tag>, base64url; tenant, column and key id are '
  'authenticated.';
comment on column public.twilio_accounts.verified_at is
  'When Twilio accepted the credentials, as the app saw it. Null: the account serves no call here.';
comment on column public.twilio_accounts.lost_at is
  'When another tenant showed Twilio''s acceptance of credentials of the same account.';

-- Twilio's acceptance of an account's credentials, not the saved row, says whose the account is.
create unique index twilio_accounts_verified on public.twilio_accounts (account_sid)
  where verified_at is not null;
create index twilio_accounts_by_key on public.twilio_accounts ((auth_token_ciphertext collate "C"));

alter table public.twilio_accounts enable row level security;
revoke all on public.twilio_accounts from anon, authenticated, service_role;
grant select (tenant_id, account_sid, auth_token_last_four, verified_at, lost_at,
  updated_at) on public.twilio_accounts to authenticated;

create policy "admins read their tenant's Twilio account" on public.twilio_accounts
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create trigger audit after insert or update or delete on public.twilio_accounts
  for each row execute function private.audit_row('twilio_account', 'auth_token_ciphertext');
