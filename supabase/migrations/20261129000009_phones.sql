set check_function_bodies = off;

create table public.personal_phones (
  tenant_id uuid not null,
  user_id uuid not null,
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  updated_at timestamptz not null default now(),
  verified_at timestamptz,
  constraint personal_phones_not_withheld check (not private.is_withheld(phone)),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.personal_phones is
  'The phone a person talks from (E.164). Apart from profiles, so that colleagues cannot read it.';
comment on column public.personal_phones.verified_at is
  'When its person typed the code that was spoken to it; until then no call rings it. Null again '
  'when the number changes.';

alter table public.personal_phones enable row level security;
revoke all on public.personal_phones from anon, authenticated, service_role;
grant select, delete on public.personal_phones to authenticated;
grant insert (tenant_id, user_id, phone) on public.personal_phones to authenticated;
grant update (phone, updated_at) on public.personal_phones to authenticated;

create policy "people read their own phone, managers and admins all" on public.personal_phones
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (user_id = (select auth.uid()) or (select private.role()) in ('manager', 'admin')));
create policy "people set their own phone" on public.personal_phones
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people change their own phone" on public.personal_phones
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()))
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people remove their own phone" on public.personal_phones
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));

create trigger audit after insert or update or delete on public.personal_phones
  for each row execute function private.audit_row('personal_phone', 'phone');
create trigger unprove_changed before update on public.personal_phones
  for each row when (old.phone is distinct from new.phone or old.user_id <> new.user_id
    or old.tenant_id <> new.tenant_id)
  execute function private.unprove_phone();
create trigger unprove_removed before delete on public.personal_phones
  for each row execute function private.unprove_phone();

-- A personal phone is proven before calls may ring it: it is called, says a code, and its person
-- types it in.
create table public.phone_proofs (
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
  ended_as text check (ended_as in ('proven', 'wrong', 'refused', 'replaced', 'changed')),
  call_sid text,
  call_status public.call_status,
  price numeric(12, 5),
  price_unit text,
  next_check_at timestamptz not null,
  settled_at timestamptz,
  unique (tenant_id, call_sid),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.phone_proofs is
  'Calls that say a code to a personal phone. No conversations: they have no row in calls, but '
  'they are on the Twilio bill.';
comment on column public.phone_proofs.from_number is
  'The company''s number that called; a call whose answer was lost is looked for by it.';
comment on column public.phone_proofs.code_hash is
  'HMAC-SHA-256 of tenant, person, phone and code under the encryption key: six digits alone '
  'could be tried out.';
comment on column public.phone_proofs.ended_as is
  'proven; wrong: five tries; refused by Twilio; replaced by a newer call; the phone was changed. '
  'Null while the code may be typed, or has expired.';
comment on column public.phone_proofs.call_sid is
  'Null until Twilio''s answer is there; the sweep looks for one that was lost.';

create index phone_proofs_by_person on public.phone_proofs (tenant_id, user_id, created_at desc);
create index phone_proofs_by_time on public.phone_proofs (tenant_id, created_at desc);
create index phone_proofs_unsettled on public.phone_proofs (next_check_at) where settled_at is null;

alter table public.phone_proofs enable row level security;
revoke all on public.phone_proofs from anon, authenticated, service_role;
grant select (id, tenant_id, user_id, wrong_tries, created_at, expires_at, ended_at,
  ended_as) on public.phone_proofs to authenticated;

create policy "people read how their own phone's proof stands" on public.phone_proofs
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));

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
  select * into account from public.twilio_accounts
    where tenant_id = tenant and verified_at is not null;
  select * into line from public.phone_numbers
    where id = private.choose_caller_number(tenant, person, null, null);
  reason := case
    when own.phone is null then 'no_personal_phone'
    when own.phone is distinct from request ->> 'phone' then 'phone_changed'
    when own.verified_at is not null then 'already_proven'
    when account.tenant_id is null or line.id is null then 'twilio_not_configured'
    when private.is_own_number(tenant, own.phone) then 'own_number'
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
      (id, tenant_id, user_id, phone, from_number, code_hash, created_at, expires_at,
      next_check_at)
    values ((request ->> 'proof_id')::uuid, tenant, person, own.phone, line.number,
      request ->> 'code_hash', at, at + interval '10 minutes', at + interval '60 seconds');
  perform private.audit(tenant, person, 'personal_phone.proof_called', person::text, '{}');
  return jsonb_build_object('from_number', line.number, 'phone', own.phone,
    'account_sid', account.account_sid, 'auth_token_ciphertext', account.auth_token_ciphertext);
end
$$;

revoke all on function machine.begin_phone_proof from public;
grant execute on function machine.begin_phone_proof to ringbook_machine;

-- Proof calls that Twilio should be asked about, each handed to one sweep at a time.
create or replace function machine.claim_phone_proofs(at timestamptz, how_many integer)
  returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with due as (
    select id from public.phone_proofs where settled_at is null and next_check_at <= at
    order by next_check_at limit how_many for update skip locked
  ), claimed as (
    update public.phone_proofs p set next_check_at = at + interval '60 seconds' from due
      where p.id = due.id returning p.*
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', c.tenant_id, 'proof_id', c.id, 'phone',
      c.phone, 'call_sid', c.call_sid,
      'created_at', c.created_at, 'account_sid', a.account_sid, 'auth_token_ciphertext',
        a.auth_token_ciphertext,
      'from_number', c.from_number)
    order by c.created_at), '[]'::jsonb)
  from claimed c left join public.twilio_accounts a on a.tenant_id = c.tenant_id
$$;

revoke all on function machine.claim_phone_proofs from public;
grant execute on function machine.claim_phone_proofs to ringbook_machine;

-- Twilio's answer to the create: its CallSid, or that it refused and nothing rang.
create or replace function machine.note_phone_proof(tenant uuid, proof uuid, sid text,
  at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p public.phone_proofs;
begin
  select * into p from public.phone_proofs where tenant_id = tenant and id = proof for update;
  if not found then return false; end if;
  if sid is not null then
    update public.phone_proofs set call_sid = coalesce(call_sid, sid) where id = proof;
  elsif p.call_sid is null then
    update public.phone_proofs set settled_at = at, price = 0, ended_at = coalesce(ended_at, at),
      ended_as = case when ended_at is null then 'refused' else ended_as end where id = proof;
    perform private.audit(tenant, p.user_id, 'personal_phone.proof_failed', p.user_id::text,
      '{"reason": "refused"}');
  end if;
  return true;
end
$$;

revoke all on function machine.note_phone_proof from public;
grant execute on function machine.note_phone_proof to ringbook_machine;

-- Not conversations: of these CallSids of a tenant, the ones that only said a code.
create or replace function machine.proof_legs(tenant uuid, sids jsonb) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(p.call_sid), '[]'::jsonb) from public.phone_proofs p
  where p.tenant_id = tenant and p.call_sid in (select jsonb_array_elements_text(sids))
$$;

revoke all on function machine.proof_legs from public;
grant execute on function machine.proof_legs to ringbook_machine;

-- What Twilio says of a proof call. Asked about until its price is known, later and later, for 7
-- days.
create or replace function machine.settle_phone_proof(tenant uuid, proof uuid, told jsonb,
  at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p public.phone_proofs;
begin
  select * into p from public.phone_proofs where tenant_id = tenant and id = proof for update;
  if not found then return true; end if;
  p.call_sid := coalesce(p.call_sid, told ->> 'call_sid');
  p.call_status := coalesce((told ->> 'status')::public.call_status, p.call_status);
  p.price := coalesce(abs((told ->> 'price')::numeric), p.price);
  p.price_unit := coalesce(told ->> 'price_unit', p.price_unit);
  -- Only an answered call has a price of its own.
  if p.price is not null or p.call_status in ('busy', 'no-answer', 'failed', 'canceled')
    or coalesce((told ->> 'gone')::boolean, false)
     or at - p.created_at > interval '7 days' then p.settled_at := at; end if;
  update public.phone_proofs set call_sid = p.call_sid, call_status = p.call_status,
    price = p.price, price_unit = p.price_unit,
    settled_at = p.settled_at,
    next_check_at = at + least(greatest((at - created_at) / 2, interval '15 seconds'),
      interval '6 hours')
    where id = proof;
  return p.settled_at is not null;
end
$$;

revoke all on function machine.settle_phone_proof from public;
grant execute on function machine.settle_phone_proof to ringbook_machine;

-- A typed code, as its hashes under each key that may still be in use. Two at once see each other.
create or replace function machine.try_phone_proof(tenant uuid, person uuid, hashes jsonb,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  own text;
  p public.phone_proofs;
begin
  -- In the same order as a change of phone takes its locks: the phone, then its proofs.
  select phone into own from public.personal_phones where tenant_id = tenant
    and user_id = person for update;
  select * into p from public.phone_proofs
    where tenant_id = tenant and user_id = person and phone = own and ended_at is null
    order by created_at desc, id limit 1 for update;
  if p.id is null then return '{"answer": "no_code"}'; end if;
  if p.expires_at <= at then return '{"answer": "expired"}'; end if;
  if hashes ? p.code_hash then
    update public.phone_proofs set ended_at = at, ended_as = 'proven' where id = p.id;
    perform private.act_as(person);
    update public.personal_phones set verified_at = at where tenant_id = tenant
      and user_id = person;
    perform private.audit(tenant, person, 'personal_phone.proven', person::text, '{}');
    return '{"answer": "proven"}';
  end if;
  update public.phone_proofs set wrong_tries = wrong_tries + 1,
    ended_at = case when wrong_tries >= 4 then at end, ended_as = case
      when wrong_tries >= 4 then 'wrong' end
    where id = p.id;
  perform private.audit(tenant, person, 'personal_phone.proof_failed', person::text,
    jsonb_build_object('reason', 'wrong_code', 'tries_left', 4 - p.wrong_tries));
  return jsonb_build_object('answer', 'wrong', 'tries_left', 4 - p.wrong_tries);
end
$$;

revoke all on function machine.try_phone_proof from public;
grant execute on function machine.try_phone_proof to ringbook_machine;

-- The operator, who holds the account's token and could ring this phone anyway, vouches for it.
create or replace function machine.vouch_for_phone(tenant uuid, person uuid, number text,
  at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.act_as(person);
  update public.personal_phones ph set verified_at = at
    where ph.tenant_id = tenant and ph.user_id = person and ph.phone = number
      and ph.verified_at is null
      and exists (select from public.profiles p where p.tenant_id = tenant and p.user_id = person
        and p.removed_at is null);
  if not found then return false; end if;
  perform private.audit(tenant, null, 'personal_phone.vouched', person::text, '{}');
  return true;
end
$$;

revoke all on function machine.vouch_for_phone from public;
grant execute on function machine.vouch_for_phone to ringbook_machine;

-- Why this person's phone may not be called with a code now; null when it may. Asked under the
-- tenant's lock.
create or replace function private.proof_refusal(tenant uuid, person uuid, phone text,
  at timestamptz) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case
    when exists (select from public.phone_proofs p where p.tenant_id = tenant and p.user_id = person
      and p.ended_at is null
                 and p.created_at > at - interval '30 seconds') then 'ringing'
    when (select count(*) from public.phone_proofs p where p.tenant_id = tenant
      and p.user_id = person
          and p.created_at > at - interval '1 hour') >= 3 then 'person_limit'
    when (select count(*) from public.phone_proofs p where p.tenant_id = tenant
          and p.created_at > at - interval '1 hour') >= 10 then 'tenant_limit'
  end
$$;

revoke all on function private.proof_refusal from public;

reset check_function_bodies;
