-- Where a recording lies that waits to be transcribed, and by whom; null when it waits no more. One
-- whose tenant has no provider any more is not transcribed.
create or replace function machine.to_transcribe(tenant uuid, target uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_at jsonb;
begin
  select jsonb_build_object('recording_sid', r.recording_sid, 'channels', r.channels,
      'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
      'base_url', s.base_url, 'model', s.model, 'api_key_ciphertext', s.api_key_ciphertext)
    into found_at
    from public.recordings r
    join public.twilio_accounts a on a.tenant_id = r.tenant_id
    join public.transcription_settings s on s.tenant_id = r.tenant_id
    where r.tenant_id = tenant and r.id = target and r.status = 'completed'
      and r.transcript_state in ('waiting', 'failed');
  if found_at is null then
    update public.recordings set transcript_state = null, transcript_problem = null
      where tenant_id = tenant and id = target and transcript_state = 'waiting';
  end if;
  return found_at;
end
$$;
revoke all on function machine.to_transcribe from public;
grant execute on function machine.to_transcribe to ringbook_machine;
