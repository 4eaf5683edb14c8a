-- Notes who hears a recording, once an hour. A message counts as heard when somebody it is for
-- plays it: a manager who listens to a colleague's leaves it unheard.
create or replace function machine.note_listening(tenant uuid, person uuid, recording uuid,
  how text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  did text := case how when 'downloaded' then 'recording.downloaded' else 'recording.listened' end;
begin
  update public.voicemails v set heard_at = at, heard_by = person
    where v.tenant_id = tenant and v.recording_id = recording and v.heard_at is null
      and (v.mailbox_id is null or v.mailbox_id = person);
  perform pg_advisory_xact_lock(hashtextextended('listened:' || tenant || ':' || person || ':' ||
    recording || ':' || did, 0));
  if exists (select from public.audit_log
             where tenant_id = tenant and subject = recording::text and action = did
               and action like 'recording.%'
               and actor_id = person and created_at > at - interval '1 hour') then
    return false;
  end if;
  perform private.audit(tenant, person, did, recording::text,
    jsonb_build_object('call', (select r.call_id from public.recordings r where r.tenant_id = tenant
      and r.id = recording)));
  return true;
end
$$;

revoke all on function machine.note_listening from public;
grant execute on function machine.note_listening to ringbook_machine;
