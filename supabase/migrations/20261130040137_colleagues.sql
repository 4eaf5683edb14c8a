set check_function_bodies = off;


drop trigger audit on public.profiles;
drop policy "managers and admins read events, reps those of their own calls " on public.call_events;
drop policy "managers and admins read legs, reps those of their own calls bu" on public.call_legs;
drop policy "managers and admins read recordings, reps of their own calls an" on public.recordings;
drop policy "managers and admins read steps, reps those of their own calls" on public.call_steps;
drop policy "members read their tenant's calls" on public.calls;
drop index public.calls_log;

alter table public.calls add column callee_id uuid;
alter table public.calls alter column lacks_outcome set expression as (disposition_id is null
  and user_id is not null and direction <> 'internal'
  and coalesce(outcome, '') in ('connected', 'no-answer', 'busy'));
alter table public.profiles add column extension text;
-- Everybody of today gets one, in the order in which they came.
update public.profiles p set extension = given.digits from (
  select o.tenant_id, o.user_id,
    (array(select n from generate_series(101, 899) n where n <> 112 order by n))[o.place]::text
      as digits
  from (select tenant_id, user_id,
      row_number() over (partition by tenant_id order by created_at, user_id) as place
    from public.profiles where removed_at is null) o) given
  where p.tenant_id = given.tenant_id and p.user_id = given.user_id;
alter table public.tenants add column record_internal_calls boolean not null default false;

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
      'created_at', c.created_at, 'direction', c.direction,
                  'to', e.event_data ->> 'to') order by c.created_at), '[]'::jsonb)
                from public.calls c
                join public.call_events e on e.tenant_id = c.tenant_id and e.call_id = c.id
                  and e.event_type = 'initiate'
                  -- Not one that a browser asks for: none is created for it.
                  and e.event_data ->> 'to' is not null
                where c.tenant_id = tenant and c.direction <> 'inbound'
                  and c.twilio_call_sid is null
                  and (c.ended_at is null or c.create_lost)
                  and c.created_at between earliest - interval '2 minutes'
                    and latest + interval '2 minutes'))
  from public.tenants t where t.id = tenant);
end
$$;

revoke all on function machine.audit_facts from public;
grant execute on function machine.audit_facts to ringbook_machine;

-- As machine.begin_call, for a call to a colleague, named by their id or their extension. Calls
-- between two browsers cost next to nothing: only one that rings a phone counts as spending.
create or replace function machine.begin_colleague_call(tenant uuid, caller uuid, request jsonb)
  returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call_id uuid := (request ->> 'call_id')::uuid;
  at timestamptz := (request ->> 'now')::timestamptz;
  account public.twilio_accounts;
  settings public.tenants;
  line public.phone_numbers;
  callee public.profiles;
  n public.calls;
  rep_phone text;
  verdict jsonb;
begin
  if not exists (
    select from public.profiles
    where tenant_id = tenant and user_id = caller and removed_at is null
  ) then return jsonb_build_object('refused', 'not_a_member'); end if;
  perform pg_advisory_xact_lock(hashtextextended('calls:' || tenant, 0));
  verdict := private.call_of_key(tenant, caller, request -> 'key');
  if verdict is not null then return verdict; end if;
  select * into callee from public.profiles p where p.tenant_id = tenant and p.removed_at is null
    and (p.user_id = (request ->> 'colleague_id')::uuid or p.extension = request ->> 'extension');
  select * into settings from public.tenants where id = tenant;
  select * into account from public.twilio_accounts
    where tenant_id = tenant and verified_at is not null;
  if account.tenant_id is null then
    return jsonb_build_object('refused', 'twilio_not_configured');
  end if;
  -- Locked, so that it is not removed under this call.
  select * into line from public.phone_numbers where removed_at is null
    and id = private.choose_caller_number(tenant, caller, null, null) for share;
  if request ->> 'device' is distinct from 'browser' then
    rep_phone := (select phone from public.personal_phones
      where tenant_id = tenant and user_id = caller and not private.is_own_number(tenant, phone));
  end if;
  verdict := coalesce(private.caller_refusal(settings, caller, line, rep_phone, request),
    private.colleague_refusal(settings, caller, callee, line, rep_phone, request));
  if verdict is not null then
    return verdict || jsonb_strip_nulls(jsonb_build_object('colleague', callee.name));
  end if;

  n := private.clicked_call(tenant, caller, line, request,
    settings.record_internal_calls and coalesce((request ->> 'record')::boolean, true));
  n.direction := 'internal';
  n.callee_id := callee.user_id;
  n.from_number := coalesce(line.number, '');
  n.to_number := '';
  n.phone_number_id := case when rep_phone is not null then line.id end;
  if not private.write_call(null, n) then
    raise exception 'call % exists', call_id using errcode = 'unique_violation';
  end if;
  insert into public.call_events
      (tenant_id, call_id, event_type, event_data, dedupe_key, occurred_at)
    values (tenant, call_id, 'initiate', jsonb_strip_nulls(jsonb_build_object(
      'from', line.number, 'to', rep_phone, 'device', request ->> 'device', 'user_id', caller,
      'callee_id', callee.user_id)), 'initiate:' || call_id, at);
  perform private.keep_key(tenant, caller, request -> 'key', call_id, at);
  return jsonb_build_object('call_id', call_id, 'from_number', coalesce(line.number, ''),
    'rep_phone', rep_phone, 'recording_requested', n.recording_requested,
    'account_sid', account.account_sid, 'auth_token_ciphertext', account.auth_token_ciphertext,
    'call_time_limit_seconds', settings.call_time_limit_seconds);
end
$$;

revoke all on function machine.begin_colleague_call from public;
grant execute on function machine.begin_colleague_call to ringbook_machine;

-- A person may end the calls they are on, a manager or admin any of the tenant. Gives the legs that
-- are not over yet.
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
  if person_role = 'rep' and (person in (c.user_id, c.callee_id)) is not true then
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
        'status', l.status, 'parent_call_sid', l.parent_call_sid, 'user_id', l.user_id)
                                order by l.parent_call_sid nulls first)
               from public.call_legs l
               where l.tenant_id = tenant and l.call_id = target and l.status < 'completed'),
                 '[]'::jsonb))
    from public.twilio_accounts a where a.tenant_id = tenant);
end
$$;

revoke all on function machine.begin_hangup from public;
grant execute on function machine.begin_hangup to ringbook_machine;

-- What is needed to pause or resume a live call's recording: a person may do so on their own calls,
-- a manager or admin on any of the tenant. `changes` counts the pauses and resumptions so far, so
-- that two clicks at once are one.
create or replace function machine.recording_control(tenant uuid, person uuid, target uuid)
  returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
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
  if person_role = 'rep' and (person in (c.user_id, c.callee_id)) is not true then
    return jsonb_build_object('refused', 'not_your_call');
  end if;
  if not c.recording_requested then return jsonb_build_object('refused', 'not_recorded'); end if;
  if c.stage <> 'connected' or c.twilio_call_sid is null then
    return jsonb_build_object('refused', 'not_talking');
  end if;
  return (select jsonb_build_object('account_sid', a.account_sid,
      'auth_token_ciphertext', a.auth_token_ciphertext, 'call_sid', c.twilio_call_sid,
      'changes', count(s.*), 'is_paused', coalesce(
        (array_agg(s.kind order by s.happened_at desc, s.step_key desc))[1], '')
        = 'recording_paused')
    from public.twilio_accounts a
    left join public.call_steps s on s.tenant_id = tenant and s.call_id = target
      and s.kind in ('recording_paused', 'recording_resumed')
    where a.tenant_id = tenant group by a.account_sid, a.auth_token_ciphertext);
end
$$;
revoke all on function machine.recording_control from public;
grant execute on function machine.recording_control to ringbook_machine;

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
  insert into public.profiles (tenant_id, user_id, role, name, email, extension)
    values (invitation.tenant_id, me, invitation.role, btrim(person), account.email,
      private.next_extension(invitation.tenant_id))
  on conflict (tenant_id, user_id) do update
    set role = excluded.role, name = excluded.name, email = excluded.email, removed_at = null,
      extension = excluded.extension;
  update public.invitations set accepted_at = now(), accepted_by = me where id = invitation.id;
  return 'joined';
end
$$;

revoke all on function private.accept_invitation from public;
grant execute on function private.accept_invitation to authenticated;

-- The facts of a call that a webhook's answer depends on; for webhooks that nobody waits for, only
-- where the call stands.
create or replace function private.answer_facts(n public.calls, is_asked boolean) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  contact text;
  company text;
  facts jsonb;
begin
  if not is_asked then
    return jsonb_build_object('status', n.status,
      'hangup_requested', n.hangup_requested_at is not null);
  end if;
  if n.contact_id is not null then
    select k.name, nullif(k.company, '') into contact, company from public.contacts k
      where k.tenant_id = n.tenant_id and k.id = n.contact_id;
  end if;
  facts := jsonb_build_object('call_id', n.id, 'direction', n.direction,
    'from_number', n.from_number, 'to_number', n.to_number, 'contact_name', contact,
    'contact_company', company, 'status', n.status, 'recording_requested', n.recording_requested,
    'hangup_requested', n.hangup_requested_at is not null);
  if n.callee_id is null then return facts; end if;
  return facts || private.colleague_facts(n);
end
$$;
revoke all on function private.answer_facts from public;

-- As private.broadcast_change('calls', 'contact_id', 'user_id', 'callee_id'), for the table that
-- webhooks write: the wide row is not turned into JSON, and the topic is read in the statement that
-- sends, because a function for it costs as much as writing the message.
create or replace function private.broadcast_call() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(
    jsonb_build_object('id', new.id, 'contact_id', new.contact_id, 'user_id', new.user_id,
      'callee_id', new.callee_id, 'version', new.version,
      'sent_at', (extract(epoch from now()) * 1000000)::bigint),
    'calls', 'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from public.tenants t where t.id = new.tenant_id;
  return null;
end
$$;

revoke all on function private.broadcast_call from public;

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
      and (direction <> 'inbound' or stage in ('ringing_rep', 'confirming', 'connected'))
  ) or exists (
    select from public.calls
    where tenant_id = tenant and callee_id = caller and created_at > at - interval '5 hours'
      and ended_at is null and stage = 'connected'
  ) then return jsonb_build_object('refused', 'call_in_progress'); end if;
  if exists (
    select from public.calls c
    join public.call_legs l on l.tenant_id = c.tenant_id and l.call_id = c.id
    where c.tenant_id = tenant and caller in (c.user_id, c.callee_id)
      and c.created_at > at - interval '5 hours'
      and c.ended_at > at - interval '2 minutes'
      and l.role = 'rep' and coalesce(l.user_id, caller) = caller and l.status < 'completed'
  ) then return jsonb_build_object('refused', 'call_in_progress', 'ending', true); end if;
  return null;
end
$$;

revoke all on function private.busy_refusal from public;

-- { refused } when a person cannot call a colleague with what they call with: a browser, or the
-- phone that is theirs.
create or replace function private.caller_refusal(settings public.tenants, caller uuid,
  line public.phone_numbers, rep_phone text, request jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if request ->> 'device' = 'browser' then
    if (private.softphone_line(settings.id)).tenant_id is null then
      return jsonb_build_object('refused', 'browser_calls_off');
    end if;
  elsif line.id is null then
    return jsonb_build_object('refused', 'own_phone_needs_number');
  elsif rep_phone is null then
    return jsonb_build_object('refused', 'no_personal_phone');
  elsif not exists (select from public.personal_phones
      where tenant_id = settings.id and user_id = caller and verified_at is not null) then
    return jsonb_build_object('refused', 'phone_not_verified');
  -- The app sorted the phone it knew of; a newer one has not been looked at.
  elsif request ->> 'rep_phone' is distinct from rep_phone then
    return jsonb_build_object('refused', 'phone_changed');
  elsif private.place_refusal(settings, rep_phone, request -> 'rep_place') is not null then
    return jsonb_build_object(
      'refused', 'own_phone_not_allowed', 'range', request -> 'agent_range');
  end if;
  return private.busy_refusal(settings.id, caller, (request ->> 'now')::timestamptz);
end
$$;
revoke all on function private.caller_refusal from public;

create or replace function private.change_extension(member uuid, digits text, was text)
  returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.require_admin();
  old text;
begin
  select extension into old from public.profiles
    where tenant_id = tenant and user_id = member and removed_at is null for update;
  if not found then return 'not_found'; end if;
  if old is distinct from was then return 'changed_meanwhile'; end if;
  if exists (select from public.profiles where tenant_id = tenant and extension = digits
    and user_id <> member) then return 'taken'; end if;
  update public.profiles set extension = digits where tenant_id = tenant and user_id = member;
  return 'changed';
end
$$;

revoke all on function private.change_extension from public;
grant execute on function private.change_extension to authenticated;

-- Who calls whom in an internal call, and what is rung. The phone is not stored with the event
-- (private.write_event).
create or replace function private.colleague_facts(n public.calls) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('caller_name', caller.name, 'colleague', jsonb_build_object(
    'user_id', callee.user_id, 'name', callee.name, 'in_browser', r.in_browser,
    'has_phone', r.phone is not null, 'phone', r.phone))
  from public.tenants t
  join public.profiles caller on caller.tenant_id = t.id and caller.user_id = n.user_id
  join public.profiles callee on callee.tenant_id = t.id and callee.user_id = n.callee_id
  cross join lateral private.reach_of(t, callee.user_id) r
  where t.id = n.tenant_id
$$;
revoke all on function private.colleague_facts from public;

-- { refused } when a colleague cannot be called now. Who is away may be: it is a colleague who
-- decides, and sees that they are. Who rings is busy too.
create or replace function private.colleague_refusal(settings public.tenants, caller uuid,
  callee public.profiles, line public.phone_numbers, rep_phone text, request jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  seen record;
begin
  if callee.user_id is null then
    return jsonb_build_object('refused', case when request ->> 'extension' is null
      then 'colleague_not_found' else 'unknown_extension' end);
  elsif callee.user_id = caller then
    return jsonb_build_object('refused', 'own_self');
  end if;
  select * into seen from private.presence_of(settings.id, array[callee.user_id]);
  if seen.presence = 'on_call' or exists (select from private.ring_claims k
      where k.tenant_id = settings.id and k.user_id = callee.user_id
        and not private.is_claim_over(k)) then
    return jsonb_build_object('refused', 'colleague_busy');
  elsif seen.phone is null and not seen.in_browser then
    return jsonb_build_object('refused', 'colleague_unreachable');
  elsif seen.presence = 'offline' then
    return jsonb_build_object('refused', 'colleague_offline');
  elsif line.id is null and not seen.in_browser then
    return jsonb_build_object('refused', 'colleague_needs_number');
  elsif rep_phone is not null or seen.phone is not null and line.id is not null then
    return private.spend_refusal(settings, (request ->> 'now')::timestamptz);
  end if;
  return null;
end
$$;
revoke all on function private.colleague_refusal from public;

-- The people of the asking person's tenant whose name or extension has what was typed, by name; of
-- a phone only that there is one. `wanted` are the ids of those who are wanted; null: everybody.
create or replace function private.colleagues(typed text, size integer, wanted uuid[])
  returns table (user_id uuid, name text, extension text, presence text, rings_on text,
    changes_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  tenant constant uuid := private.tenant_id();
  words constant text := lower(btrim(typed));
  people uuid[];
begin
  if tenant is null then return; end if;
  people := array(select p.user_id from public.profiles p
    where p.tenant_id = tenant and p.removed_at is null
      and (wanted is null or p.user_id = any (wanted))
      and (position(words in lower(p.name)) > 0 or starts_with(p.extension, words))
    order by p.extension is distinct from words, p.name, p.user_id limit size);
  return query select r.user_id, r.name, r.extension, r.presence,
      case when r.phone is not null and r.in_browser then 'both'
        when r.phone is not null then 'phone' when r.in_browser then 'browser' end, r.changes_at
    from private.presence_of(tenant, people) r
    order by r.extension is distinct from words, r.name, r.user_id;
end
$$;
revoke all on function private.colleagues from public;
grant execute on function private.colleagues to authenticated;

-- Joining, inviting, promoting and leaving: the only ways a profile's tenant or role is ever
-- written. Each exposed function is an invoker wrapper around a definer in private, as the API role
-- may not write profiles.
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
  insert into public.profiles (tenant_id, user_id, role, name, email, extension)
    select mine, u.id, 'admin', btrim(person), u.email, private.next_extension(mine)
      from auth.users u where u.id = me;
  perform private.add_default_route(mine);
  return mine;
end
$$;

revoke all on function private.create_tenant from public;
grant execute on function private.create_tenant to authenticated;

-- When people on both sides of a call were together; null if they never were.
create or replace function private.find_talk(
  c public.calls, legs public.call_legs[], spans public.call_spans[],
  recordings public.recordings[]) returns private.talk
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  parent public.call_legs;
  other public.call_legs;
  b private.bridge;
  bridges private.bridge[] := '{}';
  t private.talk;
  is_unconfirmed boolean := false;
begin
  foreach leg in array legs loop
    continue when leg.parent_call_sid is null;
    continue when leg.answered_at is null and leg.accepted_at is null
      and leg.status not in ('in-progress', 'completed');
    if leg.role = 'rep' and leg.medium = 'phone' and leg.accepted_at is null then
      is_unconfirmed := is_unconfirmed or leg.status = 'completed';
      continue;
    end if;
    continue when cardinality(legs) > 1 and private.accepted_too_late(leg, legs);
    parent := null;
    foreach other in array legs loop
      if other.call_sid = leg.parent_call_sid then parent := other; end if;
    end loop;
    continue when leg.side not in ('customer', 'company')
      or leg.side = parent.side and c.direction <> 'internal';
    b := private.find_bridge(leg, parent, legs, spans);
    continue when b.call_sid is null;
    bridges := bridges || b;
    if cardinality(bridges) = 1 or b.began_at < t.answered_at then
      t.answered_at := b.began_at;
      if leg.side = 'customer' then
        t.reason := 'customer_answered';
        t.owner_id := parent.user_id;
        -- Twilio counts a customer's leg from its answer to its end.
        t.seconds := leg.duration_seconds;
      else
        t.reason := case when c.direction = 'internal' then 'colleague_answered'
                         else 'rep_accepted' end;
        t.owner_id := leg.user_id;
        t.seconds := null;
      end if;
    end if;
  end loop;
  if cardinality(bridges) = 0 then
    if is_unconfirmed and c.direction <> 'outbound' then
      b := private.presume_bridge(legs, recordings);
    end if;
    if b.call_sid is not null then
      bridges := array[b];
      t.answered_at := b.began_at;
      t.reason := 'presumed_accepted';
      select l.user_id into t.owner_id from unnest(legs) l where l.call_sid = b.call_sid;
    elsif cardinality(spans) = 0 then
      return null;
    end if;
  end if;
  return private.sum_talk(c, legs, spans, bridges, t);
end
$$;
revoke all on function private.find_talk from public;

-- Status, stage and outcome of a call from its evidence (the table in docs/flow.md). Reads no
-- table: the same evidence always gives the same verdict.
create or replace function private.judge(
  c public.calls, legs public.call_legs[], spans public.call_spans[], steps public.call_steps[],
  recordings public.recordings[]) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  t private.talk;
begin
  if cardinality(legs) = 0 then
    if c.error_message is not null then
      v.status := 'failed'; v.outcome := 'failed'; v.outcome_reason := 'create_failed';
      v.ended_at := c.ended_at; v.duration_seconds := 0;
    elsif c.direction = 'inbound' then
      v.status := 'ringing'; v.stage := 'greeting';
    else
      v.status := 'queued'; v.stage := 'placing';
      if c.create_lost then v.outcome := 'unknown'; v.outcome_reason := 'create_lost'; end if;
    end if;
    return v;
  end if;
  t := private.find_talk(c, legs, spans, recordings);
  if t.call_sids is not null then return private.judge_talked(c, legs, spans, t); end if;
  if c.has_more_evidence then
    v := private.judge_served(legs, spans, steps, recordings);
    if v.status is not null then return v; end if;
  end if;
  if c.direction = 'inbound' then return private.judge_missed(legs, spans); end if;
  if c.direction = 'internal' then return private.judge_internal(c, legs); end if;
  return private.judge_unanswered(c, legs);
end
$$;
revoke all on function private.judge from public;

-- Verdict for an internal call without talk: its stage, or why nobody talked. A colleague may be
-- rung on their phone and in their browser: what came of them is known once the caller has gone,
-- who is told so before.
create or replace function private.judge_internal(c public.calls, legs public.call_legs[])
returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  leg public.call_legs;
  rep public.call_legs;
  -- Of those that nobody answered, the one that rang last.
  unanswered public.call_legs;
  rang public.call_status[] := '{}';
begin
  foreach leg in array legs loop
    if leg.parent_call_sid is not null then
      rang := rang || leg.status;
      if leg.status = 'no-answer' and (unanswered.call_sid is null
          or (leg.ended_at, leg.call_sid) > (unanswered.ended_at, unanswered.call_sid)) then
        unanswered := leg;
      end if;
    elsif rep.call_sid is null
        or (leg.first_seen_at, leg.call_sid) < (rep.first_seen_at, rep.call_sid) then
      rep := leg;
    end if;
  end loop;
  v.duration_seconds := 0;
  if rep.status >= 'completed' and rep.ended_at is not null then
    if 'busy' = any (rang) then
      v.status := 'busy'; v.outcome := 'busy'; v.outcome_reason := 'colleague_busy';
    elsif 'failed' = all (rang) and cardinality(rang) > 0 then
      v.status := 'failed'; v.outcome := 'failed'; v.outcome_reason := 'colleague_failed';
    elsif cardinality(rang) = 0 and rep.dial_failed then
      v.status := 'failed'; v.outcome := 'failed'; v.outcome_reason := 'dial_refused';
    elsif rep.dial_ended_live and cardinality(rang) > 0 and 'canceled' = all (rang) then
      v.status := 'busy'; v.outcome := 'busy'; v.outcome_reason := 'colleague_declined';
    elsif rep.dial_ended_live then
      v.status := 'no-answer'; v.outcome := 'no-answer';
      v.outcome_reason := 'colleague_over_rep_waiting';
    else
      v := private.judge_rep_over(c, rep, unanswered, 'colleague');
    end if;
  elsif rep.status >= 'completed' then
    v := private.judge_rep_over(c, rep, unanswered, 'colleague');
  elsif cardinality(rang) > 0 or rep.accepted_at is not null then
    v.status := 'ringing'; v.stage := 'ringing_customer';
  elsif rep.status = 'in-progress' then
    v.status := 'ringing'; v.stage := 'confirming';
  elsif rep.status = 'ringing' then
    v.status := 'ringing'; v.stage := 'ringing_rep';
  else
    v.status := 'queued'; v.stage := 'placing';
  end if;
  return v;
end
$$;
revoke all on function private.judge_internal from public;

-- Verdict for an outbound call without talk: its stage, or why nobody talked. Looks at the rep's
-- own leg first, then at the customer's.
create or replace function private.judge_unanswered(c public.calls, legs public.call_legs[])
returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  leg public.call_legs;
  rep public.call_legs;
  called public.call_legs;
begin
  foreach leg in array legs loop
    if leg.side = 'customer' then
      if called.call_sid is null then
        called := leg;
      elsif (coalesce(leg.answered_at, 'infinity'), leg.first_seen_at, leg.call_sid)
        < (coalesce(called.answered_at, 'infinity'), called.first_seen_at, called.call_sid) then
        called := leg;
      end if;
    elsif leg.side = 'company' then
      if rep.call_sid is null then
        rep := leg;
      elsif (leg.first_seen_at, leg.call_sid) < (rep.first_seen_at, rep.call_sid) then
        rep := leg;
      end if;
    end if;
  end loop;
  v.duration_seconds := 0;
  if called.status in ('busy', 'failed') and called.ended_at is not null then
    v.status := called.status; v.outcome := called.status;
    v.outcome_reason := 'customer_' || called.status;
  elsif called.status >= 'completed' and rep.dial_ended_live then
    v.status := called.status;
    v.outcome := case called.status when 'no-answer' then 'no-answer' else 'canceled' end;
    v.outcome_reason := 'customer_over_rep_waiting';
  elsif called.call_sid is null and rep.dial_failed then
    v.status := 'failed'; v.outcome := 'failed'; v.outcome_reason := 'dial_refused';
  elsif rep.status >= 'completed' then
    v := private.judge_rep_over(c, rep, called, 'customer');
  elsif called.call_sid is not null or rep.accepted_at is not null then
    v.status := 'ringing'; v.stage := 'ringing_customer';
  elsif rep.status = 'in-progress' then
    v.status := 'ringing'; v.stage := 'confirming';
  elsif rep.status = 'ringing' then
    v.status := 'ringing'; v.stage := 'ringing_rep';
  else
    v.status := 'queued'; v.stage := 'placing';
  end if;
  return v;
end
$$;
revoke all on function private.judge_unanswered from public;

-- Hours and days of calls are the last 60 minutes and the last 24 hours.
create or replace function private.limit_refusal(settings public.tenants, caller uuid,
  at timestamptz) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  counted record;
  oldest timestamptz;
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
  return private.spend_refusal(settings, at);
end
$$;

revoke all on function private.limit_refusal from public;

-- Whether a member hears a recording: managers and admins all, others the shared mailbox, their own
-- messages and the talks of their own calls. As the policies of recordings and voicemails say.
create or replace function private.may_hear(p public.profiles, r public.recordings,
  c public.calls) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select p.role in ('manager', 'admin') or case when r.purpose = 'voicemail'
    then exists (select from public.voicemails v
      where v.tenant_id = r.tenant_id and v.recording_id = r.id
        and (v.mailbox_id is null or v.mailbox_id = p.user_id))
    else coalesce(p.user_id in (c.user_id, c.callee_id), false) end $$;
revoke all on function private.may_hear from public;

-- The lowest extension from 101 on that nobody of the tenant has; null where all three digits are
-- taken. One at a time for each tenant, with who changes one (private.require_admin).
create or replace function private.next_extension(tenant uuid) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from public.tenants where id = tenant for no key update;
  return (select min(free)::text from generate_series(101, 899) free
    where free <> 112 and not exists (select from public.profiles p
      where p.tenant_id = tenant and p.extension = free::text));
end
$$;
revoke all on function private.next_extension from public;

-- A colleague's call was missed, by somebody whom it rang and who did not decline it: they are
-- notified. It is no missed call of the company.
create or replace function private.notify_callee() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.outcome = 'connected' or new.outcome_reason = 'colleague_declined'
    or not exists (select from public.call_legs l where l.tenant_id = new.tenant_id
      and l.call_id = new.id and l.user_id = new.callee_id and l.parent_call_sid is not null)
    or exists (select from public.call_legs l where l.tenant_id = new.tenant_id
      and l.call_id = new.id and l.user_id = new.callee_id and l.medium = 'browser'
      and l.status = 'busy')
  then return null; end if;
  perform private.notify(new.tenant_id, new.callee_id, 'missed', 'calls', new.id, new.user_id,
    jsonb_build_object('what', 'internal', 'call_id', new.id,
      'name', (select p.name from public.profiles p
        where p.tenant_id = new.tenant_id and p.user_id = new.user_id)));
  return null;
end
$$;
revoke all on function private.notify_callee from public;

-- People of a tenant as their colleagues see them now; the only place that says so. On a call: one
-- that they placed or are rung with, or any on whose line they are. Offline: they say so, or
-- nothing of theirs can ring. `changes_at` is when that may change by itself.
create or replace function private.presence_of(tenant uuid, people uuid[])
  returns table (user_id uuid, name text, extension text, presence text, phone text,
    in_browser boolean, changes_at timestamptz)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  busy uuid[] := array(
    select unnest(array[c.user_id, c.callee_id]) from public.calls c
      where c.tenant_id = tenant and c.ended_at is null
    union select l.user_id from public.calls c
      join public.call_legs l on l.tenant_id = tenant and l.call_id = c.id
      where c.tenant_id = tenant and c.ended_at is null and l.status = 'in-progress'
        and (l.accepted_at is not null or l.parent_call_sid is null));
begin
  return query select p.user_id, p.name, p.extension,
    case
      when p.user_id = any (busy) then 'on_call'
      when a.state = 'offline' or r.phone is null and not r.in_browser then 'offline'
      when a.state = 'away' and coalesce(a.away_until > now(), true)
        or not private.is_within_week(h.week, h.time_zone, now()) then 'away'
      else 'available'
    end, r.phone, r.in_browser,
    least(case when a.state = 'away' and a.away_until > now() then a.away_until end,
      case when r.in_browser then (select max(s.seen_at) from public.softphones s
        where s.tenant_id = tenant and s.user_id = p.user_id) + interval '45 seconds' end)
  from public.profiles p
  join public.tenants t on t.id = tenant
  cross join lateral private.reach_of(t, p.user_id) r
  left join public.availability a on a.tenant_id = tenant and a.user_id = p.user_id
  left join public.own_hours h on h.tenant_id = tenant and h.user_id = p.user_id
  where p.tenant_id = tenant and p.removed_at is null and p.user_id = any (people);
end
$$;
revoke all on function private.presence_of from public;

-- Infers the bridge of a rep's phone that was picked up without a recorded digit (no webhook
-- arrived, or the database was away) from Twilio's legs and recordings. A recording of talk that
-- is shorter than the rep's leg began at the bridge, so its length is the talk; and no screening
-- lasts 45 seconds. Who calls a colleague is their caller. Null when a digit is recorded, or when
-- they did not talk.
create or replace function private.presume_bridge(
  legs public.call_legs[], recordings public.recordings[]) returns private.bridge
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  rep public.call_legs;
  caller public.call_legs;
  seconds integer;
  b private.bridge;
  is_internal boolean := not exists (select from unnest(legs) l where l.side = 'customer');
begin
  foreach leg in array legs loop
    if leg.role = 'caller' or is_internal and leg.parent_call_sid is null then
      caller := leg;
    elsif leg.role = 'rep' and leg.medium = 'phone' then
      if leg.accepted_at is not null then return null; end if;
      if leg.status = 'completed' and (rep.call_sid is null
         or (leg.answered_at, leg.call_sid) < (rep.answered_at, rep.call_sid)) then
        rep := leg;
      end if;
    end if;
  end loop;
  if rep.ended_at is null or rep.duration_seconds is null or caller.ended_at is null
     or caller.dial_bridged is false then
    return null;
  end if;
  select max(r.duration_seconds) into seconds from unnest(recordings) r
    where r.purpose = 'talk' and r.duration_seconds between 1 and rep.duration_seconds - 2;
  if seconds is null and (rep.duration_seconds >= 45 or caller.dial_bridged) then
    seconds := rep.duration_seconds;
  end if;
  if seconds is null then return null; end if;
  b.call_sid := rep.call_sid;
  b.parent_call_sid := caller.call_sid;
  b.ended_at := least(rep.ended_at, caller.ended_at);
  b.began_at := b.ended_at - make_interval(secs => seconds);
  return b;
end
$$;
revoke all on function private.presume_bridge from public;

-- What a call rings of a person at this moment: the phone (E.164) that may ring, and whether a
-- browser. As private.routed_people, for one.
create or replace function private.reach_of(t public.tenants, person uuid,
  out phone text, out in_browser boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  rings_on text := (select d.rings_on from public.call_devices d
    where d.tenant_id = t.id and d.user_id = person);
  place jsonb;
begin
  in_browser := coalesce(rings_on <> 'phone' and private.has_softphone(t.id, person), false);
  if rings_on = 'browser' then return; end if;
  phone := (select ph.phone from public.personal_phones ph
    where ph.tenant_id = t.id and ph.user_id = person and ph.verified_at is not null
      and not private.is_own_number(t.id, ph.phone));
  -- Where calls may go is decided anew: it may have changed since.
  place := (select v.place from public.phone_verifications v
    where v.tenant_id = t.id and v.user_id = person and v.phone = reach_of.phone
      and v.ended_as = 'verified' order by v.created_at desc, v.id limit 1);
  if place is not null and private.place_refusal(t, phone, place) is not null then
    phone := null;
  end if;
end
$$;
revoke all on function private.reach_of from public;

create or replace function private.remove_member(member uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.require_admin();
  member_role public.member_role;
begin
  select role into member_role from public.profiles
    where tenant_id = tenant and user_id = member and removed_at is null;
  if not found then return 'not_found'; end if;
  if member_role = 'admin' and not exists (
    select from public.profiles
    where tenant_id = tenant and role = 'admin' and removed_at is null and user_id <> member
  ) then return 'last_admin'; end if;
  delete from public.personal_phones where tenant_id = tenant and user_id = member;
  update public.invitations set revoked_at = now()
    where tenant_id = tenant and accepted_at is null and revoked_at is null
      and (invited_by = member or lower(email) = (select lower(p.email) from public.profiles p
                                                  where p.tenant_id = tenant
                                                    and p.user_id = member));
  update public.profiles set removed_at = now(), extension = null
    where tenant_id = tenant and user_id = member;
  update public.tenants set realtime_epoch = realtime_epoch + 1 where id = tenant;
  return 'removed';
end
$$;

revoke all on function private.remove_member from public;
grant execute on function private.remove_member to authenticated;

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
      and c.id <> call)
    -- Calls are limited to four hours.
    or exists (select from public.calls c
      where c.tenant_id = tenant and c.callee_id = p.user_id and c.ended_at is null
        and c.created_at > now() - interval '5 hours') as is_live) live
  left join lateral (select c.ended_at, c.outcome from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id
    order by c.created_at desc, c.id desc limit 1) last on true
  where p.tenant_id = tenant and p.removed_at is null
  order by p.created_at, p.user_id;
end
$$;
revoke all on function private.routed_people from public;

-- { refused } once a tenant has spent what it may in a day, which begins at midnight.
create or replace function private.spend_refusal(settings public.tenants, at timestamptz)
  returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  midnight timestamptz := private.day_began(settings.time_zone, at);
begin
  if private.spent(settings.id, midnight, at) < settings.spend_per_day then return null; end if;
  return jsonb_build_object('refused', 'spend_limit_reached', 'retry_after',
    ceil(extract(epoch
      from private.day_began(settings.time_zone, midnight + interval '30 hours') - at)));
end
$$;

revoke all on function private.spend_refusal from public;

-- Inserts the call, or updates the columns that differ from `c`. Returns false if another event
-- has inserted the row concurrently. The only place that spells the columns of calls, besides
-- private.open_call.
create or replace function private.write_call(c public.calls, n public.calls) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if c.id is null then
    insert into public.calls (id, tenant_id, twilio_call_sid, direction, from_number, to_number,
        status, stage, outcome, outcome_reason, contact_id, user_id, callee_id,
        phone_number_id, duration_seconds, ring_seconds, billed_seconds, recording_requested,
        recording_url, price, price_unit, error_code, error_message, create_lost, has_more_evidence,
        hangup_requested_at, imported_at, created_at, answered_at, ended_at, next_check_at)
      values (n.id, n.tenant_id, n.twilio_call_sid, n.direction, n.from_number, n.to_number,
        n.status, n.stage, n.outcome, n.outcome_reason, n.contact_id, n.user_id, n.callee_id,
        n.phone_number_id, n.duration_seconds, n.ring_seconds, n.billed_seconds,
        n.recording_requested, n.recording_url, n.price, n.price_unit, n.error_code,
        n.error_message, n.create_lost, n.has_more_evidence, n.hangup_requested_at, n.imported_at,
        n.created_at, n.answered_at, n.ended_at, n.next_check_at)
    on conflict do nothing;
    return found;
  elsif n is distinct from c then
    update public.calls set
      status = n.status, outcome = n.outcome, outcome_reason = n.outcome_reason, stage = n.stage,
      created_at = n.created_at, answered_at = n.answered_at, ended_at = n.ended_at,
      phone_number_id = n.phone_number_id, contact_id = n.contact_id, user_id = n.user_id,
      duration_seconds = n.duration_seconds, ring_seconds = n.ring_seconds,
      billed_seconds = n.billed_seconds, price = n.price, price_unit = n.price_unit,
      recording_requested = n.recording_requested, recording_url = n.recording_url,
      has_more_evidence = n.has_more_evidence, twilio_call_sid = n.twilio_call_sid,
      hangup_requested_at = n.hangup_requested_at, create_lost = n.create_lost,
      error_code = n.error_code, error_message = n.error_message,
      next_check_at = n.next_check_at, version = c.version + 1
    where tenant_id = c.tenant_id and id = c.id;
    -- Hardly ever changed: customer_number is generated of them, which costs more than the rest.
    if (n.from_number, n.to_number) is distinct from (c.from_number, c.to_number) then
      update public.calls set from_number = n.from_number, to_number = n.to_number
      where tenant_id = c.tenant_id and id = c.id;
    end if;
  end if;
  return true;
end
$$;
revoke all on function private.write_call from public;

-- Inserts the event into the ledger, or updates one that had a problem before. Returns the facts
-- of the call that the webhook's answer needs; they are stored with the event.
create or replace function private.write_event(
  tenant uuid, n public.calls, known private.known_call, e private.call_event, whole jsonb,
  failure text) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  facts jsonb := private.answer_facts(n, e.answered_from is not null);
begin
  if not known.is_news then return facts; end if;
  if e.answered_from is not null and e.from_memory is not true then
    e.answered_from := e.answered_from || jsonb_build_object('facts', facts #- '{colleague,phone}');
  end if;
  if known.event_id is null then
    insert into public.call_events (tenant_id, call_id, call_sid, event_type, event_data, query,
        answered_from, dedupe_key, occurred_at, created_at, problem, problem_event)
      values (tenant, n.id, e.call_sid, e.type, coalesce(e.data, '{}'), e.query,
        e.answered_from, e.dedupe_key, e.occurred_at, coalesce(e.received_at, now()), failure,
        case when failure is not null then whole end)
    on conflict (tenant_id, dedupe_key) do nothing;
  else
    update public.call_events set
      problem = coalesce(failure, problem),
      problem_event = case when failure is null then problem_event else whole end,
      solved_at = case when failure is null then now() end
      where id = known.event_id;
  end if;
  return facts;
end
$$;
revoke all on function private.write_event from public;

-- What became of the calls since a few moments, the earliest last, and until another: all of the
-- tenant's with customers or one person's, of one direction (only so are internal ones counted),
-- outcome or number, or with what people say came of them (`said`, the nil UUID for those that lack
-- it). Read from the index alone.
create or replace function public.call_figures(today timestamptz, week timestamptz,
  month timestamptz, person uuid default null, way text default null, ended_as text default null,
  until timestamptz default 'infinity', line uuid default null,
  said uuid default null)
returns table (period text, calls bigint, connected bigint, missed bigint, talk_seconds bigint)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  -- Each call is counted once, in the shortest period it is of; a longer period then holds the
  -- shorter ones too.
  with counted as (
    select case when created_at >= today then 1 when created_at >= week then 2 else 3 end as place,
      count(*) as calls,
      count(*) filter (where outcome = 'connected') as connected,
      count(*) filter (where outcome = 'missed') as missed,
      sum(duration_seconds) as talk_seconds
    from public.calls
    where tenant_id = (select private.tenant_id()) and created_at >= month and created_at < until
      and (person is null or user_id = person)
      and (way is null and direction <> 'internal' or direction = way)
      and (ended_as is null or outcome = ended_as)
      and (line is null or phone_number_id = line)
      and (said is null or disposition_id = said
        or lacks_outcome and said = '00000000-0000-0000-0000-000000000000')
    group by 1
  )
  select periods.name, coalesce(sum(counted.calls), 0)::bigint,
    coalesce(sum(counted.connected), 0)::bigint,
    coalesce(sum(counted.missed), 0)::bigint, coalesce(sum(counted.talk_seconds), 0)::bigint
  from (values (1, 'today'), (2, 'week'), (3, 'month')) as periods (place, name)
  left join counted on counted.place <= periods.place
  where (select private.tenant_id()) is not null
  group by periods.place, periods.name order by periods.place
$$;

revoke all on function public.call_figures from public, anon, service_role;
grant execute on function public.call_figures to authenticated;

-- What became of each person's calls in some days, of one direction, outcome or number, or with
-- what people say came of them (`said` as for call_figures); who had none is left out. Null is
-- nobody's: calls that rang no one. Read from the index alone.
create or replace function public.call_figures_by_person(since timestamptz,
  until timestamptz, person uuid default null, way text default null, ended_as text default null,
  line uuid default null, said uuid default null)
returns table (user_id uuid, calls bigint, connected bigint, missed bigint, talk_seconds bigint)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select c.user_id, count(*), count(*) filter (where c.outcome = 'connected'),
    count(*) filter (where c.outcome = 'missed'), coalesce(sum(c.duration_seconds), 0)
  from public.calls c
  where c.tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin')
    and c.created_at >= since and c.created_at < until
    and (person is null or c.user_id = person)
    and (way is null and c.direction <> 'internal' or c.direction = way)
    and (ended_as is null or c.outcome = ended_as)
    and (line is null or c.phone_number_id = line)
    and (said is null or c.disposition_id = said
      or c.lacks_outcome and said = '00000000-0000-0000-0000-000000000000')
  group by c.user_id
$$;

revoke all on function public.call_figures_by_person from public, anon, service_role;
grant execute on function public.call_figures_by_person to authenticated;

create or replace function public.change_extension(
  member uuid, digits text default null, was text default null) returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.change_extension(member, digits, was)
$$;

comment on function public.change_extension is
  'Gives a person an extension, null for none, if theirs still is `was`. '
  'changed | changed_meanwhile | not_found | taken';

revoke all on function public.change_extension from public, anon, service_role;
grant execute on function public.change_extension to authenticated;

create or replace function public.colleagues(typed text default '', size integer default 1000,
  wanted uuid[] default null)
  returns table (user_id uuid, name text, extension text, presence text, rings_on text,
    changes_at timestamptz)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.colleagues(typed, least(size, 1000), wanted)
$$;

comment on function public.colleagues is
  'Presence is available | on_call | away | offline; rings_on what a call to them rings now: '
  'phone | browser | both, or null for nothing.';

revoke all on function public.colleagues from public, anon, service_role;
grant execute on function public.colleagues to authenticated;

-- Who is asking, in one round trip: the profile, its tenant's settings and the topic to listen to;
-- null before onboarding.
create or replace function public.me() returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select json_build_object('user_id', p.user_id, 'role', p.role, 'name', p.name, 'email', p.email,
    'personal_phone', ph.phone, 'phone_verified', ph.verified_at is not null,
    'show_checklist', p.checklist_dismissed_at is null, 'topic', private.realtime_topic(),
    'availability', (select json_build_object('state', a.state, 'away_until', a.away_until)
      from public.availability a where a.tenant_id = p.tenant_id and a.user_id = p.user_id),
    'on_call', exists (select from public.calls c where c.tenant_id = p.tenant_id
      and c.user_id = p.user_id and c.ended_at is null)
      or exists (select from public.calls c where c.tenant_id = p.tenant_id
        and c.callee_id = p.user_id and c.created_at > now() - interval '5 hours'
        and c.ended_at is null),
    'call_devices', (select json_build_object('rings_on', d.rings_on, 'places_on', d.places_on)
      from public.call_devices d where d.tenant_id = p.tenant_id and d.user_id = p.user_id),
    'after_call_until', (select last.until from (
      select c.outcome, c.ended_at + t.after_call_seconds * interval '1 second' as until
        from public.calls c where c.tenant_id = p.tenant_id and c.user_id = p.user_id
        order by c.created_at desc, c.id desc limit 1) last
      where last.outcome = 'connected' and last.until > now()),
    'own_hours', (select json_build_object('time_zone', h.time_zone, 'week', h.week)
      from public.own_hours h where h.tenant_id = p.tenant_id and h.user_id = p.user_id),
    'tenant', json_build_object('id', t.id, 'name', t.name, 'country_code', t.country_code,
      'time_zone', t.time_zone,
      'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
        'keep_recordings_days', t.keep_recordings_days,
      'call_time_limit_seconds', t.call_time_limit_seconds,
      'after_call_seconds', t.after_call_seconds))
  from public.profiles p
  join public.tenants t on t.id = p.tenant_id
  left join public.personal_phones ph on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id
  where p.user_id = (select auth.uid()) and p.tenant_id = (select private.tenant_id())
    and p.removed_at is null
$$;

revoke all on function public.me from public, anon, service_role;
grant execute on function public.me to authenticated;

-- Which calls ask for an outcome is said by `asksOutcome` too (lib/wrapups/decide.ts). Read from
-- the index alone.
create or replace function public.outcome_figures(since timestamptz, until timestamptz default
  'infinity', person uuid default null, way text default null, ended_as text default null,
  line uuid default null)
returns table (asked bigint, given bigint)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select count(*), count(disposition_id)
  from public.calls
  where tenant_id = (select private.tenant_id())
    and created_at >= since and created_at < until
    and (person is null or user_id = person) and (way is null or direction = way)
    and (ended_as is null or outcome = ended_as)
    and (line is null or phone_number_id = line)
    and outcome in ('connected', 'no-answer', 'busy')
    and user_id is not null and direction <> 'internal'
  having (select private.tenant_id()) is not null
$$;

comment on function public.outcome_figures is
  'Of the calls begun from `since` until before `until`: how many ask for an outcome, and how many '
  'have one.';

revoke all on function public.outcome_figures from public, anon, service_role;
grant execute on function public.outcome_figures to authenticated;

alter table public.profiles add constraint profiles_extension_check CHECK (((extension ~ '^[0-9]{2,5}$'::text) AND (extension <> ALL (ARRAY['000'::text, '112'::text, '911'::text, '999'::text]))));

CREATE INDEX calls_by_callee ON public.calls USING btree (tenant_id, callee_id, created_at DESC, id DESC) WHERE (callee_id IS NOT NULL);

CREATE INDEX calls_log ON public.calls USING btree (tenant_id, created_at DESC, id DESC) INCLUDE (user_id, callee_id, outcome, duration_seconds, direction, phone_number_id, disposition_id, lacks_outcome);

CREATE UNIQUE INDEX profiles_by_extension ON public.profiles USING btree (tenant_id, extension);

create policy "managers and admins read events, reps those of their own calls " on public.call_events as permissive for select to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])) OR (( SELECT ((( SELECT auth.uid() AS uid) = c.user_id) OR (( SELECT auth.uid() AS uid) = c.callee_id))
   FROM public.calls c
  WHERE ((c.tenant_id = call_events.tenant_id) AND (c.id = call_events.call_id))) AND ((call_sid IS NULL) OR ( SELECT true
   FROM public.call_legs l
  WHERE ((l.tenant_id = call_events.tenant_id) AND (l.call_sid = call_events.call_sid))))))));

create policy "managers and admins read legs, reps those of their own calls bu" on public.call_legs as permissive for select to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])) OR (((role <> ALL (ARRAY['rep'::public.leg_role, 'supervisor'::public.leg_role])) OR (user_id = ( SELECT auth.uid() AS uid))) AND ( SELECT ((( SELECT auth.uid() AS uid) = c.user_id) OR (( SELECT auth.uid() AS uid) = c.callee_id))
   FROM public.calls c
  WHERE ((c.tenant_id = call_legs.tenant_id) AND (c.id = call_legs.call_id)))))));

create policy "managers and admins read recordings, reps of their own calls an" on public.recordings as permissive for select to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])) OR
CASE
    WHEN (purpose = 'voicemail'::text) THEN ((status = 'deleted'::text) OR ( SELECT true
       FROM public.voicemails v
      WHERE (v.recording_id = recordings.id)))
    ELSE ( SELECT ((( SELECT auth.uid() AS uid) = c.user_id) OR (( SELECT auth.uid() AS uid) = c.callee_id))
       FROM public.calls c
      WHERE ((c.tenant_id = recordings.tenant_id) AND (c.id = recordings.call_id)))
END)));

create policy "managers and admins read steps, reps those of their own calls" on public.call_steps as permissive for select to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])) OR ( SELECT ((( SELECT auth.uid() AS uid) = c.user_id) OR (( SELECT auth.uid() AS uid) = c.callee_id))
   FROM public.calls c
  WHERE ((c.tenant_id = call_steps.tenant_id) AND (c.id = call_steps.call_id))))));

create policy "members read calls, internal ones those on them and managers" on public.calls as permissive for select to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((direction <> 'internal'::text) OR (user_id = ( SELECT auth.uid() AS uid)) OR (callee_id = ( SELECT auth.uid() AS uid)) OR (( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])))));

CREATE TRIGGER audit AFTER INSERT OR UPDATE OF role, name, email, removed_at, default_number_id, extension ON public.profiles FOR EACH ROW EXECUTE FUNCTION private.audit_row('member', '');

CREATE TRIGGER broadcast AFTER INSERT OR UPDATE ON public.call_devices FOR EACH ROW EXECUTE FUNCTION private.broadcast_change('availability', 'user_id');

CREATE TRIGGER broadcast AFTER INSERT OR DELETE ON public.softphones FOR EACH ROW EXECUTE FUNCTION private.broadcast_change('availability', 'user_id');

CREATE TRIGGER broadcast_return AFTER UPDATE ON public.softphones FOR EACH ROW WHEN ((new.seen_at > (old.seen_at + '00:00:45'::interval))) EXECUTE FUNCTION private.broadcast_change('availability', 'user_id');

CREATE TRIGGER notify_callee AFTER UPDATE ON public.calls FOR EACH ROW WHEN (((new.direction = 'internal'::text) AND (old.stage <> 'ended'::public.call_stage) AND (new.stage = 'ended'::public.call_stage))) EXECUTE FUNCTION private.notify_callee();

comment on column public.calls.callee_id is 'The colleague who is called, of an internal call. No foreign key: the API takes a table that refers to profiles twice for two ways to them, and a call''s person could not be asked for.';

comment on column public.profiles.extension is 'The short number that colleagues call this person by.';

comment on column public.tenants.record_internal_calls is 'Whether calls between colleagues are recorded; recording_enabled says nothing of them.';

comment on function public.change_extension(pg_catalog.uuid,pg_catalog.text,pg_catalog.text) is 'Gives a person an extension, null for none, if theirs still is `was`. changed | changed_meanwhile | not_found | taken';

comment on function public.colleagues(pg_catalog.text,integer,pg_catalog.uuid[]) is 'Presence is available | on_call | away | offline; rings_on what a call to them rings now: phone | browser | both, or null for nothing.';

grant select (extension) on table public.profiles to authenticated;

grant update (record_internal_calls) on table public.tenants to authenticated;

reset check_function_bodies;
