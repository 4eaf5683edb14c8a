-- Twilio's words for a withheld number, spelled on a keypad, are nobody's number: isWithheld in
-- lib/phone.ts.
create function private.is_withheld(number text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select number ~ '^\+1?(266696687|7378742833|2562533|8656696|86282452253)$|^\+7378742883$'
$$;
comment on function private.is_withheld is
  'True for ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE on a keypad, as E.164.';
revoke all on function private.is_withheld(text) from public;
-- A check is evaluated as the person who writes the row.
grant execute on function private.is_withheld(text) to authenticated;

-- What was saved as such a number before stands for many callers.
update public.calls set contact_id = null, version = version + 1
  where contact_id is not null and private.is_withheld(customer_number);
delete from public.contact_phones where private.is_withheld(phone);
delete from public.personal_phones where private.is_withheld(phone);
alter table public.contact_phones
  add constraint contact_phones_not_withheld check (not private.is_withheld(phone));
alter table public.personal_phones
  add constraint personal_phones_not_withheld check (not private.is_withheld(phone));

-- A switchboard's number with two extensions stands on two contacts.
alter table public.contact_phones
  add column extension text not null default '' check (extension ~ '^[0-9]{0,20}$');
comment on column public.contact_phones.extension is
  'Digits to dial once the number answers, or empty. A caller is found by the number alone.';
grant insert (extension), update (extension) on public.contact_phones to authenticated;

-- A country's code and at least one digit after it; lib/calls/prefixes.ts holds to the same.
alter table public.tenants
  add column allowed_prefixes text[] not null default '{}'
    check (cardinality(allowed_prefixes) <= 20 and array_position(allowed_prefixes, null) is null
      and (array_to_string(allowed_prefixes, ',') || ',') ~ concat(
        '^(,|(\+(([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])[0-9]{1,11}',
        '|[2-9][0-9]{3,11}),)+)$'));
comment on column public.tenants.allowed_prefixes is
  'Beginnings of numbers (+1861) that may be called whatever allowed_countries says.';
grant update (allowed_prefixes) on public.tenants to authenticated;

-- Why a tenant's people may not have this number rung; null when they may. `place` is
-- {country, kind} as lib/calls/destination.ts sorts it: what was not sorted is not allowed, and no
-- prefix opens premium ranges, satellites or international networks.
drop function private.place_refusal(public.tenants, jsonb);
create function private.place_refusal(settings public.tenants, number text, place jsonb)
returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case
    when private.is_withheld(number) then 'number_not_allowed'
    when place ->> 'kind' is null or place ->> 'kind' not in ('ordinary', 'special', 'unknown')
      then 'number_not_allowed'
    when exists (
      select from unnest(settings.allowed_prefixes) as prefix where starts_with(number, prefix)
    ) then null
    when place ->> 'kind' <> 'ordinary' or place ->> 'country' is null then 'number_not_allowed'
    when not place ->> 'country' = any (
      coalesce(settings.allowed_countries, array[settings.country_code])
    ) then 'country_not_allowed'
  end
$$;
revoke all on function private.place_refusal(public.tenants, text, jsonb) from public;

create or replace function private.number_refusal(
  settings public.tenants, request jsonb, agent_phone text
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
  -- The app sorted the phone it knew of; a newer one has not been looked at.
  if request ->> 'agent_phone' is distinct from agent_phone then
    return jsonb_build_object('refused', 'phone_changed');
  end if;
  if private.place_refusal(settings, agent_phone, request -> 'agent_place') is not null then
    return jsonb_build_object(
      'refused', 'own_phone_not_allowed', 'range', request -> 'agent_range');
  end if;
  return null;
end
$$;

-- { refused } when a person is on a call, or their phone is: a call is often over seconds before
-- the rep's phone is down ("The line is busy"). A leg whose end never arrives blocks for 2 minutes.
create function private.busy_refusal(tenant uuid, caller uuid, at timestamptz) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from public.calls
    where tenant_id = tenant and user_id = caller and ended_at is null
      and status in ('queued', 'ringing', 'in-progress')
      and (direction = 'outbound' or stage in ('ringing_agent', 'confirming', 'connected'))
  ) then return jsonb_build_object('refused', 'call_in_progress'); end if;
  if exists (
    select from public.calls c
    join public.call_legs l on l.tenant_id = c.tenant_id and l.call_id = c.id
    where c.tenant_id = tenant and c.user_id = caller and c.created_at > at - interval '5 hours'
      and c.ended_at > at - interval '2 minutes'
      and l.role = 'agent' and coalesce(l.user_id, caller) = caller and l.status < 'completed'
  ) then return jsonb_build_object('refused', 'call_in_progress', 'ending', true); end if;
  return null;
end
$$;
revoke all on function private.busy_refusal(uuid, uuid, timestamptz) from public;

-- Writes the queued call of a rep, or says why not: { refused: reason }. A key that was used before
-- gives that call again.
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
  ) then return jsonb_build_object('refused', 'contact_not_found'); end if;
  select * into settings from public.tenants where id = tenant;
  select * into account from public.twilio_accounts where tenant_id = tenant;
  select * into line from public.phone_numbers where tenant_id = tenant
    order by created_at, id limit 1;
  if account.tenant_id is null or line.id is null then
    return jsonb_build_object('refused', 'twilio_not_configured');
  end if;
  select phone, verified_at is not null into agent_phone, proven
    from public.personal_phones ph where tenant_id = tenant and user_id = caller
    and not exists (
      select from public.phone_numbers own where own.tenant_id = tenant and own.number = ph.phone);
  if agent_phone is null then return jsonb_build_object('refused', 'no_personal_phone'); end if;
  if not proven then return jsonb_build_object('refused', 'phone_not_verified'); end if;
  if request ->> 'to' in (agent_phone, line.number) then
    return jsonb_build_object('refused', 'own_number');
  end if;
  verdict := private.busy_refusal(tenant, caller, at);
  if verdict is not null then return verdict; end if;
  verdict := coalesce(private.number_refusal(settings, request, agent_phone),
    private.limit_refusal(settings, caller, at));
  if verdict is not null then
    perform private.audit(tenant, caller, 'call.refused', contact::text,
      jsonb_build_object('reason', verdict ->> 'refused',
        'country', request -> 'to_place' ->> 'country', 'ends_in', right(request ->> 'to', 2))
      || private.range_detail(verdict ->> 'range'));
    return verdict;
  end if;

  record := settings.recording_enabled and coalesce((request ->> 'record')::boolean, true);
  insert into public.calls (id, tenant_id, direction, from_number, to_number, contact_id, user_id,
      phone_number_id, recording_requested, created_at, next_check_at)
    values (call_id, tenant, 'outbound', line.number, request ->> 'to',
      coalesce(contact, private.contact_for(tenant, request ->> 'to')), caller, line.id,
      record, at, at + interval '60 seconds');
  -- Kept before Twilio is asked: whatever happens to us next, the sweep knows what to look for.
  insert into public.call_events
      (tenant_id, call_id, event_type, event_data, dedupe_key, occurred_at)
    values (tenant, call_id, 'initiate', jsonb_strip_nulls(jsonb_build_object(
      'from', line.number, 'to', agent_phone, 'user_id', caller,
      'extension', request ->> 'extension')), 'initiate:' || call_id, at);
  perform private.keep_key(tenant, caller, request -> 'key', call_id, at);
  return jsonb_build_object('call_id', call_id, 'from_number', line.number,
    'agent_phone', agent_phone, 'recording_requested', record,
    'account_sid', account.account_sid, 'auth_token_ciphertext', account.auth_token_ciphertext,
    'call_time_limit_seconds', settings.call_time_limit_seconds);
end
$$;

-- A refusal's entry in the audit log names the range that an admin may allow, never the number.
create function private.range_detail(range text) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when range is null then '{}'::jsonb else jsonb_build_object('range', range) end
$$;
revoke all on function private.range_detail(text) from public;

-- Writes the call that will say a code to a person's phone, or says why not: { refused: reason }.
create or replace function machine.begin_phone_proof(tenant uuid, person uuid, request jsonb)
returns jsonb
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
  if not exists (
    select from public.profiles
    where tenant_id = tenant and user_id = person and removed_at is null
  ) then return jsonb_build_object('refused', 'not_a_member'); end if;
  select * into own from public.personal_phones
    where tenant_id = tenant and user_id = person for update;
  select * into account from public.twilio_accounts where tenant_id = tenant;
  select * into line from public.phone_numbers where tenant_id = tenant
    order by created_at, id limit 1;
  reason := case
    when own.phone is null then 'no_personal_phone'
    when own.phone is distinct from request ->> 'phone' then 'phone_changed'
    when own.verified_at is not null then 'already_proven'
    when account.tenant_id is null or line.id is null then 'twilio_not_configured'
    when exists (
      select from public.phone_numbers n where n.tenant_id = tenant and n.number = own.phone
    ) then 'own_number'
    when (
      select private.place_refusal(t, own.phone, request -> 'place')
      from public.tenants t where t.id = tenant
    ) is not null then 'own_phone_not_allowed'
    else private.proof_refusal(tenant, person, own.phone, at) end;
  if reason is not null then
    if reason in ('person_limit', 'tenant_limit', 'own_phone_not_allowed') then
      perform private.audit(tenant, person, 'personal_phone.proof_refused', person::text,
        jsonb_build_object('reason', reason) || private.range_detail(
          case when reason = 'own_phone_not_allowed' then request ->> 'range' end));
    end if;
    return jsonb_build_object('refused', reason);
  end if;
  update public.phone_proofs set ended_at = at, ended_as = 'replaced'
    where tenant_id = tenant and user_id = person and ended_at is null;
  insert into public.phone_proofs
      (id, tenant_id, user_id, phone, code_hash, created_at, expires_at, next_check_at)
    values ((request ->> 'proof_id')::uuid, tenant, person, own.phone, request ->> 'code_hash',
      at, at + interval '10 minutes', at + interval '60 seconds');
  perform private.audit(tenant, person, 'personal_phone.proof_called', person::text, '{}');
  return jsonb_build_object('from_number', line.number, 'phone', own.phone,
    'account_sid', account.account_sid, 'auth_token_ciphertext', account.auth_token_ciphertext);
end
$$;

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
  where a.account_sid = account
$$;

-- A contact and its numbers, all or nothing. A number that stays keeps its row: calls from a shared
-- number go to the contact that had it first.
create or replace function public.save_contact(contact jsonb, phones jsonb) returns boolean
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.tenant_id();
  typed record;
  saved boolean := false;
begin
  select * into typed from jsonb_to_record(contact)
    as c (id uuid, name text, company text, email text, notes text, owner_id uuid, is_new boolean);
  if typed.is_new then
    insert into public.contacts (id, tenant_id, name, company, email, notes, owner_id)
      values (typed.id, tenant, typed.name, typed.company, typed.email, typed.notes, typed.owner_id)
      on conflict (id) do nothing;
    saved := found;
  end if;
  if not saved then
    update public.contacts set name = typed.name, company = typed.company, email = typed.email,
      notes = typed.notes, owner_id = typed.owner_id, updated_at = now()
      where tenant_id = tenant and id = typed.id;
    if not found then return false; end if;
  end if;
  delete from public.contact_phones kept
    where kept.tenant_id = tenant and kept.contact_id = typed.id
      and not exists (
        select from jsonb_array_elements(phones) as wanted where wanted ->> 'phone' = kept.phone);
  insert into public.contact_phones as kept
      (tenant_id, contact_id, phone, extension, label, position)
    select tenant, typed.id, wanted.phone, coalesce(wanted.extension, ''), wanted.label,
      wanted.place - 1
    from rows from (jsonb_to_recordset(phones) as (phone text, extension text, label text))
      with ordinality as wanted (phone, extension, label, place)
  on conflict (tenant_id, contact_id, phone) do update
    set extension = excluded.extension, label = excluded.label, position = excluded.position
    where (kept.extension, kept.label, kept.position)
      is distinct from (excluded.extension, excluded.label, excluded.position);
  return true;
end
$$;
comment on function public.save_contact is
  'Adds (is_new) or changes {id, name, company, email, notes, owner_id, is_new} with its numbers '
  '[{phone, extension, label}] in their order; adding twice changes. False when the id is not this '
  'tenant''s.';
