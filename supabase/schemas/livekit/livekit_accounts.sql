create table public.livekit_accounts (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  url text not null check (url ~ '^wss?://[^/]+$' and char_length(url) <= 300),
  api_key text not null check (api_key ~ '^[A-Za-z0-9_-]{1,100}$'),
  api_secret_ciphertext text not null,
  sip_host text check (sip_host ~ '^[a-z0-9.-]{1,200}(:[0-9]{1,5})?$'),
  region text check (region ~ '^[a-z0-9-]{1,40}$'),
  transport text not null default 'tcp' check (transport in ('tcp', 'udp', 'tls')),
  sip_username text not null check (char_length(sip_username) between 16 and 100),
  sip_password_ciphertext text not null,
  room_prefix text not null unique check (room_prefix ~ '^call-[a-z0-9]{16,40}$'),
  trunk_id text check (trunk_id ~ '^[A-Za-z0-9_-]{1,100}$'),
  dispatch_rule_id text check (dispatch_rule_id ~ '^[A-Za-z0-9_-]{1,100}$'),
  set_up_at timestamptz,
  trunk_numbers text[] not null default '{}',
  is_on boolean not null default false,
  has_programmable_sip boolean not null default false,
  silence_seconds smallint default 10 check (silence_seconds between 5 and 60),
  updated_at timestamptz not null default now(),
  setup_claim uuid,
  setup_until timestamptz,
  reported_at timestamptz,
  check ((set_up_at is null) = (trunk_id is null)
    and (set_up_at is null) = (dispatch_rule_id is null)),
  constraint livekit_on_once_set_up
    check (not is_on or (set_up_at is not null and sip_host is not null))
);
comment on table public.livekit_accounts is
  'A tenant''s LiveKit project, whose rooms take calls in the browser instead of Twilio''s browser '
  'phone while is_on. Secrets are AES-256-GCM ciphertext that admins may write and nobody may '
  'read.';
comment on column public.livekit_accounts.url is 'wss://<host>; ws:// for a stand-in alone.';
comment on column public.livekit_accounts.api_secret_ciphertext is
  'v1.<key id>.<nonce>.<ciphertext and tag>, base64url; tenant, column and key id are '
  'authenticated.';
comment on column public.livekit_accounts.sip_host is
  'Where Twilio''s <Sip> sends calls: a host, and a port unless it is the usual one.';
comment on column public.livekit_accounts.region is
  'Twilio''s edge that sends to sip_host (region= of the SIP address); null: Twilio''s choice.';
comment on column public.livekit_accounts.sip_username is
  'Made by us, with the password: the trunk lets in whoever knows both.';
comment on column public.livekit_accounts.room_prefix is
  'Made by us. Every room of the tenant''s is named <prefix>_…, and nobody else''s is.';
comment on column public.livekit_accounts.set_up_at is
  'When trunk and dispatch rule were last in place at LiveKit.';
comment on column public.livekit_accounts.trunk_numbers is
  'The numbers (E.164) that the trunk took calls for when it was last set up: only theirs ring in '
  'rooms.';
comment on column public.livekit_accounts.has_programmable_sip is
  'Twilio''s Enhanced Programmable SIP Features are on, as an admin says: a <Dial> may have a '
  '<Sip> beside a <Number>.';
comment on column public.livekit_accounts.silence_seconds is
  'A call in which nobody speaks for so long is ended; null: never.';
comment on column public.livekit_accounts.setup_claim is
  'Who is changing trunk and rule at LiveKit, until setup_until: one at a time.';

comment on column public.livekit_accounts.reported_at is
  'When a webhook that this account''s secret verifies came last, to about half a minute.';

create index livekit_accounts_by_api_key on public.livekit_accounts (api_key);
create index livekit_accounts_by_secret on public.livekit_accounts
  ((api_secret_ciphertext collate "C"));
create index livekit_accounts_by_password on public.livekit_accounts
  ((sip_password_ciphertext collate "C"));

alter table public.livekit_accounts enable row level security;
revoke all on public.livekit_accounts from anon, authenticated, service_role;
grant select (tenant_id, url, api_key, sip_host, region, transport, trunk_id, dispatch_rule_id,
  set_up_at, trunk_numbers, is_on, has_programmable_sip, silence_seconds, updated_at,
  reported_at) on public.livekit_accounts to authenticated;
grant update (is_on, has_programmable_sip, silence_seconds, updated_at)
  on public.livekit_accounts to authenticated;

create policy "members see how calls reach the browser" on public.livekit_accounts
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins turn rooms on and off" on public.livekit_accounts
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or delete or update of url, api_key, api_secret_ciphertext,
  sip_host, region, transport, sip_password_ciphertext, trunk_id, dispatch_rule_id, is_on,
  has_programmable_sip, silence_seconds on public.livekit_accounts for each row
  execute function private.audit_row('livekit', 'api_secret_ciphertext,sip_username,'
    'sip_password_ciphertext,room_prefix,trunk_numbers,updated_at');
