-- Who may act: a person whose account and session still exist. An access token outlives both by up
-- to an hour, so each statement asks: https://supabase.com/docs/guides/auth/sessions
-- A token without a session's id comes from another issuer.
-- The person is an argument, so that a query asks once it has found their row, and not before.
create function private.signed_in(person uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  session text := auth.jwt() ->> 'session_id';
begin
  if not exists (
    select from auth.users u
    where u.id = person and u.deleted_at is null and (u.banned_until is null or u.banned_until <= now())
      and (session is null
        or exists (select from auth.sessions s where s.id = session::uuid and s.user_id = person))
  ) then raise exception 'sign in first' using errcode = '42501'; end if;
  return person;
end
$$;
comment on function private.signed_in is
  'The person who asks, as given; 42501 when their account or session is gone, whatever their token says.';
revoke all on function private.signed_in(uuid) from public;

create or replace function private.tenant_id() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select tenant_id from public.profiles
  where user_id = auth.uid() and removed_at is null and private.signed_in(user_id) is not null
$$;
create or replace function private.role() returns public.member_role
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select role from public.profiles
  where user_id = auth.uid() and removed_at is null and private.signed_in(user_id) is not null
$$;
create or replace function private.realtime_topic() returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 'tenant:' || t.id || ':' || t.realtime_epoch
  from public.profiles p join public.tenants t on t.id = p.tenant_id
  where p.user_id = auth.uid() and p.removed_at is null and private.signed_in(p.user_id) is not null
$$;

create or replace function private.create_tenant(company text, person text, country text, zone text)
returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := private.signed_in(auth.uid());
  mine uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('member:' || me, 0));
  select tenant_id into mine from public.profiles where user_id = me and removed_at is null;
  if mine is not null then return mine; end if;
  insert into public.tenants (name, country_code, time_zone)
    values (btrim(company), upper(country), zone) returning id into mine;
  insert into public.profiles (tenant_id, user_id, role, name, email)
    select mine, u.id, 'admin', btrim(person), u.email from auth.users u where u.id = me;
  return mine;
end
$$;

-- A link may be forwarded or leak; the invitation is for whoever receives mail at its address.
create or replace function private.accept_invitation(token text, person text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := private.signed_in(auth.uid());
  account auth.users;
  invitation public.invitations;
begin
  perform pg_advisory_xact_lock(hashtextextended('member:' || me, 0));
  select * into invitation from public.invitations
    where token_hash = sha256(convert_to(token, 'UTF8')) for update;
  if not found or invitation.revoked_at is not null then return 'invalid'; end if;
  if invitation.accepted_at is not null then
    return case when invitation.accepted_by = me and private.tenant_id() = invitation.tenant_id
      then 'joined' else 'used' end;
  end if;
  if invitation.expires_at <= now() then return 'expired'; end if;
  if exists (select from public.profiles where user_id = me and removed_at is null) then
    return 'member_elsewhere';
  end if;
  select * into account from auth.users where id = me;
  if lower(account.email) is distinct from lower(invitation.email) then
    return 'another_address';
  end if;
  if account.email_confirmed_at is null then return 'unconfirmed'; end if;
  insert into public.profiles (tenant_id, user_id, role, name, email)
    values (invitation.tenant_id, me, invitation.role, btrim(person), account.email)
  on conflict (tenant_id, user_id) do update
    set role = excluded.role, name = excluded.name, email = excluded.email, removed_at = null;
  update public.invitations set accepted_at = now(), accepted_by = me where id = invitation.id;
  return 'joined';
end
$$;
comment on function public.accept_invitation is
  'joined | invalid | used | expired | member_elsewhere | another_address | unconfirmed';

-- Twilio's acceptance of an account's credentials, not the saved row, says whose the account is.
revoke insert, update on public.twilio_accounts from authenticated;
drop policy "admins save their tenant's Twilio account" on public.twilio_accounts;
drop policy "admins change their tenant's Twilio account" on public.twilio_accounts;
alter table public.twilio_accounts
  add column lost_at timestamptz,
  add check (verified_at is null or lost_at is null),
  drop constraint twilio_accounts_account_sid_key;
create unique index twilio_accounts_verified on public.twilio_accounts (account_sid)
  where verified_at is not null;
grant select (lost_at) on public.twilio_accounts to authenticated;
comment on column public.twilio_accounts.verified_at is
  'When Twilio accepted the credentials, as the app saw it. Null: the account serves no call here.';
comment on column public.twilio_accounts.lost_at is
  'When another tenant showed Twilio''s acceptance of credentials of the same account.';

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

-- An admin's own tenant's credentials, to test them and to read its numbers at Twilio.
create or replace function machine.credentials(tenant uuid, person uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext)
  from public.twilio_accounts a
  join public.profiles p on p.tenant_id = a.tenant_id and p.user_id = person and p.removed_at is null and p.role = 'admin'
  where a.tenant_id = tenant and a.verified_at is not null
$$;

-- The tenant behind a Twilio account: its token's ciphertext and the routing facts. Null when it is no tenant's.
create or replace function machine.line(account text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'tenant_id', t.id, 'tenant_name', t.name, 'country_code', t.country_code,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
    'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
    'call_time_limit_seconds', t.call_time_limit_seconds,
    'allowed_countries', coalesce(t.allowed_countries, array[t.country_code]),
    'numbers', coalesce((
      select jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number, 'forward_user_id', n.forward_to, 'forward_phone', ph.phone)
                       order by n.created_at, n.id)
      from public.phone_numbers n
      left join public.profiles p on p.tenant_id = n.tenant_id and p.user_id = n.forward_to and p.removed_at is null
      left join public.personal_phones ph on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id and ph.verified_at is not null
        -- The company's own number would ring itself.
        and not exists (select from public.phone_numbers own where own.tenant_id = t.id and own.number = ph.phone)
      where n.tenant_id = t.id), '[]'::jsonb))
  from public.twilio_accounts a join public.tenants t on t.id = a.tenant_id
  where a.account_sid = account and a.verified_at is not null
$$;

-- Writes the queued call of a rep, or says why not: { refused: reason }. A key that was used before gives that call again.
create or replace function machine.begin_call(tenant uuid, caller uuid, request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call_id uuid := (request ->> 'call_id')::uuid;
  contact uuid := (request ->> 'contact_id')::uuid;
  at timestamptz := (request ->> 'now')::timestamptz;
  account public.twilio_accounts;
  line public.phone_numbers;
  settings public.tenants;
  agent_phone text;
  proven boolean;
  record boolean;
  verdict jsonb;
begin
  if not exists (select from public.profiles where tenant_id = tenant and user_id = caller and removed_at is null) then
    return jsonb_build_object('refused', 'not_a_member');
  end if;
  -- One at a time per tenant, for these few milliseconds: what is counted below is exact, and two clicks see each other.
  perform pg_advisory_xact_lock(hashtextextended('calls:' || tenant, 0));
  verdict := private.call_of_key(tenant, caller, request -> 'key');
  if verdict is not null then return verdict; end if;
  if contact is not null and not exists (select from public.contacts where tenant_id = tenant and id = contact) then
    return jsonb_build_object('refused', 'contact_not_found');
  end if;
  select * into settings from public.tenants where id = tenant;
  select * into account from public.twilio_accounts where tenant_id = tenant and verified_at is not null;
  select * into line from public.phone_numbers where tenant_id = tenant order by created_at, id limit 1;
  if account.tenant_id is null or line.id is null then return jsonb_build_object('refused', 'twilio_not_configured'); end if;
  select phone, verified_at is not null into agent_phone, proven from public.personal_phones ph where tenant_id = tenant and user_id = caller
    and not exists (select from public.phone_numbers own where own.tenant_id = tenant and own.number = ph.phone);
  if agent_phone is null then return jsonb_build_object('refused', 'no_personal_phone'); end if;
  if not proven then return jsonb_build_object('refused', 'phone_not_verified'); end if;
  if request ->> 'to' in (agent_phone, line.number) then return jsonb_build_object('refused', 'own_number'); end if;
  if exists (
    select from public.calls
    where tenant_id = tenant and user_id = caller and ended_at is null
      and status in ('queued', 'ringing', 'in-progress')
      and (direction = 'outbound' or stage in ('ringing_agent', 'confirming', 'connected'))
  ) then return jsonb_build_object('refused', 'call_in_progress'); end if;
  verdict := coalesce(private.number_refusal(settings, request, agent_phone), private.limit_refusal(settings, caller, at));
  if verdict is not null then
    perform private.audit(tenant, caller, 'call.refused', contact::text, jsonb_build_object('reason', verdict ->> 'refused',
      'country', request -> 'to_place' ->> 'country', 'ends_in', right(request ->> 'to', 2)));
    return verdict;
  end if;

  record := settings.recording_enabled and coalesce((request ->> 'record')::boolean, true);
  insert into public.calls (id, tenant_id, direction, from_number, to_number, contact_id, user_id, phone_number_id,
      recording_requested, created_at, next_check_at)
    values (call_id, tenant, 'outbound', line.number, request ->> 'to',
      coalesce(contact, private.contact_for(tenant, request ->> 'to')), caller, line.id,
      record, at, at + interval '60 seconds');
  -- Kept before Twilio is asked: whatever happens to us next, the sweep knows what to look for.
  insert into public.call_events (tenant_id, call_id, event_type, event_data, dedupe_key, occurred_at)
    values (tenant, call_id, 'initiate', jsonb_build_object('from', line.number, 'to', agent_phone, 'user_id', caller),
      'initiate:' || call_id, at);
  perform private.keep_key(tenant, caller, request -> 'key', call_id, at);
  return jsonb_build_object('call_id', call_id, 'from_number', line.number, 'agent_phone', agent_phone, 'recording_requested', record,
    'account_sid', account.account_sid, 'auth_token_ciphertext', account.auth_token_ciphertext,
    'call_time_limit_seconds', settings.call_time_limit_seconds);
end
$$;

-- Writes the call that will say a code to a person's phone, or says why not: { refused: reason }.
create or replace function machine.begin_phone_proof(tenant uuid, person uuid, request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := (request ->> 'now')::timestamptz;
  own public.personal_phones;
  account public.twilio_accounts;
  line public.phone_numbers;
  reason text;
begin
  -- One at a time per tenant: proofs cost money too, so they are counted exactly.
  perform pg_advisory_xact_lock(hashtextextended('proofs:' || tenant, 0));
  if not exists (select from public.profiles where tenant_id = tenant and user_id = person and removed_at is null) then
    return jsonb_build_object('refused', 'not_a_member');
  end if;
  select * into own from public.personal_phones where tenant_id = tenant and user_id = person for update;
  select * into account from public.twilio_accounts where tenant_id = tenant and verified_at is not null;
  select * into line from public.phone_numbers where tenant_id = tenant order by created_at, id limit 1;
  reason := case
    when own.phone is null then 'no_personal_phone'
    when own.phone is distinct from request ->> 'phone' then 'phone_changed'
    when own.verified_at is not null then 'already_proven'
    when account.tenant_id is null or line.id is null then 'twilio_not_configured'
    when exists (select from public.phone_numbers n where n.tenant_id = tenant and n.number = own.phone) then 'own_number'
    when (select private.place_refusal(t, request -> 'place') from public.tenants t where t.id = tenant) is not null then 'own_phone_not_allowed'
    else private.proof_refusal(tenant, person, own.phone, at) end;
  if reason is not null then
    if reason in ('person_limit', 'tenant_limit', 'own_phone_not_allowed') then
      perform private.audit(tenant, person, 'personal_phone.proof_refused', person::text, jsonb_build_object('reason', reason));
    end if;
    return jsonb_build_object('refused', reason);
  end if;
  update public.phone_proofs set ended_at = at, ended_as = 'replaced'
    where tenant_id = tenant and user_id = person and ended_at is null;
  insert into public.phone_proofs (id, tenant_id, user_id, phone, code_hash, created_at, expires_at, next_check_at)
    values ((request ->> 'proof_id')::uuid, tenant, person, own.phone, request ->> 'code_hash', at, at + interval '10 minutes',
      at + interval '60 seconds');
  perform private.audit(tenant, person, 'personal_phone.proof_called', person::text, '{}');
  return jsonb_build_object('from_number', line.number, 'phone', own.phone,
    'account_sid', account.account_sid, 'auth_token_ciphertext', account.auth_token_ciphertext);
end
$$;

-- Accounts due to be compared, each handed to one sweep at a time, for a minute.
create or replace function machine.claim_audits(at timestamptz, how_many integer) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  -- A new account, or another one than before, begins at its connection.
  insert into private.call_audits as k (tenant_id, account_sid, since, compared_until, next_at)
    select a.tenant_id, a.account_sid, a.updated_at, greatest(a.updated_at, at - interval '31 days'), at
    from public.twilio_accounts a
    where a.verified_at is not null
      and not exists (select from private.call_audits c where c.tenant_id = a.tenant_id and c.account_sid = a.account_sid)
  on conflict (tenant_id) do update set account_sid = excluded.account_sid, since = excluded.since,
    compared_until = excluded.compared_until, next_at = excluded.next_at, failures = 0, problem = null, differences = 0
    where k.account_sid <> excluded.account_sid;
  with due as (
    select c.tenant_id from private.call_audits c join public.twilio_accounts a on a.tenant_id = c.tenant_id
    where c.next_at <= at and a.verified_at is not null order by c.next_at limit how_many for update of c skip locked
  ), claimed as (
    update private.call_audits c set next_at = at + interval '60 seconds' from due
    where c.tenant_id = due.tenant_id returning c.*
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', c.tenant_id, 'since', c.since, 'compared_until', c.compared_until,
      'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext)), '[]'::jsonb)
  from claimed c join public.twilio_accounts a on a.tenant_id = c.tenant_id
$$;

-- The legs whose price alone is missing; null when Twilio has to be asked for more than that: the call goes on, its legs
-- and recordings were not listed since its end, or a recording is still awaited.
create or replace function private.unpriced_legs(c public.calls) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_agg(l.call_sid) from public.call_legs l
  where c.ended_at is not null and l.tenant_id = c.tenant_id and l.call_id = c.id
    and l.status = 'completed' and l.price is null
    and exists (select from public.call_events e
                where e.tenant_id = c.tenant_id and e.call_id = c.id and e.event_type = 'rest.fetch' and e.call_sid = c.twilio_call_sid
                  and e.created_at > c.ended_at + interval '30 seconds'
                  and e.event_data ->> 'status' in ('completed', 'busy', 'no-answer', 'failed', 'canceled'))
    -- Comparing the list of calls fetches legs, not recordings: an expected one has to be asked for.
    and (not c.recording_requested or c.outcome <> 'connected'
      or exists (select from public.recordings r where r.tenant_id = c.tenant_id and r.call_id = c.id))
    and not exists (select from public.recordings r where r.tenant_id = c.tenant_id and r.call_id = c.id and r.status = 'in-progress')
$$;

-- What Twilio said of one number says nothing of another.
create function private.forget_number_sid() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.twilio_sid := null;
  return new;
end
$$;
revoke all on function private.forget_number_sid() from public;
create trigger forget_sid before update on public.phone_numbers
  for each row when (old.number <> new.number and old.twilio_sid = new.twilio_sid)
  execute function private.forget_number_sid();
