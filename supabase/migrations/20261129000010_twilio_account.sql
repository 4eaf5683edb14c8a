set check_function_bodies = off;

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

-- An admin's own tenant's credentials, to test them and to read its numbers at Twilio.
create or replace function machine.credentials(tenant uuid, person uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('account_sid', a.account_sid, 'auth_token_ciphertext',
    a.auth_token_ciphertext)
  from public.twilio_accounts a
  join public.profiles p on p.tenant_id = a.tenant_id and p.user_id = person
    and p.removed_at is null and p.role = 'admin'
  where a.tenant_id = tenant and a.verified_at is not null
$$;

revoke all on function machine.credentials from public;
grant execute on function machine.credentials to ringbook_machine;

-- The app has seen Twilio accept these credentials, so the account is this tenant's from now on.
create or replace function machine.save_twilio_account(
  tenant uuid, person uuid, saved jsonb, at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  former uuid[];
begin
  perform pg_advisory_xact_lock(hashtextextended('twilio_accounts', 0));
  if not exists (
    select from public.profiles
    where tenant_id = tenant and user_id = person and removed_at is null and role = 'admin'
  ) then return 'not_admin'; end if;
  -- In the former tenant's audit log, without the name of a person of another tenant.
  perform set_config('ringbook.verb', 'lost', true);
  with lost as (
    update public.twilio_accounts set verified_at = null, lost_at = at
      where account_sid = saved ->> 'account_sid' and tenant_id <> tenant and lost_at is null
      returning tenant_id
  ) select array_agg(tenant_id) into former from lost;
  delete from private.call_audits where tenant_id = any (former);
  perform set_config('ringbook.verb', '', true);
  perform private.act_as(person);
  -- What Twilio said of a number of one account says nothing of the same number in another.
  if exists (
    select from public.twilio_accounts
    where tenant_id = tenant and account_sid <> saved ->> 'account_sid'
  ) then
    delete from public.kept_webhooks where tenant_id = tenant;
    update public.phone_numbers set twilio_sid = null
      where tenant_id = tenant and twilio_sid is not null;
  end if;
  insert into public.twilio_accounts
      (tenant_id, account_sid, auth_token_ciphertext, auth_token_last_four, verified_at, updated_at)
    values (tenant, saved ->> 'account_sid', saved ->> 'auth_token_ciphertext',
      saved ->> 'auth_token_last_four', at, at)
  on conflict (tenant_id) do update set account_sid = excluded.account_sid,
    auth_token_ciphertext = excluded.auth_token_ciphertext,
    auth_token_last_four = excluded.auth_token_last_four,
    verified_at = excluded.verified_at, lost_at = null, updated_at = at;
  if former is not null then
    perform private.audit(tenant, person, 'twilio_account.taken_over', null,
      jsonb_build_object('account_sid', saved ->> 'account_sid'));
  end if;
  return 'saved';
end
$$;

revoke all on function machine.save_twilio_account from public;
grant execute on function machine.save_twilio_account to ringbook_machine;

reset check_function_bodies;
