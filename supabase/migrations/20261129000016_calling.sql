set check_function_bodies = off;

-- The Idempotency-Key of a request to place a call, and what was answered. Only machine functions
-- reach it.
create table private.call_keys (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null,
  key text not null check (char_length(key) between 1 and 200),
  fingerprint text not null,
  call_id uuid not null,
  answer jsonb,
  created_at timestamptz not null,
  primary key (tenant_id, user_id, key)
);
comment on table private.call_keys is
  'Kept for two days: the same key of the same person gets the same answer.';
comment on column private.call_keys.fingerprint is
  'A hash of the request''s body: a key belongs to one request.';
comment on column private.call_keys.answer is '{status, body}; null while Twilio is being asked.';

alter table private.call_keys enable row level security;
revoke all on private.call_keys from public;

-- Keeps the answer to a key unless one is kept already, and gives the one that stands.
create or replace function machine.answer_key(tenant uuid, caller uuid, used text, given jsonb)
  returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update private.call_keys set answer = coalesce(answer, given)
  where tenant_id = tenant and user_id = caller and key = used returning answer
$$;

revoke all on function machine.answer_key from public;
grant execute on function machine.answer_key to ringbook_machine;

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
  select phone, verified_at is not null into agent_phone, proven
    from public.personal_phones where tenant_id = tenant and user_id = caller
    and not private.is_own_number(tenant, phone);
  if agent_phone is null then return jsonb_build_object('refused', 'no_personal_phone'); end if;
  if not proven then return jsonb_build_object('refused', 'phone_not_verified'); end if;
  if request ->> 'to' = agent_phone or private.is_own_number(tenant, request ->> 'to') then
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

revoke all on function machine.begin_call from public;
grant execute on function machine.begin_call to ringbook_machine;

-- A person may end their own calls, a manager or admin any of the tenant. Gives the legs that are
-- not over yet.
create or replace function machine.begin_hangup(tenant uuid, person uuid, target uuid,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  person_role public.member_role;
begin
  select role into person_role from public.profiles where tenant_id = tenant and user_id = person
    and removed_at is null;
  select * into c from public.calls where tenant_id = tenant and id = target;
  if c.id is null or person_role is null then
    return jsonb_build_object('refused', 'call_not_found');
  end if;
  if c.user_id is distinct from person and person_role = 'rep' then
    return jsonb_build_object('refused', 'not_your_call');
  end if;
  if c.ended_at is null then
    perform machine.record_event(tenant,
      jsonb_build_object('type', 'hangup', 'request', 'hangup', 'call_id', target, 'dedupe_key',
      'hangup:' || target || ':' || person,
      'occurred_at', at, 'received_at', at, 'data', jsonb_build_object('user_id', person)));
  end if;
  return (select jsonb_build_object('account_sid', a.account_sid, 'auth_token_ciphertext',
      a.auth_token_ciphertext,
      'direction', c.direction, 'ended', c.ended_at is not null,
      'legs', coalesce((select jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
        'status', l.status, 'parent_call_sid', l.parent_call_sid)
                                order by l.parent_call_sid nulls first)
               from public.call_legs l
               where l.tenant_id = tenant and l.call_id = target and l.status < 'completed'),
                 '[]'::jsonb))
    from public.twilio_accounts a where a.tenant_id = tenant);
end
$$;

revoke all on function machine.begin_hangup from public;
grant execute on function machine.begin_hangup to ringbook_machine;

-- What was answered to a key; null while nobody knows yet.
create or replace function machine.key_answer(tenant uuid, caller uuid, used text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select answer from private.call_keys where tenant_id = tenant and user_id = caller and key = used
$$;

revoke all on function machine.key_answer from public;
grant execute on function machine.key_answer to ringbook_machine;

-- { refused } when a person is on a call, or their phone is: a call is often over seconds before
-- the rep's phone is down ("The line is busy"). A leg whose end never arrives blocks for 2 minutes.
create or replace function private.busy_refusal(tenant uuid, caller uuid, at timestamptz)
  returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from public.calls
    where tenant_id = tenant and user_id = caller and ended_at is null
      and status in ('queued', 'ringing', 'in-progress')
      and (direction = 'outbound' or stage in ('ringing_rep', 'confirming', 'connected'))
  ) then return jsonb_build_object('refused', 'call_in_progress'); end if;
  if exists (
    select from public.calls c
    join public.call_legs l on l.tenant_id = c.tenant_id and l.call_id = c.id
    where c.tenant_id = tenant and c.user_id = caller and c.created_at > at - interval '5 hours'
      and c.ended_at > at - interval '2 minutes'
      and l.role = 'rep' and coalesce(l.user_id, caller) = caller and l.status < 'completed'
  ) then return jsonb_build_object('refused', 'call_in_progress', 'ending', true); end if;
  return null;
end
$$;

revoke all on function private.busy_refusal from public;

-- The call that a key {value, fingerprint} has placed before; null when it is new, or there is
-- none.
create or replace function private.call_of_key(tenant uuid, caller uuid, used jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when fingerprint = used ->> 'fingerprint'
      then jsonb_build_object('repeated', call_id, 'answer', answer)
      else jsonb_build_object('refused', 'idempotency_key_reused') end
  from private.call_keys where tenant_id = tenant and user_id = caller and key = used ->> 'value'
$$;

revoke all on function private.call_of_key from public;

-- Midnight in a tenant's time zone; in UTC where this database does not know the zone.
create or replace function private.day_began(zone text, at timestamptz) returns timestamptz
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return date_trunc('day', at, zone);
exception when invalid_parameter_value then
  return date_trunc('day', at, 'UTC');
end
$$;

revoke all on function private.day_began from public;

create or replace function private.keep_key(tenant uuid, caller uuid, used jsonb, placed uuid,
  at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if used ->> 'value' is null then return; end if;
  delete from private.call_keys where tenant_id = tenant and user_id = caller
    and created_at < at - interval '2 days';
  insert into private.call_keys (tenant_id, user_id, key, fingerprint, call_id, created_at)
    values (tenant, caller, used ->> 'value', used ->> 'fingerprint', placed, at);
end
$$;

revoke all on function private.keep_key from public;

-- Hours and days of calls are the last 60 minutes and the last 24 hours; a day of spending begins
-- at midnight.
create or replace function private.limit_refusal(settings public.tenants, caller uuid,
  at timestamptz) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  counted record;
  oldest timestamptz;
  midnight timestamptz := private.day_began(settings.time_zone, at);
begin
  if (select count(*) from public.calls
      where tenant_id = settings.id and direction = 'outbound' and ended_at is null
        and status in ('queued', 'ringing', 'in-progress')) >= settings.calls_at_once then
    return jsonb_build_object('refused', 'too_many_calls', 'allowed', settings.calls_at_once,
      'retry_after', 30);
  end if;
  for counted in values
    ('user_limit_reached', 'hour', settings.user_calls_per_hour, interval '1 hour'),
    ('user_limit_reached', 'day', settings.user_calls_per_day, interval '1 day'),
    ('tenant_limit_reached', 'hour', settings.tenant_calls_per_hour, interval '1 hour'),
    ('tenant_limit_reached', 'day', settings.tenant_calls_per_day, interval '1 day')
  loop
    -- The oldest call that still counts against the limit: once it falls out, the next may be
    -- placed.
    if counted.column1 = 'user_limit_reached' then
      select created_at into oldest from public.calls
        where tenant_id = settings.id and user_id = caller and direction = 'outbound'
          and created_at > at - counted.column4
        order by created_at desc, id desc offset counted.column3 - 1 limit 1;
    else
      select created_at into oldest from public.calls
        where tenant_id = settings.id and direction = 'outbound'
          and created_at > at - counted.column4
        order by created_at desc, id desc offset counted.column3 - 1 limit 1;
    end if;
    if oldest is not null then
      return jsonb_build_object('refused', counted.column1, 'allowed', counted.column3, 'per',
        counted.column2,
        'retry_after', ceil(extract(epoch from oldest + counted.column4 - at)));
    end if;
  end loop;
  if private.spent(settings.id, midnight, at) >= settings.spend_per_day then
    return jsonb_build_object('refused', 'spend_limit_reached',
      'retry_after',
        ceil(extract(epoch
        from private.day_began(settings.time_zone, midnight + interval '30 hours') - at)));
  end if;
  return null;
end
$$;

revoke all on function private.limit_refusal from public;

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

revoke all on function private.number_refusal from public;

-- Who may be called, how often, and for how much. Asked by machine.begin_call under the tenant's
-- lock, so counts are exact.
create or replace function private.place_refusal(settings public.tenants, number text, place jsonb)
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

revoke all on function private.place_refusal from public;

-- A refusal's entry in the audit log names the range that an admin may allow, never the number.
create or replace function private.range_detail(range text) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when range is null then '{}'::jsonb else jsonb_build_object('range', range) end
$$;

revoke all on function private.range_detail from public;

-- What a tenant's calls since a moment have cost, both ways. A price that Twilio has not told yet
-- is estimated: begun minutes of both legs so far, at the dearest minute of the last hundred priced
-- calls, or 0.10 before there is one.
create or replace function private.spent(tenant uuid, since timestamptz, at timestamptz)
  returns numeric
language sql stable set search_path = pg_catalog, pg_temp as $$
  with dearest as (
    select coalesce(max(price / ceil(greatest(billed_seconds, 60) / 60.0)), 0.10) as a_minute
    from (select price, billed_seconds from public.calls
          where tenant_id = tenant and direction = 'outbound' and price > 0
          order by created_at desc, id desc limit 100) as priced
  )
  select coalesce(sum(case
      when c.price is not null then c.price
      when c.ended_at is null
        then d.a_minute * 2 * least(ceil(greatest(extract(epoch from at - c.created_at), 60) / 60),
        241)
      -- Never placed, never picked up, or asked about for the last time: no price will come.
      when c.twilio_call_sid is null or c.outcome = 'rep_unreachable'
        or c.settled_at is not null then 0
      else d.a_minute * ceil(greatest(coalesce(c.billed_seconds, 2 * c.duration_seconds),
        60) / 60.0) end), 0)
  from public.calls c, dearest d
  where c.tenant_id = tenant and c.created_at >= since
$$;

revoke all on function private.spent from public;

reset check_function_bodies;
