-- An admin's own tenant's provider, with its encrypted key; null when there is none.
create or replace function machine.realtime_key(tenant uuid, person uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('base_url', s.base_url, 'model', s.model,
      'transcription_model', s.transcription_model, 'audio_format', s.audio_format,
      'api_key_ciphertext', s.api_key_ciphertext)
    from public.realtime_settings s
    join public.profiles p on p.tenant_id = s.tenant_id and p.user_id = person
      and p.removed_at is null and p.role = 'admin'
    where s.tenant_id = tenant $$;
revoke all on function machine.realtime_key from public;
grant execute on function machine.realtime_key to ringbook_machine;
