-- What a tenant's voice agents talk with, its key encrypted; null where there is none.
create or replace function machine.talk_provider(tenant uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('base_url', r.base_url, 'model', r.model,
      'transcription_model', r.transcription_model, 'audio_format', r.audio_format,
      'api_key_ciphertext', r.api_key_ciphertext)
    from public.realtime_settings r where r.tenant_id = tenant $$;
revoke all on function machine.talk_provider from public;
grant execute on function machine.talk_provider to ringbook_machine;
