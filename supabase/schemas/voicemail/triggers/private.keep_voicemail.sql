-- A completed recording of a message becomes one, once, whatever event completed it.
create or replace function private.keep_voicemail() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.voicemails (tenant_id, call_id, recording_id, left_at)
    values (new.tenant_id, new.call_id, new.id, new.created_at)
  on conflict (recording_id, tenant_id) do nothing;
  return null;
end
$$;
revoke all on function private.keep_voicemail from public;
