-- An admin saves how the tenant transcribes, or stops it (`saved` is null).
create or replace function machine.save_transcription(tenant uuid, person uuid, saved jsonb,
  at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.profiles where tenant_id = tenant and user_id = person
      and removed_at is null and role = 'admin') then
    return 'not_admin';
  end if;
  perform private.act_as(person);
  if saved is null then
    delete from public.transcription_settings where tenant_id = tenant;
    return 'saved';
  end if;
  insert into public.transcription_settings as s (tenant_id, base_url, model, api_key_ciphertext,
      api_key_last_four, transcribes_talks, updated_at)
    values (tenant, saved ->> 'base_url', saved ->> 'model', saved ->> 'api_key_ciphertext',
      saved ->> 'api_key_last_four', (saved ->> 'transcribes_talks')::boolean, at)
  on conflict (tenant_id) do update set base_url = excluded.base_url, model = excluded.model,
    api_key_ciphertext = excluded.api_key_ciphertext,
    api_key_last_four = excluded.api_key_last_four,
    transcribes_talks = excluded.transcribes_talks, updated_at = at;
  return 'saved';
end
$$;
revoke all on function machine.save_transcription from public;
grant execute on function machine.save_transcription to ringbook_machine;
