-- What is deleted at Twilio is deleted here: what was said, and the message that it was.
create or replace function private.forget_message() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.transcript := null;
  new.transcript_state := null;
  new.transcript_problem := null;
  delete from public.voicemails v where v.tenant_id = new.tenant_id and v.recording_id = new.id;
  return new;
end
$$;
revoke all on function private.forget_message from public;
