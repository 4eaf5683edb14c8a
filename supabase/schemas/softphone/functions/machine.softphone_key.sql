-- What a person's access token for the browser is made of; null where browser calls are off.
create or replace function machine.softphone_key(tenant uuid, person uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('account_sid', l.account_sid, 'application_sid', l.application_sid,
    'api_key_sid', l.api_key_sid, 'api_key_secret_ciphertext', l.api_key_secret_ciphertext)
  from private.softphone_line(tenant) l
  join public.profiles p on p.tenant_id = l.tenant_id and p.user_id = person
    and p.removed_at is null
$$;

revoke all on function machine.softphone_key from public;
grant execute on function machine.softphone_key to ringbook_machine;
