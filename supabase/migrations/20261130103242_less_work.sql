set check_function_bodies = off;

drop function machine.change_message(uuid, uuid, jsonb);

-- Writes the queued call of a rep, or says why not: { refused: reason }. A key that was used before
-- gives that call again.
create or replace function machine.begin_call(tenant uuid, caller uuid, request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call_id uuid := (request ->> 'call_id')::uuid;
  contact uuid := (request ->> 'contact_id')::uuid;
  at timestamptz := (request ->> 'now')::timestamptz;
  account public.twilio_accounts;
  callee uuid;
  chosen uuid;
  shown text;
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
  callee := coalesce(contact, private.contact_for(tenant, request ->> 'to'));
  shown := private.choose_caller_id(tenant, caller, callee, request ->> 'to',
    request ->> 'from', in_browser);
  chosen := private.choose_caller_number(tenant, caller, callee, request ->> 'to',
    case when shown is null then request ->> 'from' end);
  -- Locked, so that it is not removed under this call.
  select * into line from public.phone_numbers where id = chosen and removed_at is null for share;
  if account.tenant_id is null or line.id is null then
    return jsonb_build_object('refused', case
      when account.tenant_id is not null and request ->> 'from' is not null
        then 'number_not_yours' else 'twilio_not_configured' end);
  end if;
  line.number := coalesce(shown, line.number);
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

-- Who scheduled a message, or a manager or admin, changes its text before it is sent, if it still
-- is what they saw. False when it is too late, not theirs, or somebody else changed it.
create or replace function machine.change_message(tenant uuid, person uuid, request jsonb)
  returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed public.messages;
begin
  update public.messages m set body = request ->> 'body', version = m.version + 1,
      segments = (request ->> 'segments')::integer
    where m.tenant_id = tenant and m.id = (request ->> 'message_id')::uuid
      and m.status = 'scheduled' and m.body = request ->> 'was'
      and exists (select from public.profiles p where p.tenant_id = tenant
        and p.user_id = person and p.removed_at is null
        and (p.role <> 'rep' or p.user_id = m.user_id))
    returning m.* into changed;
  if changed.id is null then return false; end if;
  insert into public.message_events
      (tenant_id, message_id, event_type, event_data, dedupe_key, occurred_at)
    values (tenant, changed.id, 'change', jsonb_build_object('user_id', person,
      'was', request ->> 'was'), 'change:' || changed.id || ':' || changed.version,
      (request ->> 'now')::timestamptz);
  return true;
end
$$;

revoke all on function machine.change_message from public;
grant execute on function machine.change_message to ringbook_machine;

-- What is needed to mute or remove somebody (`sid`) in the room of a call that a person talks on,
-- or { refused }. A supervisor is nobody's to mute or remove; the customer's call is ended instead.
create or replace function machine.participant(tenant uuid, person uuid, target uuid, sid text,
  does text) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  legs jsonb := private.control_legs(tenant, target);
  leg jsonb := (select l from jsonb_array_elements(legs) l where l ->> 'call_sid' = sid);
  no text;
begin
  no := case
    when not exists (select from public.profiles p where p.tenant_id = tenant
        and p.user_id = person and p.removed_at is null)
      or not exists (select from public.calls c where c.tenant_id = tenant and c.id = target)
      then 'call_not_found'
    when not exists (select from jsonb_array_elements(legs) l
      where l ->> 'user_id' = person::text and (l ->> 'is_talking')::boolean
        and (l ->> 'side' = 'company' or exists (select from public.call_supervisions s
          where s.tenant_id = tenant and s.call_id = target and s.user_id = person
            and s.mode in ('barge', 'take_over')))) then 'not_on_call'
    when leg is null then 'not_there'
    when leg ->> 'side' = 'supervisor' then 'is_supervisor'
    when does = 'remove' and leg ->> 'user_id' = person::text then 'yourself'
    when does = 'remove' and leg ->> 'side' = 'customer' then 'is_customer'
    when does <> 'remove' and not (leg ->> 'in_room')::boolean then 'not_in_room' end;
  if no is not null then return jsonb_build_object('refused', no); end if;
  return (select jsonb_build_object('account_sid', a.account_sid,
      'auth_token_ciphertext', a.auth_token_ciphertext, 'leg', leg)
    from public.twilio_accounts a where a.tenant_id = tenant);
end
$$;
revoke all on function machine.participant from public;
grant execute on function machine.participant to ringbook_machine;

-- Notes that a manager or admin wants to supervise a call, or do so in another way: `mode` is
-- listen | whisper | barge | take_over. Gives what machine.ask_control gives, and `moves`: the two
-- are still connected by a <Dial>; `rings`: where to ring the supervisor, null where they are on
-- the line or being rung. { done: true } where it is so already; { refused } where it cannot be.
create or replace function machine.supervise(tenant uuid, person uuid, target uuid, mode text,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  k public.call_controls;
  s public.call_supervisions;
  legs jsonb;
  no text;
  rings jsonb;
  moves boolean;
  goes_on boolean;
begin
  if not exists (select from public.profiles where tenant_id = tenant and user_id = person
    and removed_at is null) then return jsonb_build_object('refused', 'call_not_found'); end if;
  select * into c from public.calls where tenant_id = tenant and id = target for no key update;
  select * into k from public.call_controls where tenant_id = tenant and call_id = target;
  select * into s from public.call_supervisions where tenant_id = tenant and call_id = target;
  legs := private.control_legs(tenant, target);
  no := private.supervision_refusal(c, k, s, legs, person, mode);
  if no is not null then return jsonb_build_object('refused', no); end if;
  goes_on := coalesce(s.user_id = person and s.state <> 'gone', false);
  if goes_on and s.mode = mode then return jsonb_build_object('done', true); end if;
  if not goes_on then
    select jsonb_build_object('name', p.name, 'phone', r.phone, 'in_browser', r.in_browser)
      into rings from public.profiles p join public.tenants t on t.id = tenant
      cross join lateral private.reach_of(t, person) r
      where p.tenant_id = tenant and p.user_id = person
        and (r.phone is distinct from c.customer_number and r.phone is not null or r.in_browser);
    if rings is null then return jsonb_build_object('refused', 'you_cannot_be_rung'); end if;
  end if;
  perform private.audit(tenant, person, 'call.supervised', c.user_id::text,
    jsonb_build_object('mode', mode, 'call_id', target));
  insert into public.call_supervisions as known (tenant_id, call_id, user_id, mode, state,
      is_shown, is_announced, asked_at)
    select tenant, target, person, mode, 'ringing', t.show_supervision
        or mode <> 'listen', t.announce_supervision, at
      from public.tenants t where t.id = tenant
  on conflict (tenant_id, call_id) do update set user_id = excluded.user_id,
    mode = excluded.mode, state = case when goes_on then known.state else 'ringing' end,
    applied = case when goes_on then known.applied end,
    is_shown = excluded.is_shown or goes_on and known.is_shown,
    is_announced = excluded.is_announced, asked_at = excluded.asked_at,
    announced_at = case when goes_on then known.announced_at end, taken_over_at = null,
    changes = known.changes + 1
  returning known.* into s;
  moves := k.customer_in is null or k.customer_in = 'dial';
  if moves then
    perform private.write_control(private.asked_control(c, k, person, '{"kind": "join"}', at));
  end if;
  return private.asked_of(c, k, legs) || jsonb_build_object('moves', moves, 'rings', rings,
    'user_id', c.user_id, 'is_shown', s.is_shown);
end
$$;
revoke all on function machine.supervise from public;
grant execute on function machine.supervise to ringbook_machine;

-- The verified caller ID (E.164) that a person's call to a customer shows instead of a number of
-- the company's: the one asked for (`wanted`, an id or E.164), else the one of the last call with
-- them, else the person's own default, unless a local number is shown. Null for none. A phone is
-- not called from its own number.
create or replace function private.choose_caller_id(tenant uuid, person uuid, contact uuid,
  customer text, wanted text, in_browser boolean) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  with verified as materialized (
    select k.id, k.number from public.caller_ids k
    where k.tenant_id = tenant and k.verified_at is not null
      and k.number is distinct from customer
      and (in_browser or not exists (select from public.personal_phones p
        where p.tenant_id = tenant and p.user_id = person and p.phone = k.number))
  ), last_call as (
    select coalesce(
      (select c.from_number from public.calls c
        where c.tenant_id = tenant and c.contact_id = contact and c.phone_number_id is not null
        order by c.created_at desc, c.id desc limit 1),
      (select c.from_number from public.calls c
        where contact is null and c.tenant_id = tenant and c.customer_number = customer
          and c.phone_number_id is not null
        order by c.created_at desc, c.id desc limit 1)) as shown
    where exists (select from verified) and wanted is null
  )
  select v.number from verified v left join last_call l on true
  where case when wanted is not null then wanted in (v.number, v.id::text)
    when l.shown is not null then v.number = l.shown
    else (select private.local_number(tenant, customer)) is null and v.id = (
      select p.default_caller_id from public.profiles p
      where p.tenant_id = tenant and p.user_id = person) end
  limit 1
$$;

revoke all on function private.choose_caller_id from public;

-- The number that a person's call to a customer shows: the one asked for (`wanted`, an id or
-- E.164), else the one of the last call with them, else a local one (private.local_number), else
-- the person's own default, else the tenant's oldest. Null when the one asked for is not among the
-- tenant's, or there is none.
create or replace function private.choose_caller_number(
  tenant uuid, person uuid, contact uuid, customer text, wanted text default null
) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  with active as materialized (
    select n.id, n.number, n.created_at from public.phone_numbers n
    where n.tenant_id = tenant and n.removed_at is null
  ), last_used as (
    select coalesce(
      (select c.phone_number_id from public.calls c
        where c.tenant_id = tenant and c.contact_id = contact
          and c.phone_number_id in (select id from active)
        order by c.created_at desc, c.id desc limit 1),
      (select c.phone_number_id from public.calls c
        where contact is null and c.tenant_id = tenant and c.customer_number = customer
          and c.phone_number_id in (select id from active)
        order by c.created_at desc, c.id desc limit 1)) as id
    -- With one number there is nothing to look for.
    where (select count(*) from active) > 1
  )
  select active.id from active
  left join last_used on last_used.id = active.id
  left join public.profiles own
    on own.tenant_id = tenant and own.user_id = person and own.default_number_id = active.id
  where wanted is null or wanted in (active.number, active.id::text)
  order by last_used.id is null,
    active.id is distinct from (select private.local_number(tenant, customer)),
    own.user_id is null, active.created_at, active.id
  limit 1
$$;

revoke all on function private.choose_caller_number from public;

-- What the answer to a webhook of a call depends on that people have asked something of; null for
-- any other call. Stored with the event.
create or replace function private.control_facts(c public.calls) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('customer_in', k.customer_in, 'asked_by', k.asked_by, 'mode', k.mode,
    'target_sid', k.target_sid, 'target_user', k.target_user,
    'supervision', (select private.supervision_facts(c, private.control_legs(c.tenant_id, c.id))
      where exists (select from public.call_supervisions s
        where s.tenant_id = c.tenant_id and s.call_id = c.id and s.state <> 'gone')),
    'asked_by_name', (select p.name from public.profiles p
      where p.tenant_id = c.tenant_id and p.user_id = k.asked_by),
    'is_company_live', exists (select from public.call_legs l
      where l.tenant_id = c.tenant_id and l.call_id = c.id and l.side = 'company'
        and l.status < 'completed'))
  from public.call_controls k where k.tenant_id = c.tenant_id and k.call_id = c.id
$$;
revoke all on function private.control_facts from public;

-- Who supervises a call, and whom a whisper is for: the person whose call it is, else whoever of
-- the company is in the room longest. Null where nobody does.
create or replace function private.supervision_facts(c public.calls, legs jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('user_id', s.user_id, 'mode', s.mode, 'applied', s.applied,
    'is_rung', s.applied is not null or s.asked_at < now() - interval '30 seconds',
    'must_announce', s.is_announced and s.announced_at is null,
    'has_taken_over', s.taken_over_at is not null,
    'hears_whisper', (select l ->> 'call_sid'
      from jsonb_array_elements(legs) with ordinality as e (l, n)
      where l ->> 'role' = 'rep' and (l ->> 'is_talking')::boolean and (l ->> 'in_room')::boolean
      order by (l ->> 'user_id' = c.user_id::text) desc nulls last,
        (select min(lower(i.during)) from public.call_spans i where i.tenant_id = c.tenant_id
          and i.call_sid = l ->> 'call_sid' and i.space = 'conference' and upper_inf(i.during)),
        n limit 1))
  from public.call_supervisions s
  where s.tenant_id = c.tenant_id and s.call_id = c.id and s.state <> 'gone'
$$;
revoke all on function private.supervision_facts from public;

reset check_function_bodies;
