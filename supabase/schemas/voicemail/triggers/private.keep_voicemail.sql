-- A completed recording of a message becomes one, once, whatever event completed it; what is known
-- later (length, transcript) is kept too. A finished transcript sends the mail that waits for it.
create or replace function private.keep_voicemail() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  message uuid;
begin
  insert into public.voicemails as v (tenant_id, call_id, recording_id, mailbox_id, left_at,
      duration_seconds, transcript, transcript_state)
    values (new.tenant_id, new.call_id, new.id, private.mailbox_of(new.tenant_id, new.call_id),
      new.created_at, new.duration_seconds, new.transcript, new.transcript_state)
  on conflict (recording_id, tenant_id) do update set
    duration_seconds = excluded.duration_seconds, transcript = excluded.transcript,
    transcript_state = excluded.transcript_state
  where (v.duration_seconds, v.transcript, v.transcript_state) is distinct from
    (excluded.duration_seconds, excluded.transcript, excluded.transcript_state)
  returning v.id into message;
  if tg_op = 'UPDATE' and message is not null and old.transcript_state = 'waiting'
      and new.transcript_state is distinct from 'waiting' then
    perform private.add_job('voicemails.mail',
      jsonb_build_object('tenant_id', new.tenant_id, 'id', message), message::text);
  end if;
  return null;
end
$$;
revoke all on function private.keep_voicemail from public;
