-- A file whose row goes, with its message or as it was never sent, leaves no bytes.
create or replace function private.remove_media_bytes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.add_job('messages.remove_media',
    jsonb_build_object('tenant_id', old.tenant_id, 'id', old.id), old.id::text);
  return null;
end
$$;

revoke all on function private.remove_media_bytes from public;
