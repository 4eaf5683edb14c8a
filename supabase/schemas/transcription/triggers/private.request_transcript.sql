-- A recording that is stored is to be transcribed: messages where the tenant has a provider, talks
-- where it has that switched on too. Not the talk with a voice agent, whose transcript is there
-- already. The call is recorded whatever becomes of this.
create or replace function private.request_transcript() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.transcription_settings s where s.tenant_id = new.tenant_id
      and (new.purpose = 'voicemail' or s.transcribes_talks)) or private.is_of_agent(new) then
    return null;
  end if;
  update public.recordings r set transcript_state = 'waiting'
    where r.id = new.id and r.tenant_id = new.tenant_id and r.transcript_state is null;
  if found then
    perform private.add_job('recordings.transcribe',
      jsonb_build_object('tenant_id', new.tenant_id, 'id', new.id), new.id::text);
  end if;
  return null;
exception when others then
  if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
  raise warning 'recording % is not transcribed: %', new.id, sqlerrm;
  return null;
end
$$;
revoke all on function private.request_transcript from public;
