set check_function_bodies = off;

alter table public.phone_verifications add column place jsonb;

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

create table public.call_devices (
  tenant_id uuid not null,
  user_id uuid not null,
  rings_on text not null check (rings_on in ('phone', 'browser', 'both')),
  places_on text not null check (places_on in ('phone', 'browser')),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.call_devices is
  'What a person is rung on, and what the phone icon calls with. Without a row: their phone.';

alter table public.call_devices enable row level security;
revoke all on public.call_devices from anon, authenticated, service_role;
grant select on public.call_devices to authenticated;
grant insert (tenant_id, user_id, rings_on, places_on) on public.call_devices to authenticated;
grant update (rings_on, places_on, updated_at) on public.call_devices to authenticated;

create policy "people see what they are rung on" on public.call_devices
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people choose what they are rung on" on public.call_devices
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people change what they are rung on" on public.call_devices
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()))
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));

create table public.softphones (
  tenant_id uuid not null,
  user_id uuid not null,
  device_id uuid not null,
  seen_at timestamptz not null,
  primary key (tenant_id, user_id, device_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.softphones is
  'Browsers that are registered with Twilio to ring for a person. Each says so every 20 seconds; '
  'one not heard of for 45 is gone (private.has_softphone).';

alter table public.softphones enable row level security;
revoke all on public.softphones from anon, authenticated, service_role;
grant select (tenant_id, user_id, seen_at) on public.softphones to authenticated;

create policy "members see who can be rung in the browser" on public.softphones
  for select to authenticated using (tenant_id = (select private.tenant_id()));

-- What assigns these legs at Twilio to calls here: the tenant's numbers and phones, the
-- legs known here, and the calls around `earliest` and `latest` that wait for their leg. A call
-- whose create was lost may have been given up; it waits all the same.
create or replace function machine.audit_facts(tenant uuid, sids jsonb, earliest timestamptz,
  latest timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object(
    'recording_enabled', t.recording_enabled,
    'numbers', (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number,
      'forward_to', n.forward_user_id)), '[]'::jsonb)
                -- Removed ones too: calls of the time before are the tenant's.
                from private.number_routes(tenant) n),
    'phones', (select coalesce(jsonb_agg(jsonb_build_object('user_id', p.user_id, 'phone', p.phone)
      order by p.updated_at, p.user_id), '[]'::jsonb)
               from public.personal_phones p where p.tenant_id = tenant),
    'known', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'call_id',
      l.call_id, 'direction', c.direction)), '[]'::jsonb)
              from public.call_legs l
              join public.calls c on c.tenant_id = l.tenant_id and c.id = l.call_id
              where l.tenant_id = tenant
                and l.call_sid in (select jsonb_array_elements_text(sids))),
    -- Calls that said a code to a phone, and those that may still turn out to be at Twilio.
    'verifications', (select coalesce(jsonb_agg(jsonb_build_object(
      'call_sid', p.call_sid, 'to', p.phone, 'created_at', p.created_at)), '[]'::jsonb)
               from public.phone_verifications p
               where p.tenant_id = tenant
                 and (p.call_sid in (select jsonb_array_elements_text(sids))
                 or p.call_sid is null and p.settled_at is null
                   and p.created_at between earliest - interval '2 minutes'
                     and latest + interval '2 minutes')),
    'waiting', (select coalesce(jsonb_agg(jsonb_build_object('call_id', c.id, 'from', c.from_number,
      'created_at', c.created_at,
                  'to', e.event_data ->> 'to') order by c.created_at), '[]'::jsonb)
                from public.calls c
                join public.call_events e on e.tenant_id = c.tenant_id and e.call_id = c.id
                  and e.event_type = 'initiate'
                  -- Not one that a browser asks for: none is created for it.
                  and e.event_data ->> 'to' is not null
                where c.tenant_id = tenant and c.direction = 'outbound'
                  and c.twilio_call_sid is null
                  and (c.ended_at is null or c.create_lost)
                  and c.created_at between earliest - interval '2 minutes'
                    and latest + interval '2 minutes'))
  from public.tenants t where t.id = tenant);
end
$$;

revoke all on function machine.audit_facts from public;
grant execute on function machine.audit_facts to ringbook_machine;

-- Writes the queued call of a rep, or says why not: { refused: reason }. A key that was used before
-- gives that call again.
create or replace function machine.begin_call(tenant uuid, caller uuid, request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call_id uuid := (request ->> 'call_id')::uuid;
  contact uuid := (request ->> 'contact_id')::uuid;
  at timestamptz := (request ->> 'now')::timestamptz;
  account public.twilio_accounts;
  chosen uuid;
  line public.phone_numbers;
  settings public.tenants;
  rep_phone text;
  verified boolean;
  record boolean;
  in_browser boolean := request ->> 'device' is not distinct from 'browser';
  verdict jsonb;
begin
  if not exists (
    select from public.profiles
    where tenant_id = tenant and user_id = caller and removed_at is null
  ) then return jsonb_build_object('refused', 'not_a_member'); end if;
  -- One at a time per tenant, for these few milliseconds: what is counted below is exact, and two
  -- clicks see each other.
  perform pg_advisory_xact_lock(hashtextextended('calls:' || tenant, 0));
  verdict := private.call_of_key(tenant, caller, request -> 'key');
  if verdict is not null then return verdict; end if;
  if contact is not null and not exists (
    select from public.contacts where tenant_id = tenant and id = contact
  ) then
    -- Clicked on a page from before a merge.
    contact := private.merged_into(tenant, contact);
    if contact is null then return jsonb_build_object('refused', 'contact_not_found'); end if;
    request := request || jsonb_build_object('contact_id', contact);
  end if;
  select * into settings from public.tenants where id = tenant;
  select * into account from public.twilio_accounts
    where tenant_id = tenant and verified_at is not null;
  chosen := private.choose_caller_number(tenant, caller,
    coalesce(contact, private.contact_for(tenant, request ->> 'to')), request ->> 'to',
    request ->> 'from');
  -- Locked, so that it is not removed under this call.
  select * into line from public.phone_numbers where id = chosen and removed_at is null for share;
  if account.tenant_id is null or line.id is null then
    return jsonb_build_object('refused', case
      when account.tenant_id is not null and request ->> 'from' is not null
        then 'number_not_yours' else 'twilio_not_configured' end);
  end if;
  if in_browser then
    if (private.softphone_line(tenant)).tenant_id is null then
      return jsonb_build_object('refused', 'browser_calls_off');
    end if;
  else
    select phone, verified_at is not null into rep_phone, verified
      from public.personal_phones where tenant_id = tenant and user_id = caller
      and not private.is_own_number(tenant, phone);
    if rep_phone is null then return jsonb_build_object('refused', 'no_personal_phone'); end if;
    if not verified then return jsonb_build_object('refused', 'phone_not_verified'); end if;
  end if;
  if request ->> 'to' = rep_phone or private.is_own_number(tenant, request ->> 'to') then
    return jsonb_build_object('refused', 'own_number');
  end if;
  verdict := private.busy_refusal(tenant, caller, at);
  if verdict is not null then return verdict; end if;
  verdict := coalesce(private.number_refusal(settings, request, rep_phone),
    private.limit_refusal(settings, caller, at));
  if verdict is not null then
    perform private.audit(tenant, caller, 'call.refused', contact::text,
      jsonb_build_object('reason', verdict ->> 'refused',
        'country', request -> 'to_place' ->> 'country', 'ends_in', right(request ->> 'to', 2))
      || private.range_detail(verdict ->> 'range'));
    return verdict;
  end if;
  verdict := private.bind_entry(tenant, caller, request);
  if verdict is not null then return verdict; end if;

  record := settings.recording_enabled and coalesce((request ->> 'record')::boolean, true);
  if not private.write_call(null, private.clicked_call(tenant, caller, line, request, record)) then
    raise exception 'call % exists', call_id using errcode = 'unique_violation';
  end if;
  -- Kept before Twilio is asked: whatever happens to us next, the sweep knows what to look for.
  insert into public.call_events
      (tenant_id, call_id, event_type, event_data, dedupe_key, occurred_at)
    values (tenant, call_id, 'initiate', jsonb_strip_nulls(jsonb_build_object(
      'from', line.number, 'to', rep_phone, 'device', request ->> 'device', 'user_id', caller,
      'extension', request ->> 'extension')), 'initiate:' || call_id, at);
  perform private.keep_key(tenant, caller, request -> 'key', call_id, at);
  return jsonb_build_object('call_id', call_id, 'from_number', line.number,
    'rep_phone', rep_phone, 'recording_requested', record,
    'account_sid', account.account_sid, 'auth_token_ciphertext', account.auth_token_ciphertext,
    'call_time_limit_seconds', settings.call_time_limit_seconds);
end
$$;

revoke all on function machine.begin_call from public;
grant execute on function machine.begin_call to ringbook_machine;

-- Writes the call that will say a code to a person's phone, or says why not: { refused: reason }.
create or replace function machine.begin_phone_verification(tenant uuid, person uuid, request jsonb)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := (request ->> 'now')::timestamptz;
  own public.personal_phones;
  account public.twilio_accounts;
  line public.phone_numbers;
  reason text;
begin
  -- One at a time per tenant: verifications cost money too, so they are counted exactly.
  perform pg_advisory_xact_lock(hashtextextended('verifications:' || tenant, 0));
  if not exists (
    select from public.profiles
    where tenant_id = tenant and user_id = person and removed_at is null
  ) then return jsonb_build_object('refused', 'not_a_member'); end if;
  select * into own from public.personal_phones
    where tenant_id = tenant and user_id = person for update;
  select * into account from public.twilio_accounts
    where tenant_id = tenant and verified_at is not null;
  select * into line from public.phone_numbers
    where id = private.choose_caller_number(tenant, person, null, null);
  reason := case
    when own.phone is null then 'no_personal_phone'
    when own.phone is distinct from request ->> 'phone' then 'phone_changed'
    when own.verified_at is not null then 'already_verified'
    when account.tenant_id is null or line.id is null then 'twilio_not_configured'
    when private.is_own_number(tenant, own.phone) then 'own_number'
    when (
      select private.place_refusal(t, own.phone, request -> 'place')
      from public.tenants t where t.id = tenant
    ) is not null then 'own_phone_not_allowed'
    else private.verification_refusal(tenant, person, own.phone, at) end;
  if reason is not null then
    if reason in ('person_limit', 'tenant_limit', 'own_phone_not_allowed') then
      perform private.audit(tenant, person, 'personal_phone.verification_refused', person::text,
        jsonb_build_object('reason', reason) || private.range_detail(
          case when reason = 'own_phone_not_allowed' then request ->> 'range' end));
    end if;
    return jsonb_build_object('refused', reason);
  end if;
  update public.phone_verifications set ended_at = at, ended_as = 'replaced'
    where tenant_id = tenant and user_id = person and ended_at is null;
  insert into public.phone_verifications
      (id, tenant_id, user_id, phone, place, from_number, code_hash, created_at, expires_at,
      next_check_at)
    values ((request ->> 'verification_id')::uuid, tenant, person, own.phone,
      request -> 'place', line.number, request ->> 'code_hash', at,
      at + interval '10 minutes', at + interval '60 seconds');
  perform private.audit(tenant, person, 'personal_phone.verification_called', person::text, '{}');
  return jsonb_build_object('from_number', line.number, 'phone', own.phone,
    'account_sid', account.account_sid, 'auth_token_ciphertext', account.auth_token_ciphertext);
end
$$;

revoke all on function machine.begin_phone_verification from public;
grant execute on function machine.begin_phone_verification to ringbook_machine;

-- Calls that Twilio should be asked about, each handed to one sweep at a time.
create or replace function machine.claim_checks(at timestamptz, how_many integer) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with due as (
    select c.tenant_id, c.id from public.calls c
    where c.settled_at is null and c.next_check_at <= at
    order by c.next_check_at limit how_many for update skip locked
  ), claimed as (
    update public.calls c set next_check_at = at + interval '60 seconds' from due
    where c.tenant_id = due.tenant_id and c.id = due.id returning c.*
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', c.tenant_id, 'call_id', c.id,
      'direction', c.direction,
      'twilio_call_sid', c.twilio_call_sid, 'from_number', c.from_number, 'created_at',
        c.created_at, 'ended_at', c.ended_at,
      'create_lost', c.create_lost, 'hangup_requested', c.hangup_requested_at is not null,
        'user_id', c.user_id,
      'rep_phone', (select e.event_data ->> 'to' from public.call_events e
                      where e.tenant_id = c.tenant_id and e.call_id = c.id
                        and e.event_type = 'initiate' limit 1),
      'in_browser', exists (select from public.call_events e
        where e.tenant_id = c.tenant_id and e.call_id = c.id and e.event_type = 'initiate'
          and e.event_data ->> 'device' = 'browser'),
      'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
      'unpriced', private.unpriced_legs(c),
      'legs', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
        'parent_call_sid', l.parent_call_sid, 'user_id', l.user_id)), '[]'::jsonb)
               from public.call_legs l where l.tenant_id = c.tenant_id and l.call_id = c.id)
    ) order by c.created_at), '[]'::jsonb)
  from claimed c
  left join public.twilio_accounts a on a.tenant_id = c.tenant_id
$$;

revoke all on function machine.claim_checks from public;
grant execute on function machine.claim_checks to ringbook_machine;

-- An admin turns browser calls off. False for who is no admin.
create or replace function machine.delete_browser_calls(tenant uuid, person uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from public.profiles
    where tenant_id = tenant and user_id = person and removed_at is null and role = 'admin'
  ) then return false; end if;
  perform private.act_as(person);
  delete from public.browser_calls where tenant_id = tenant;
  delete from public.softphones where tenant_id = tenant;
  return true;
end
$$;

revoke all on function machine.delete_browser_calls from public;
grant execute on function machine.delete_browser_calls to ringbook_machine;

-- Ends a call that was placed in a browser which never asked Twilio for it. Nothing was dialled:
-- once it is over, the browser gets it no more (machine.take_client_event). False if it did.
create or replace function machine.end_unconnected(
  tenant uuid, target uuid, at timestamptz, why text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from public.calls c
    where c.tenant_id = tenant and c.id = target and c.ended_at is null
      and exists (select from public.call_events v
        where v.tenant_id = tenant and v.call_id = target and v.event_type = 'initiate'
          and v.event_data ->> 'device' = 'browser')
    for no key update;
  if not found or exists (select from public.call_legs l
    where l.tenant_id = tenant and l.call_id = target) then return false; end if;
  perform machine.record_event(tenant, jsonb_build_object('type', 'unconnected',
    'request', 'create_refused', 'call_id', target, 'dedupe_key', 'unconnected:' || target,
    'occurred_at', at, 'received_at', at, 'error', jsonb_build_object('message', why),
    'data', '{}'::jsonb));
  return true;
end
$$;

revoke all on function machine.end_unconnected from public;
grant execute on function machine.end_unconnected to ringbook_machine;

-- The tenant behind a Twilio account: its token's ciphertext and the routing facts. Null when
-- nobody has saved it.
create or replace function machine.line(account text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'tenant_id', t.id, 'tenant_name', t.name, 'country_code', t.country_code,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
    'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
    'call_time_limit_seconds', t.call_time_limit_seconds,
    'announce_recording', t.announce_recording, 'announce_countries', t.announce_countries,
    'blocked_calls', t.blocked_calls, 'anonymous_calls', t.anonymous_calls,
    'has_blocked', exists (select from public.blocked_callers b where b.tenant_id = t.id),
    'allowed_countries', coalesce(t.allowed_countries, array[t.country_code]),
    'allowed_prefixes', t.allowed_prefixes,
    'numbers', coalesce((
      select jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number,
          'forward_user_id', n.forward_user_id, 'forward_phone', n.forward_phone,
          'forward_in_browser', n.forward_in_browser,
          'route_version', n.version_id, 'route', n.route))
      from private.number_routes(t.id) n where n.removed_at is null), '[]'::jsonb))
  from public.twilio_accounts a join public.tenants t on t.id = a.tenant_id
  where a.account_sid = account and a.verified_at is not null
$$;

revoke all on function machine.line from public;
grant execute on function machine.line to ringbook_machine;

-- A person's browser is registered with Twilio, or not any more. False for who is no member.
create or replace function machine.note_softphone(
  tenant uuid, person uuid, device uuid, is_ready boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.profiles
    where tenant_id = tenant and user_id = person and removed_at is null
  ) then return false; end if;
  -- Of a browser that never said goodbye, nothing stays.
  delete from public.softphones where tenant_id = tenant and user_id = person
    and (seen_at < now() - interval '1 day' or device_id = device and not is_ready);
  if is_ready then
    insert into public.softphones as s (tenant_id, user_id, device_id, seen_at)
      values (tenant, person, device, now())
    on conflict (tenant_id, user_id, device_id)
      do update set seen_at = greatest(s.seen_at, excluded.seen_at);
  end if;
  return true;
end
$$;

revoke all on function machine.note_softphone from public;
grant execute on function machine.note_softphone to ringbook_machine;

-- Ringbook has made a TwiML app and an API key in the account that is the tenant's. Says so where
-- another admin was first, or the account is not theirs any more.
create or replace function machine.save_browser_calls(tenant uuid, person uuid, saved jsonb)
  returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from public.profiles
    where tenant_id = tenant and user_id = person and removed_at is null and role = 'admin'
  ) then return 'not_admin'; end if;
  -- Locked, so that the account is not changed under it.
  perform from public.twilio_accounts
    where tenant_id = tenant and account_sid = saved ->> 'account_sid'
      and verified_at is not null for share;
  if not found then return 'account_changed'; end if;
  perform private.act_as(person);
  -- Of an account that was the tenant's before.
  delete from public.browser_calls
    where tenant_id = tenant and account_sid <> saved ->> 'account_sid';
  insert into public.browser_calls
      (tenant_id, account_sid, application_sid, api_key_sid, api_key_secret_ciphertext)
    values (tenant, saved ->> 'account_sid', saved ->> 'application_sid',
      saved ->> 'api_key_sid', saved ->> 'api_key_secret_ciphertext')
  on conflict (tenant_id) do nothing;
  return case when found then 'saved' else 'on_already' end;
end
$$;

revoke all on function machine.save_browser_calls from public;
grant execute on function machine.save_browser_calls to ringbook_machine;

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
    delete from public.browser_calls where tenant_id = tenant;
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

-- Whose turn it is now in the queues of a tenant (lib/queue/machine.ts). For who waits on
-- the line somebody is claimed when Twilio asks, for who is called back here.
create or replace function machine.serve_queues(tenant uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  people jsonb;
  served record;
  turns jsonb := '[]';
  callbacks jsonb := '[]';
begin
  perform pg_advisory_xact_lock(hashtextextended('queue:' || tenant, 0));
  perform private.return_callbacks(tenant);
  people := (select jsonb_agg(to_jsonb(r)
      || jsonb_build_object('has_phone', r.phone is not null,
        'rung_at', floor(extract(epoch from r.rung_at) * 1000),
        'talked_at', floor(extract(epoch from r.talked_at) * 1000)))
    from private.routed_people(tenant, '00000000-0000-0000-0000-000000000000', '{}') r);
  for served in
    select l.call_id, l.user_id, q.state, q.call_sid, q.query, q.heard_at,
      q.taken_at
    from private.serve_line(tenant, coalesce(people, '[]')) l
    join public.queue_entries q on q.tenant_id = tenant and q.call_id = l.call_id
  loop
    if served.state = 'callback' then
      callbacks := callbacks || coalesce(
        private.begin_callback(tenant, served.call_id, served.user_id), '[]');
    -- Not again while Twilio is asking.
    elsif served.query is not null and (served.heard_at < now() - interval '3 seconds'
        or served.taken_at > served.heard_at) then
      turns := turns || jsonb_build_object('call_sid', served.call_sid, 'query', served.query);
    end if;
  end loop;
  return jsonb_build_object('turns', turns, 'callbacks', callbacks, 'account', (
    select jsonb_build_object('account_sid', a.account_sid, 'auth_token_ciphertext',
      a.auth_token_ciphertext) from public.twilio_accounts a
    where a.tenant_id = tenant and a.verified_at is not null));
end
$$;
revoke all on function machine.serve_queues from public;
grant execute on function machine.serve_queues to ringbook_machine;

-- What a person's access token for the browser is made of; null where browser calls are off.
create or replace function machine.softphone_key(tenant uuid, person uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('account_sid', l.account_sid, 'application_sid', l.application_sid,
    'api_key_sid', l.api_key_sid, 'api_key_secret_ciphertext', l.api_key_secret_ciphertext)
  from private.softphone_line(tenant) l
  join public.profiles p on p.tenant_id = l.tenant_id and p.user_id = person
    and p.removed_at is null
$$;

revoke all on function machine.softphone_key from public;
grant execute on function machine.softphone_key to ringbook_machine;

-- Records an event of a browser's own leg, which has no signed URL: it asks for the call that its
-- person has just placed, or reports on its leg. What the browser says is not believed: the call
-- must be this person's, placed in the browser, not over, and without another leg. Null for any
-- other.
create or replace function machine.take_client_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  sid text := e ->> 'call_sid';
  person uuid := (e ->> 'user_id')::uuid;
  c public.calls;
  placed jsonb;
  facts jsonb;
begin
  if e ->> 'client' = 'reports' then
    select k.* into c from public.call_legs l
      join public.calls k on k.tenant_id = l.tenant_id and k.id = l.call_id
      where l.tenant_id = tenant and l.call_sid = sid and l.user_id = person;
    if not found then return null; end if;
    return machine.record_event(tenant, e || jsonb_build_object('call_id', c.id));
  end if;
  select * into c from public.calls
    where tenant_id = tenant and id = (e ->> 'call_id')::uuid for no key update;
  placed := (select v.event_data from public.call_events v
    where v.tenant_id = tenant and v.call_id = c.id and v.event_type = 'initiate');
  if c.user_id is distinct from person or placed ->> 'device' is distinct from 'browser'
    or not exists (select from public.profiles p
      where p.tenant_id = tenant and p.user_id = person and p.removed_at is null)
  then return null; end if;
  -- Sent again, it is the same.
  if (case when c.twilio_call_sid is null then c.ended_at is not null
    else c.twilio_call_sid <> sid end)
  then return null; end if;
  facts := machine.record_event(tenant, e);
  if placed ->> 'extension' is not null then
    facts := facts || jsonb_build_object('extension', placed ->> 'extension');
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('facts', facts)
      where tenant_id = tenant and dedupe_key = e ->> 'dedupe_key' and answered_from ? 'facts';
  end if;
  return facts;
end
$$;

revoke all on function machine.take_client_event from public;
grant execute on function machine.take_client_event to ringbook_machine;

-- Whether a browser of this person is registered with Twilio at this moment.
create or replace function private.has_softphone(tenant uuid, person uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.softphones s
    where s.tenant_id = tenant and s.user_id = person
      and s.seen_at > now() - interval '45 seconds');
end
$$;
revoke all on function private.has_softphone from public;

create or replace function private.number_refusal(
  settings public.tenants, request jsonb, rep_phone text
) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  reason text := private.place_refusal(settings, request ->> 'to', request -> 'to_place');
begin
  if reason is not null then
    return jsonb_build_object('refused', reason, 'range', request -> 'to_range');
  end if;
  if exists (
    select from public.do_not_call where tenant_id = settings.id and number = request ->> 'to'
  ) then return jsonb_build_object('refused', 'do_not_call'); end if;
  if request ->> 'device' = 'browser' then return null; end if;
  -- The app sorted the phone it knew of; a newer one has not been looked at.
  if request ->> 'rep_phone' is distinct from rep_phone then
    return jsonb_build_object('refused', 'phone_changed');
  end if;
  if private.place_refusal(settings, rep_phone, request -> 'rep_place') is not null then
    return jsonb_build_object(
      'refused', 'own_phone_not_allowed', 'range', request -> 'agent_range');
  end if;
  return null;
end
$$;

revoke all on function private.number_refusal from public;

-- Its rows have one more column.
drop function private.number_routes(uuid);
-- A tenant's numbers with their routes, the oldest first, removed ones too: the only place where a
-- route is read. The route is a person, whose phone is null while it may not ring and who may also
-- be in a browser, or the newest version of what was published: of the number's route, or of the
-- company's default where it has no person either, or one who left.
create or replace function private.number_routes(tenant uuid)
  returns table (id uuid, number text, forward_user_id uuid, forward_phone text,
    forward_in_browser boolean, removed_at timestamptz, version_id uuid, route jsonb)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select n.id, n.number, n.forward_to, ph.phone,
    coalesce(d.rings_on <> 'phone' and private.has_softphone(tenant, p.user_id), false),
    n.removed_at, v.id, v.body
  from public.phone_numbers n
  left join public.routes standard on standard.tenant_id = tenant and standard.is_default
  left join public.profiles p
    on p.tenant_id = n.tenant_id and p.user_id = n.forward_to and p.removed_at is null
  left join public.call_devices d on d.tenant_id = tenant and d.user_id = p.user_id
  left join public.personal_phones ph
    on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id and ph.verified_at is not null
    -- The company's own number would ring itself.
    and not private.is_own_number(tenant, ph.phone)
    and d.rings_on is distinct from 'browser'
  left join lateral (select r.id, r.body from public.route_versions r
    where r.tenant_id = n.tenant_id and r.route_id = coalesce(n.route_id,
      case when p.user_id is null then standard.id end)
    order by r.published_at desc, r.id desc limit 1) v on true
  where n.tenant_id = tenant
  order by n.created_at, n.id
$$;

revoke all on function private.number_routes from public;

-- Everybody of the tenant as a call would find them now: lib/routing/people.ts, for trying a route.
-- For managers and admins.
create or replace function private.people_to_ring() returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if private.role() not in ('manager', 'admin') or private.role() is null then
    raise exception 'only managers and admins may do this' using errcode = '42501';
  end if;
  return (select coalesce(jsonb_agg(jsonb_build_object('user_id', r.user_id, 'name', r.name,
      'phone', r.phone, 'in_browser', r.in_browser, 'availability', r.availability,
      'rung_at', floor(extract(epoch from r.rung_at) * 1000),
      'talked_at', floor(extract(epoch from r.talked_at) * 1000))), '[]')
    from private.routed_people(private.tenant_id(), '00000000-0000-0000-0000-000000000000',
      '{}') r);
end
$$;

revoke all on function private.people_to_ring from public;
grant execute on function private.people_to_ring to authenticated;

-- What a route's next decision depends on besides the call (lib/routing/turn.ts), after claiming
-- whom it is about to ring. Stored with the event, without phones; the same event again gets what
-- was stored. `phones` are those of the people who may be rung, `in_browser` who may be there.
create or replace function private.route_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  key text := e ->> 'dedupe_key';
  people jsonb;
  phones jsonb;
  in_browser jsonb;
  owner uuid;
  spoke record;
  facts jsonb;
  claimed jsonb;
  wishes jsonb := coalesce(e #> '{routing,wishes}', '[]');
begin
  if wishes @> '[{"whom": "queue"}]' then
    -- One caller of a tenant at a time, before it is read who is free: the order is exact.
    perform pg_advisory_xact_lock(hashtextextended('queue:' || tenant, 0));
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('user_id', r.user_id, 'name', r.name,
      'availability', r.availability, 'has_phone', r.phone is not null,
      'rung_at', floor(extract(epoch from r.rung_at) * 1000),
      'talked_at', floor(extract(epoch from r.talked_at) * 1000))), '[]'),
      coalesce(jsonb_object_agg(r.user_id, r.phone) filter (where r.phone is not null), '{}'),
      coalesce(jsonb_agg(r.user_id) filter (where r.in_browser), '[]')
    into people, phones, in_browser
    from private.routed_people(tenant, call,
      array(select jsonb_array_elements_text(e #> '{routing,callers}'))) r;
  facts := (select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key);
  if facts is null then
    -- Looked up where the next steps ask for them.
    if wishes @> '[{"whom": "owner"}]' then
      select x.owner_id into owner from public.calls c join public.contacts x
        on x.tenant_id = c.tenant_id and x.id = c.contact_id
        where c.tenant_id = tenant and c.id = call;
    end if;
    select l.user_id, l.ended_at into spoke from public.calls l
      where wishes @> '[{"whom": "last_speaker"}]'
        and l.tenant_id = tenant and l.id <> call and l.outcome = 'connected'
        and l.ended_at is not null
        and l.customer_number = (select c.customer_number from public.calls c
          where c.tenant_id = tenant and c.id = call)
      order by l.created_at desc, l.id desc limit 1;
    if e -> 'from_memory' is null then
      claimed := private.claim_people(tenant, e, people, (
        select jsonb_agg(case w ->> 'whom'
          when 'owner' then w || jsonb_build_object('people', jsonb_strip_nulls(
            jsonb_build_array(owner)))
          when 'last_speaker' then w || jsonb_build_object('people', case
            when spoke.ended_at >= now() - (w ->> 'days')::integer * interval '1 day'
            then jsonb_build_array(spoke.user_id) else '[]' end)
          else w end) from jsonb_array_elements(wishes) w));
      people := claimed -> 'people';
    end if;
    perform private.leave_queue(tenant, e, claimed #>> '{queue,position}' is not null);
    facts := jsonb_build_object('owner_id', owner, 'last_speaker', case
        when spoke.user_id is not null then jsonb_build_object('user_id', spoke.user_id,
          'at', floor(extract(epoch from spoke.ended_at) * 1000)) end,
      'queue', claimed -> 'queue', 'people', people, 'in_browser', in_browser);
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts || jsonb_build_object('phones', phones);
end
$$;
revoke all on function private.route_facts from public;

-- Its rows have one more column.
drop function private.routed_people(uuid, uuid, text[]);
-- Everybody of a tenant, in a fixed order, as lib/routing/people.ts takes them: whether this call
-- may ring them, and why not: on `phone`, unless they want only the browser, and `in_browser`.
-- `callers` are the phones that the call comes from. In plpgsql like what it calls: a caller waits,
-- and a function in SQL is planned each time.
create or replace function private.routed_people(tenant uuid, call uuid, callers text[])
  returns table (user_id uuid, name text, phone text, in_browser boolean, availability text,
    rung_at timestamptz, talked_at timestamptz)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query select p.user_id, p.name, ph.phone, b.in_browser,
    case
      when ph.phone = any (callers) then 'is_caller'
      when not b.in_browser and (ph.phone is null
        or verified.place is not null
          and private.place_refusal(t, ph.phone, verified.place) is not null) then 'no_phone'
      when a.state = 'offline' then 'offline'
      when a.state = 'away' and coalesce(a.away_until > now(), true) then 'away'
      when not private.is_within_week(h.week, h.time_zone, now()) then 'outside_hours'
      when live.is_live then 'on_call'
      when last.outcome = 'connected'
        and last.ended_at > now() - t.after_call_seconds * interval '1 second' then 'after_call'
      when k.call_id <> call and not private.is_claim_over(k) then 'ringing'
      else 'free'
    end,
    k.claimed_at, last.ended_at
  from public.profiles p
  join public.tenants t on t.id = tenant
  left join public.call_devices d on d.tenant_id = tenant and d.user_id = p.user_id
  left join public.personal_phones ph
    on ph.tenant_id = tenant and ph.user_id = p.user_id and ph.verified_at is not null
    -- The company's own number would ring itself.
    and not exists (select from public.phone_numbers n
      where n.tenant_id = tenant and n.number = ph.phone and n.removed_at is null)
    and d.rings_on is distinct from 'browser'
  -- Where calls may go is decided anew: it may have changed since.
  left join lateral (select v.place from public.phone_verifications v
    where v.tenant_id = tenant and v.user_id = p.user_id and v.phone = ph.phone
      and v.ended_as = 'verified'
    order by v.created_at desc, v.id limit 1) verified on true
  cross join lateral (select coalesce(d.rings_on <> 'phone'
    and private.has_softphone(tenant, p.user_id), false) as in_browser) b
  left join public.availability a on a.tenant_id = tenant and a.user_id = p.user_id
  left join public.own_hours h on h.tenant_id = tenant and h.user_id = p.user_id
  left join private.ring_claims k on k.tenant_id = tenant and k.user_id = p.user_id
  cross join lateral (select exists (select from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id and c.ended_at is null
      and c.id <> call) as is_live) live
  left join lateral (select c.ended_at, c.outcome from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id
    order by c.created_at desc, c.id desc limit 1) last on true
  where p.tenant_id = tenant and p.removed_at is null
  order by p.created_at, p.user_id;
end
$$;
revoke all on function private.routed_people from public;

-- Every column that keeps a secret, for the rotation of keys. A ciphertext begins with its key's id
-- (lib/core/crypto.ts), so an index in the order of bytes finds those of other keys, and goes on
-- after any one of them.
create or replace function private.secret_columns() returns table
  (place text, relation regclass, field name)
language sql stable set search_path = pg_catalog, pg_temp as $$
  values ('browser_calls.api_key_secret', 'public.browser_calls'::regclass,
    'api_key_secret_ciphertext'::name),
    ('twilio_accounts.auth_token', 'public.twilio_accounts'::regclass,
    'auth_token_ciphertext'::name),
    ('transcription_settings.api_key', 'public.transcription_settings'::regclass,
    'api_key_ciphertext'::name)
$$;

revoke all on function private.secret_columns from public;

-- Which waiting caller gets whom of the people (private.routed_people) who are free: the line is
-- served in its order, and each gets whoever has had no call or ring for longest. Nobody is in
-- there twice. Who has just not answered a caller is not rung for the same one at once. A caller
-- whom a manager has just taken comes first, and gets them, also where they take no calls. Who is
-- called back needs somebody with a phone.
create or replace function private.serve_line(tenant uuid, people jsonb)
  returns table (call_id uuid, user_id uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  able text[] := array['free', 'after_call', 'away', 'offline', 'outside_hours'];
  rung uuid[] := '{}';
  entry record;
begin
  for entry in
    select l.*, case when l.taken_at > now() - interval '60 seconds' then l.taken_by end as taker
    from private.queue_line(tenant) l
    order by coalesce(l.taken_at > now() - interval '60 seconds', false) desc, l.priority desc,
      l.joined_at, l.call_id
  loop
    continue when entry.taker is null and entry.state = 'callback' and entry.next_try_at > now();
    select r.user_id into user_id from jsonb_to_recordset(people) as r(user_id uuid,
        availability text, has_phone boolean, rung_at bigint, talked_at bigint)
      where r.user_id <> all (rung) and (r.has_phone or entry.state <> 'callback')
        and case when entry.taker is not null
          then r.user_id = entry.taker and r.availability = any (able)
          else r.availability = 'free'
            and (entry.people is null or r.user_id = any (entry.people)) end
        and not exists (select from private.ring_claims k where k.tenant_id = tenant
          and k.user_id = r.user_id and k.call_id = entry.call_id
          and k.claimed_at > now() - interval '45 seconds')
      order by greatest(r.rung_at, r.talked_at) nulls first, r.user_id limit 1;
    continue when user_id is null;
    rung := rung || user_id;
    call_id := entry.call_id;
    return next;
  end loop;
end
$$;
revoke all on function private.serve_line from public;

-- Applies verdict and legs to the call: status, times, ring time, price.
create or replace function private.settle(n public.calls, legs public.call_legs[],
  v private.verdict)
returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  root public.call_legs;
  -- The phone that rang last: the customer's of an outbound call, else the company's.
  rung public.call_legs;
  rung_side text := case n.direction when 'outbound' then 'customer' else 'company' end;
  is_live boolean := false;
begin
  foreach leg in array legs loop
    is_live := is_live or leg.status < 'completed';
    if leg.parent_call_sid is null then
      if root.call_sid is null then
        root := leg;
      elsif (leg.first_seen_at, leg.call_sid) < (root.first_seen_at, root.call_sid) then
        root := leg;
      end if;
    end if;
    if leg.side = rung_side and (n.direction <> 'internal' or leg.parent_call_sid is not null) then
      if rung.call_sid is null then
        rung := leg;
      -- Of those that nobody answered and that began together, the one that rang longest.
      elsif (coalesce(leg.accepted_at, 'infinity'), coalesce(leg.answered_at, 'infinity'),
          leg.first_seen_at, coalesce(rung.ended_at, 'infinity'), leg.call_sid)
        < (coalesce(rung.accepted_at, 'infinity'), coalesce(rung.answered_at, 'infinity'),
          rung.first_seen_at, coalesce(leg.ended_at, 'infinity'), rung.call_sid) then
        rung := leg;
      end if;
    end if;
  end loop;
  if v.status >= 'completed' or n.status >= 'completed' then
    if n.status < 'completed' then n.next_check_at := now(); end if;
    n.ended_at := case when v.status >= 'completed'
      then coalesce(v.ended_at, root.ended_at, rung.ended_at, n.ended_at) end;
    n.duration_seconds := case when v.status >= 'completed' then v.duration_seconds end;
  elsif n.ended_at is not null then
    -- Said of a create that was refused, and rang after all.
    n.ended_at := null;
    n.duration_seconds := null;
  end if;
  n.stage := case when v.status >= 'completed' then 'ended' else v.stage end;
  n.status := v.status;
  n.outcome := v.outcome;
  n.outcome_reason := v.outcome_reason;
  n.answered_at := v.answered_at;
  if rung.call_sid is not null then
    n.ring_seconds := round(extract(epoch from
      coalesce(rung.answered_at, rung.ended_at) - rung.ringing_at))::integer;
    if n.ring_seconds < 0 then n.ring_seconds := 0; end if;
  end if;
  n.twilio_call_sid := coalesce(root.call_sid, n.twilio_call_sid, rung.parent_call_sid);
  if n.direction = 'inbound' and (v.owner_id is not null or rung.accepted_at is not null) then
    n.user_id := coalesce(v.owner_id, rung.user_id, n.user_id);
  end if;
  if root.call_sid is not null and (n.create_lost or n.error_message is not null) then
    -- It happened after all: what was said of a create that was not found is void.
    n.create_lost := false; n.error_code := null; n.error_message := null;
  end if;
  if not is_live and root.call_sid is not null then
    n := private.settle_price(n, legs);
  elsif n.billed_seconds is not null or n.price is not null then
    n.billed_seconds := null; n.price := null; n.price_unit := null;
  end if;
  return n;
end
$$;
revoke all on function private.settle from public;

-- The TwiML app and API key of a tenant's browser calls; null unless they are turned on, in the
-- account that is the tenant's.
create or replace function private.softphone_line(tenant uuid) returns public.browser_calls
language sql stable set search_path = pg_catalog, pg_temp as $$
  select b from public.browser_calls b
  join public.twilio_accounts a on a.tenant_id = b.tenant_id and a.account_sid = b.account_sid
  where b.tenant_id = tenant and a.verified_at is not null
$$;
revoke all on function private.softphone_line from public;

comment on column public.phone_verifications.place is 'Country and kind of the phone (lib/core/destination.ts), for private.routed_people.';

reset check_function_bodies;
