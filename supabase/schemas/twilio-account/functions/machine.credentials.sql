-- An admin's own tenant's credentials, to test them and to read its numbers at Twilio.
create or replace function machine.credentials(tenant uuid, person uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('account_sid', a.account_sid, 'auth_token_ciphertext',
    a.auth_token_ciphertext)
  from public.twilio_accounts a
  join public.profiles p on p.tenant_id = a.tenant_id and p.user_id = person
    and p.removed_at is null and p.role = 'admin'
  where a.tenant_id = tenant and a.verified_at is not null
$$;

revoke all on function machine.credentials from public;
grant execute on function machine.credentials to ringbook_machine;
