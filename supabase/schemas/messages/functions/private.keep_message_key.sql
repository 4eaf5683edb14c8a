create or replace function private.keep_message_key(tenant uuid, sender uuid, used jsonb,
  message uuid, at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if used ->> 'value' is null then return; end if;
  delete from private.message_keys where tenant_id = tenant and user_id = sender
    and created_at < at - interval '2 days';
  insert into private.message_keys (tenant_id, user_id, key, fingerprint, message_id, created_at)
    values (tenant, sender, used ->> 'value', used ->> 'fingerprint', message, at);
end
$$;

revoke all on function private.keep_message_key from public;
