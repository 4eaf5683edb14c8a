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
