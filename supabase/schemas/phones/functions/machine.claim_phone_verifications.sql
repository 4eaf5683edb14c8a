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
