-- A typed code, as its hashes under each key that may still be in use. Two at once see each other.
create or replace function machine.try_phone_verification(tenant uuid, person uuid, hashes jsonb,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p public.phone_verifications;
begin
  -- In the same order as a change of phone takes its locks: the phones, then their verifications.
  perform from public.personal_phones where tenant_id = tenant and user_id = person for update;
  perform from public.further_phones where tenant_id = tenant and user_id = person
    order by place for update;
  -- A change of phone ends its verification, and a new call those before it.
  select * into p from public.phone_verifications
    where tenant_id = tenant and user_id = person and ended_at is null
    order by created_at desc, id limit 1 for update;
  if p.id is null then return '{"answer": "no_code"}'; end if;
  if p.expires_at <= at then return '{"answer": "expired"}'; end if;
  if hashes ? p.code_hash then
    update public.phone_verifications set ended_at = at, ended_as = 'verified' where id = p.id;
    perform private.act_as(person);
    update public.personal_phones set verified_at = at where tenant_id = tenant
      and user_id = person and phone = p.phone;
    update public.further_phones set verified_at = at where tenant_id = tenant
      and user_id = person and phone = p.phone;
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
