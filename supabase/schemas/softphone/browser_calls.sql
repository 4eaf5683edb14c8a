create table public.browser_calls (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  account_sid text not null check (account_sid ~ '^AC[0-9a-f]{32}$'),
  application_sid text not null check (application_sid ~ '^AP[0-9a-f]{32}$'),
  api_key_sid text not null check (api_key_sid ~ '^SK[0-9a-f]{32}$'),
  api_key_secret_ciphertext text not null,
  turned_on_at timestamptz not null default now()
);
comment on table public.browser_calls is
  'With a row, a tenant''s people may call in the browser: the TwiML app and the API key that '
  'Ringbook made in the tenant''s Twilio account. They serve only while that account is the '
  'tenant''s (private.softphone_line).';
comment on column public.browser_calls.api_key_secret_ciphertext is
  'v1.<key id>.<nonce>.<ciphertext and tag>, base64url; tenant, column and key id are '
  'authenticated.';

create index browser_calls_by_key
  on public.browser_calls ((api_key_secret_ciphertext collate "C"));

alter table public.browser_calls enable row level security;
revoke all on public.browser_calls from anon, authenticated, service_role;
grant select (tenant_id, account_sid, application_sid, api_key_sid, turned_on_at)
  on public.browser_calls to authenticated;

create policy "members see whether they may call in the browser" on public.browser_calls
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create trigger audit after insert or update or delete on public.browser_calls
  for each row execute function private.audit_row('browser_calling', 'api_key_secret_ciphertext');
