set check_function_bodies = off;

drop trigger unprove_changed on public.personal_phones;
drop trigger unprove_removed on public.personal_phones;
drop function machine.begin_phone_proof(uuid,uuid,jsonb);
drop function machine.claim_phone_proofs(timestamp with time zone,integer);
drop function machine.note_phone_proof(uuid,uuid,text,timestamp with time zone);
drop function machine.proof_legs(uuid,jsonb);
drop function machine.settle_phone_proof(uuid,uuid,jsonb,timestamp with time zone);
drop function machine.try_phone_proof(uuid,uuid,jsonb,timestamp with time zone);
drop function private.proof_refusal(uuid,uuid,text,timestamp with time zone);
drop function private.unprove_phone();

-- A personal phone is verified before calls may ring it: it is called, says a code, and its person
-- types it in.
create table public.phone_verifications (
  id uuid primary key,
  tenant_id uuid not null,
  user_id uuid not null,
  phone text not null,
  from_number text,
  code_hash text not null,
  wrong_tries integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_as text check (ended_as in ('verified', 'wrong', 'refused', 'replaced', 'changed')),
  call_sid text,
  call_status public.call_status,
  price numeric(12, 5),
  price_unit text,
  next_check_at timestamptz not null,
  settled_at timestamptz,
  unique (tenant_id, call_sid),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.phone_verifications is
  'Calls that say a code to a personal phone. No conversations: they have no row in calls, but '
  'they are on the Twilio bill.';
comment on column public.phone_verifications.from_number is
  'The company''s number that called; a call whose answer was lost is looked for by it.';
comment on column public.phone_verifications.code_hash is
  'HMAC-SHA-256 of tenant, person, phone and code under the encryption key: six digits alone '
  'could be tried out.';
comment on column public.phone_verifications.ended_as is
  'verified; wrong: five tries; refused by Twilio; replaced by a newer call; the phone was changed. '
  'Null while the code may be typed, or has expired.';
comment on column public.phone_verifications.call_sid is
  'Null until Twilio''s answer is there; the sweep looks for one that was lost.';

create index phone_verifications_by_person on public.phone_verifications (tenant_id, user_id, created_at desc);
create index phone_verifications_by_time on public.phone_verifications (tenant_id, created_at desc);
create index phone_verifications_unsettled on public.phone_verifications (next_check_at) where settled_at is null;

alter table public.phone_verifications enable row level security;
revoke all on public.phone_verifications from anon, authenticated, service_role;
grant select (id, tenant_id, user_id, wrong_tries, created_at, expires_at, ended_at,
  ended_as) on public.phone_verifications to authenticated;

create policy "people read how their own phone's verification stands" on public.phone_verifications
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));

-- What is needed to tell whose these legs of Twilio's are: the tenant's numbers and phones, the
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
    'verifications', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', p.call_sid, 'to', p.phone,
      'created_at', p.created_at)), '[]'::jsonb)
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
  select phone, verified_at is not null into rep_phone, verified
    from public.personal_phones where tenant_id = tenant and user_id = caller
    and not private.is_own_number(tenant, phone);
  if rep_phone is null then return jsonb_build_object('refused', 'no_personal_phone'); end if;
  if not verified then return jsonb_build_object('refused', 'phone_not_verified'); end if;
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
      'from', line.number, 'to', rep_phone, 'user_id', caller,
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
      (id, tenant_id, user_id, phone, from_number, code_hash, created_at, expires_at,
      next_check_at)
    values ((request ->> 'verification_id')::uuid, tenant, person, own.phone, line.number,
      request ->> 'code_hash', at, at + interval '10 minutes', at + interval '60 seconds');
  perform private.audit(tenant, person, 'personal_phone.verification_called', person::text, '{}');
  return jsonb_build_object('from_number', line.number, 'phone', own.phone,
    'account_sid', account.account_sid, 'auth_token_ciphertext', account.auth_token_ciphertext);
end
$$;

revoke all on function machine.begin_phone_verification from public;
grant execute on function machine.begin_phone_verification to ringbook_machine;

-- Verification calls that Twilio should be asked about, each handed to one sweep at a time.
create or replace function machine.claim_phone_verifications(at timestamptz, how_many integer)
  returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with due as (
    select id from public.phone_verifications where settled_at is null and next_check_at <= at
    order by next_check_at limit how_many for update skip locked
  ), claimed as (
    update public.phone_verifications p set next_check_at = at + interval '60 seconds' from due
      where p.id = due.id returning p.*
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', c.tenant_id, 'verification_id', c.id, 'phone',
      c.phone, 'call_sid', c.call_sid,
      'created_at', c.created_at, 'account_sid', a.account_sid, 'auth_token_ciphertext',
        a.auth_token_ciphertext,
      'from_number', c.from_number)
    order by c.created_at), '[]'::jsonb)
  from claimed c left join public.twilio_accounts a on a.tenant_id = c.tenant_id
$$;

revoke all on function machine.claim_phone_verifications from public;
grant execute on function machine.claim_phone_verifications to ringbook_machine;

-- Twilio's answer to the create: its CallSid, or that it refused and nothing rang.
create or replace function machine.note_phone_verification(tenant uuid, verification uuid, sid text,
  at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p public.phone_verifications;
begin
  select * into p from public.phone_verifications where tenant_id = tenant and id = verification for update;
  if not found then return false; end if;
  if sid is not null then
    update public.phone_verifications set call_sid = coalesce(call_sid, sid) where id = verification;
  elsif p.call_sid is null then
    update public.phone_verifications set settled_at = at, price = 0, ended_at = coalesce(ended_at, at),
      ended_as = case when ended_at is null then 'refused' else ended_as end where id = verification;
    perform private.audit(tenant, p.user_id, 'personal_phone.verification_failed', p.user_id::text,
      '{"reason": "refused"}');
  end if;
  return true;
end
$$;

revoke all on function machine.note_phone_verification from public;
grant execute on function machine.note_phone_verification to ringbook_machine;

-- What Twilio says of a verification call. Asked about until its price is known, later and later, for 7
-- days.
create or replace function machine.settle_phone_verification(tenant uuid, verification uuid, told jsonb,
  at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p public.phone_verifications;
begin
  select * into p from public.phone_verifications where tenant_id = tenant and id = verification for update;
  if not found then return true; end if;
  p.call_sid := coalesce(p.call_sid, told ->> 'call_sid');
  p.call_status := coalesce((told ->> 'status')::public.call_status, p.call_status);
  p.price := coalesce(abs((told ->> 'price')::numeric), p.price);
  p.price_unit := coalesce(told ->> 'price_unit', p.price_unit);
  -- Only an answered call has a price of its own.
  if p.price is not null or p.call_status in ('busy', 'no-answer', 'failed', 'canceled')
    or coalesce((told ->> 'gone')::boolean, false)
     or at - p.created_at > interval '7 days' then p.settled_at := at; end if;
  update public.phone_verifications set call_sid = p.call_sid, call_status = p.call_status,
    price = p.price, price_unit = p.price_unit,
    settled_at = p.settled_at,
    next_check_at = at + least(greatest((at - created_at) / 2, interval '15 seconds'),
      interval '6 hours')
    where id = verification;
  return p.settled_at is not null;
end
$$;

revoke all on function machine.settle_phone_verification from public;
grant execute on function machine.settle_phone_verification to ringbook_machine;

-- A typed code, as its hashes under each key that may still be in use. Two at once see each other.
create or replace function machine.try_phone_verification(tenant uuid, person uuid, hashes jsonb,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  own text;
  p public.phone_verifications;
begin
  -- In the same order as a change of phone takes its locks: the phone, then its verifications.
  select phone into own from public.personal_phones where tenant_id = tenant
    and user_id = person for update;
  select * into p from public.phone_verifications
    where tenant_id = tenant and user_id = person and phone = own and ended_at is null
    order by created_at desc, id limit 1 for update;
  if p.id is null then return '{"answer": "no_code"}'; end if;
  if p.expires_at <= at then return '{"answer": "expired"}'; end if;
  if hashes ? p.code_hash then
    update public.phone_verifications set ended_at = at, ended_as = 'verified' where id = p.id;
    perform private.act_as(person);
    update public.personal_phones set verified_at = at where tenant_id = tenant
      and user_id = person;
    perform private.audit(tenant, person, 'personal_phone.verified', person::text, '{}');
    return '{"answer": "verified"}';
  end if;
  update public.phone_verifications set wrong_tries = wrong_tries + 1,
    ended_at = case when wrong_tries >= 4 then at end, ended_as = case
      when wrong_tries >= 4 then 'wrong' end
    where id = p.id;
  perform private.audit(tenant, person, 'personal_phone.verification_failed', person::text,
    jsonb_build_object('reason', 'wrong_code', 'tries_left', 4 - p.wrong_tries));
  return jsonb_build_object('answer', 'wrong', 'tries_left', 4 - p.wrong_tries);
end
$$;

revoke all on function machine.try_phone_verification from public;
grant execute on function machine.try_phone_verification to ringbook_machine;

-- Of these CallSids of a tenant, the ones nothing here knows: no call, and no verification of a phone.
create or replace function machine.unknown_legs(tenant uuid, sids jsonb) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(jsonb_agg(s), '[]'::jsonb) from jsonb_array_elements_text(sids) as s
    where not exists (select from public.call_legs l where l.tenant_id = tenant and l.call_sid = s)
      and not exists (select from public.phone_verifications p where p.tenant_id = tenant
        and p.call_sid = s));
end
$$;

revoke all on function machine.unknown_legs from public;
grant execute on function machine.unknown_legs to ringbook_machine;

-- Not conversations: of these CallSids of a tenant, the ones that only said a code.
create or replace function machine.verification_legs(tenant uuid, sids jsonb) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(p.call_sid), '[]'::jsonb) from public.phone_verifications p
  where p.tenant_id = tenant and p.call_sid in (select jsonb_array_elements_text(sids))
$$;

revoke all on function machine.verification_legs from public;
grant execute on function machine.verification_legs to ringbook_machine;

-- Whatever door changes a phone: the new one is not verified, and a code that was spoken to the old
-- one is void.
create or replace function private.unverify_phone() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.phone_verifications set ended_at = now(), ended_as = 'changed'
    where tenant_id = old.tenant_id and user_id = old.user_id and ended_at is null;
  if tg_op = 'DELETE' then return old; end if;
  new.verified_at := null;
  return new;
end
$$;

revoke all on function private.unverify_phone from public;

-- Why this person's phone may not be called with a code now; null when it may. Asked under the
-- tenant's lock.
create or replace function private.verification_refusal(tenant uuid, person uuid, phone text,
  at timestamptz) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case
    when exists (select from public.phone_verifications p where p.tenant_id = tenant and p.user_id = person
      and p.ended_at is null
                 and p.created_at > at - interval '30 seconds') then 'ringing'
    when (select count(*) from public.phone_verifications p where p.tenant_id = tenant
      and p.user_id = person
          and p.created_at > at - interval '1 hour') >= 3 then 'person_limit'
    when (select count(*) from public.phone_verifications p where p.tenant_id = tenant
          and p.created_at > at - interval '1 hour') >= 10 then 'tenant_limit'
  end
$$;

revoke all on function private.verification_refusal from public;

-- Who is asking, in one round trip: the profile, its tenant's settings and the topic to listen to;
-- null before onboarding.
create or replace function public.me() returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select json_build_object('user_id', p.user_id, 'role', p.role, 'name', p.name, 'email', p.email,
    'personal_phone', ph.phone, 'phone_verified', ph.verified_at is not null, 'topic',
      private.realtime_topic(),
    'tenant', json_build_object('id', t.id, 'name', t.name, 'country_code', t.country_code,
      'time_zone', t.time_zone,
      'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
        'keep_recordings_days', t.keep_recordings_days,
      'call_time_limit_seconds', t.call_time_limit_seconds))
  from public.profiles p
  join public.tenants t on t.id = p.tenant_id
  left join public.personal_phones ph on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id
  where p.user_id = (select auth.uid()) and p.tenant_id = (select private.tenant_id())
    and p.removed_at is null
$$;

revoke all on function public.me from public, anon, service_role;
grant execute on function public.me to authenticated;

CREATE TRIGGER unverify_changed BEFORE UPDATE ON public.personal_phones FOR EACH ROW WHEN (((old.phone IS DISTINCT FROM new.phone) OR (old.user_id <> new.user_id) OR (old.tenant_id <> new.tenant_id))) EXECUTE FUNCTION private.unverify_phone();

CREATE TRIGGER unverify_removed BEFORE DELETE ON public.personal_phones FOR EACH ROW EXECUTE FUNCTION private.unverify_phone();

reset check_function_bodies;

-- The codes that were spoken are void: their hashes name the former table.
insert into public.phone_verifications (id, tenant_id, user_id, phone, from_number, code_hash,
    wrong_tries, created_at, expires_at, ended_at, ended_as, call_sid, call_status, price, price_unit,
    next_check_at, settled_at)
  select id, tenant_id, user_id, phone, from_number, code_hash, wrong_tries, created_at, expires_at,
    ended_at, case ended_as when 'proven' then 'verified' else ended_as end, call_sid, call_status,
    price, price_unit, next_check_at, settled_at
  from public.phone_proofs;
drop table public.phone_proofs;
