create or replace function private.keep_key(tenant uuid, caller uuid, used jsonb, placed uuid,
  at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if used ->> 'value' is null then return; end if;
  delete from private.call_keys where tenant_id = tenant and user_id = caller
    and created_at < at - interval '2 days';
  insert into private.call_keys (tenant_id, user_id, key, fingerprint, call_id, created_at)
    values (tenant, caller, used ->> 'value', used ->> 'fingerprint', placed, at);
end
$$;

revoke all on function private.keep_key from public;
