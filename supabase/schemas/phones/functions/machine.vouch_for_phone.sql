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
