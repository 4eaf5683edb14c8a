-- An admin saves the model that the tenant's voice agents talk with, or removes it (`saved` null).
create or replace function machine.save_realtime(tenant uuid, person uuid, saved jsonb,
  at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.profiles where tenant_id = tenant and user_id = person
      and removed_at is null and role = 'admin') then
    return 'not_admin';
  end if;
  perform private.act_as(person);
  if saved is null then
    delete from public.realtime_settings where tenant_id = tenant;
    return 'saved';
  end if;
  insert into public.realtime_settings as s (tenant_id, base_url, model, transcription_model,
      audio_format, api_key_ciphertext, api_key_last_four, updated_at)
    values (tenant, saved ->> 'base_url', saved ->> 'model', saved ->> 'transcription_model',
      saved ->> 'audio_format', saved ->> 'api_key_ciphertext', saved ->> 'api_key_last_four', at)
  on conflict (tenant_id) do update set base_url = excluded.base_url, model = excluded.model,
    transcription_model = excluded.transcription_model, audio_format = excluded.audio_format,
    api_key_ciphertext = excluded.api_key_ciphertext,
    api_key_last_four = excluded.api_key_last_four, updated_at = at;
  return 'saved';
end
$$;
revoke all on function machine.save_realtime from public;
grant execute on function machine.save_realtime to ringbook_machine;
