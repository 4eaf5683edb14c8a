set check_function_bodies = off;

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
  is_on boolean not null default false,
  silence_seconds smallint default 10 check (silence_seconds between 5 and 60),
  updated_at timestamptz not null default now(),
  setup_claim uuid,
  setup_until timestamptz,
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
comment on column public.livekit_accounts.silence_seconds is
  'A call in which nobody speaks for so long is ended; null: never.';
comment on column public.livekit_accounts.setup_claim is
  'Who is changing trunk and rule at LiveKit, until setup_until: one at a time.';

create index livekit_accounts_by_api_key on public.livekit_accounts (api_key);
create index livekit_accounts_by_secret on public.livekit_accounts
  ((api_secret_ciphertext collate "C"));
create index livekit_accounts_by_password on public.livekit_accounts
  ((sip_password_ciphertext collate "C"));

alter table public.livekit_accounts enable row level security;
revoke all on public.livekit_accounts from anon, authenticated, service_role;
grant select (tenant_id, url, api_key, sip_host, region, transport, trunk_id, dispatch_rule_id,
  set_up_at, is_on, silence_seconds, updated_at) on public.livekit_accounts to authenticated;
grant update (is_on, silence_seconds, updated_at) on public.livekit_accounts to authenticated;

create policy "members see how calls reach the browser" on public.livekit_accounts
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins turn rooms on and off" on public.livekit_accounts
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or delete or update of url, api_key, api_secret_ciphertext,
  sip_host, region, transport, sip_password_ciphertext, trunk_id, dispatch_rule_id, is_on,
  silence_seconds on public.livekit_accounts for each row
  execute function private.audit_row('livekit',
    'api_secret_ciphertext,sip_username,sip_password_ciphertext,room_prefix,updated_at');

-- Begins a change of trunk and rule at LiveKit: the account and the numbers that calls come in on.
-- One at a time for a tenant: `busy` until the other is done, or a minute has passed. `person` is
-- an admin; null for the app's own job.
create or replace function machine.claim_livekit_setup(tenant uuid, person uuid, claim uuid,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  mine public.livekit_accounts;
begin
  if person is not null and not exists (select from public.profiles where tenant_id = tenant
      and user_id = person and removed_at is null and role = 'admin') then
    return jsonb_build_object('kind', 'not_admin');
  end if;
  select * into mine from public.livekit_accounts where tenant_id = tenant for update;
  if not found then return jsonb_build_object('kind', 'none'); end if;
  if mine.setup_until > at then return jsonb_build_object('kind', 'busy'); end if;
  update public.livekit_accounts set setup_claim = claim, setup_until = at + interval '1 minute'
    where tenant_id = tenant;
  return jsonb_build_object('kind', 'claimed', 'account', private.livekit_json(mine),
    'numbers', private.livekit_numbers(tenant));
end
$$;

revoke all on function machine.claim_livekit_setup from public;
grant execute on function machine.claim_livekit_setup to ringbook_machine;

-- Ends what machine.claim_livekit_setup began. `made` is what stands at LiveKit now (trunk_id,
-- dispatch_rule_id; nulls once removed); null where that was not changed. False where somebody else
-- has begun since: then nothing is written.
create or replace function machine.finish_livekit_setup(tenant uuid, person uuid, claim uuid,
  made jsonb, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from public.livekit_accounts where tenant_id = tenant and setup_claim = claim for update;
  if not found then return false; end if;
  if person is not null then perform private.act_as(person); end if;
  if made is not null then
    update public.livekit_accounts set trunk_id = made ->> 'trunk_id',
        dispatch_rule_id = made ->> 'dispatch_rule_id',
        set_up_at = case when made ->> 'trunk_id' is not null then at end,
        is_on = is_on and made ->> 'trunk_id' is not null
      where tenant_id = tenant;
  end if;
  update public.livekit_accounts set setup_claim = null, setup_until = null
    where tenant_id = tenant;
  return true;
end
$$;

revoke all on function machine.finish_livekit_setup from public;
grant execute on function machine.finish_livekit_setup to ringbook_machine;

-- A tenant's LiveKit account; null when there is none.
create or replace function machine.livekit_account(tenant uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.livekit_json(a) from public.livekit_accounts a where a.tenant_id = tenant
$$;

revoke all on function machine.livekit_account from public;
grant execute on function machine.livekit_account to ringbook_machine;

-- Every account that was saved with an API key, the key of a webhook's JWT: whose it is says the
-- secret that verifies it, and the room's name.
create or replace function machine.livekit_accounts_of(key text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(private.livekit_json(a) order by a.tenant_id), '[]')
  from public.livekit_accounts a where a.api_key = key
$$;

revoke all on function machine.livekit_accounts_of from public;
grant execute on function machine.livekit_accounts_of to ringbook_machine;

-- An admin saves a LiveKit account that LiveKit has just accepted, or removes it (`saved` null).
-- Of another project nothing is set up yet. The prefix of rooms stays, and so do SIP credentials
-- unless `renews_sip`: the old password does not open any more.
create or replace function machine.save_livekit_account(tenant uuid, person uuid, saved jsonb,
  at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  was public.livekit_accounts;
  is_other boolean;
begin
  if not exists (select from public.profiles where tenant_id = tenant and user_id = person
      and removed_at is null and role = 'admin') then
    return 'not_admin';
  end if;
  perform private.act_as(person);
  if saved is null then
    delete from public.livekit_accounts where tenant_id = tenant;
    return 'saved';
  end if;
  insert into public.livekit_accounts (tenant_id, url, api_key, api_secret_ciphertext, sip_host,
      region, transport, sip_username, sip_password_ciphertext, room_prefix, updated_at)
    values (tenant, saved ->> 'url', saved ->> 'api_key', saved ->> 'api_secret_ciphertext',
      saved ->> 'sip_host', saved ->> 'region', saved ->> 'transport', saved ->> 'sip_username',
      saved ->> 'sip_password_ciphertext', saved ->> 'room_prefix', at)
    on conflict (tenant_id) do nothing;
  if found then return 'saved'; end if;
  select * into strict was from public.livekit_accounts where tenant_id = tenant for update;
  is_other := was.url <> saved ->> 'url' or was.api_key <> saved ->> 'api_key';
  update public.livekit_accounts set url = saved ->> 'url', api_key = saved ->> 'api_key',
      api_secret_ciphertext = saved ->> 'api_secret_ciphertext', sip_host = saved ->> 'sip_host',
      region = saved ->> 'region', transport = saved ->> 'transport', updated_at = at,
      trunk_id = case when not is_other then trunk_id end,
      dispatch_rule_id = case when not is_other then dispatch_rule_id end,
      set_up_at = case when not is_other then set_up_at end,
      sip_username = case when (saved ->> 'renews_sip')::boolean then saved ->> 'sip_username'
        else sip_username end,
      sip_password_ciphertext = case when (saved ->> 'renews_sip')::boolean
        then saved ->> 'sip_password_ciphertext' else sip_password_ciphertext end,
      is_on = is_on and not is_other and (saved ->> 'sip_host') is not null
    where tenant_id = tenant;
  return 'saved';
end
$$;

revoke all on function machine.save_livekit_account from public;
grant execute on function machine.save_livekit_account to ringbook_machine;

-- A LiveKit account as the app reads it (lib/livekit/machine.ts), its secrets still encrypted.
create or replace function private.livekit_json(account public.livekit_accounts) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select to_jsonb(account) - array['setup_claim', 'setup_until', 'updated_at']
$$;

revoke all on function private.livekit_json from public;

-- The numbers (E.164) that a tenant's trunk takes calls for, in order.
create or replace function private.livekit_numbers(tenant uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(number order by number), '[]') from public.phone_numbers
  where tenant_id = tenant and removed_at is null
$$;

revoke all on function private.livekit_numbers from public;

-- Whether a tenant's calls reach the browser in LiveKit's rooms: chosen, and set up.
create or replace function private.rings_in_rooms(tenant uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.livekit_accounts where tenant_id = tenant and is_on)
$$;

revoke all on function private.rings_in_rooms from public;

-- Every column that keeps a secret, for the rotation of keys. A ciphertext begins with its key's id
-- (lib/core/crypto.ts), so an index in the order of bytes finds those of other keys, and goes on
-- after any one of them.
create or replace function private.secret_columns() returns table
  (place text, relation regclass, field name)
language sql stable set search_path = pg_catalog, pg_temp as $$
  values ('livekit_accounts.api_secret', 'public.livekit_accounts'::regclass,
    'api_secret_ciphertext'::name),
    ('livekit_accounts.sip_password', 'public.livekit_accounts'::regclass,
    'sip_password_ciphertext'::name),
    ('browser_calls.api_key_secret', 'public.browser_calls'::regclass,
    'api_key_secret_ciphertext'::name),
    ('realtime_settings.api_key', 'public.realtime_settings'::regclass,
    'api_key_ciphertext'::name),
    ('twilio_accounts.auth_token', 'public.twilio_accounts'::regclass,
    'auth_token_ciphertext'::name),
    ('transcription_settings.api_key', 'public.transcription_settings'::regclass,
    'api_key_ciphertext'::name)
$$;

revoke all on function private.secret_columns from public;

-- Where rooms are that take calls: at most as many as given, for the health check.
create or replace function machine.livekit_urls(how_many integer) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(url), '[]') from (
    select distinct url from public.livekit_accounts where is_on order by url limit how_many) as u
$$;

revoke all on function machine.livekit_urls from public;
grant execute on function machine.livekit_urls to ringbook_machine;

-- A number came or went: the trunk at LiveKit is to take calls for it, or no more. The number is
-- saved whatever becomes of this.
create or replace function private.bring_numbers_to_trunk() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.livekit_accounts
      where tenant_id = new.tenant_id and set_up_at is not null) then
    perform private.add_job('trunks.bring_numbers', jsonb_build_object('tenant_id', new.tenant_id),
      new.tenant_id::text);
  end if;
  return null;
end
$$;
revoke all on function private.bring_numbers_to_trunk from public;

create trigger trunk_on_insert after insert on public.phone_numbers
  for each row execute function private.bring_numbers_to_trunk();
create trigger trunk_on_update after update on public.phone_numbers
  for each row when (old.removed_at is distinct from new.removed_at)
  execute function private.bring_numbers_to_trunk();

reset check_function_bodies;
