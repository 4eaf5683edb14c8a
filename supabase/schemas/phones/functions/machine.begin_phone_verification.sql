-- Writes the call that will say a code to a person's phone, or says why not: { refused: reason }.
create or replace function machine.begin_phone_verification(tenant uuid, person uuid, request jsonb)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := (request ->> 'now')::timestamptz;
  own record;
  other record;
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
  select ph.phone, ph.verified_at into own from public.personal_phones ph
    where ph.tenant_id = tenant and ph.user_id = person for update;
  select f.phone, f.verified_at into other from public.further_phones f
    where f.tenant_id = tenant and f.user_id = person and f.phone = request ->> 'phone' for update;
  if found and own.phone is distinct from other.phone then own := other; end if;
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
