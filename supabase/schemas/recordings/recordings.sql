create table public.recordings (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  call_id uuid not null,
  call_sid text,
  recording_sid text not null,
  status text not null check (status in ('in-progress', 'completed', 'absent', 'deleted')),
  duration_seconds integer,
  channels smallint,
  source text,
  purpose text not null default 'talk' check (purpose in ('talk', 'voicemail', 'prompt')),
  started_at timestamptz,
  created_at timestamptz not null,
  deleted_at timestamptz,
  deleted_by uuid,
  deleted_answer smallint,
  transcript text check (char_length(transcript) <= 100000),
  transcript_state text check (transcript_state in ('waiting', 'done', 'failed')),
  transcript_problem text,
  transcript_tries smallint not null default 0,
  -- The SID first: recordings are also looked up by SID in any tenant.
  unique (recording_sid, tenant_id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.recordings is 'One Twilio RecordingSid each. The audio stays at Twilio.';
comment on column public.recordings.purpose is
  'What was recorded: people talking, a message to somebody, an announcement to play.';
comment on column public.recordings.deleted_by is
  'The admin; null when it was kept for as long as the tenant keeps recordings.';
comment on column public.recordings.deleted_answer is
  'What Twilio answered to the deletion: 204, or 404 when it had no such recording any more.';
comment on column public.recordings.transcript_state is
  'waiting: a job transcribes it. Null: nobody has asked for it, or the audio is deleted.';
comment on column public.recordings.transcript_problem is
  'Why it was not transcribed, or not yet, in a sentence.';

create index recordings_by_call on public.recordings (tenant_id, call_id);
create index recordings_kept on public.recordings (tenant_id, created_at)
  where status = 'completed';
create index recordings_log on public.recordings (tenant_id, created_at desc, id desc);

alter table public.recordings enable row level security;
revoke all on public.recordings from anon, authenticated, service_role;
grant select on public.recordings to authenticated;

-- Whose a message is: see the policy of voicemails, which holds here too. Of a deleted one all that
-- is left is its receipt.
create policy "managers and admins read recordings, reps of their own calls and mailboxes"
  on public.recordings
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (
    (select private.role()) in ('manager', 'admin')
    or case when purpose = 'voicemail' then status = 'deleted'
      or (select true from public.voicemails v where v.recording_id = recordings.id)
    -- As a value and not `exists`: that may become a hash of all this person's calls.
    else (select (select auth.uid()) = any (array[c.user_id, c.callee_id] || c.talked_with)
        from public.calls c
        where c.tenant_id = recordings.tenant_id and c.id = recordings.call_id) end));

-- Shorter ones are silence, or a caller who hung up at the beep.
create trigger keep_voicemail after insert or update of status, purpose, duration_seconds,
    transcript_state on public.recordings for each row
  when (new.purpose = 'voicemail' and new.status = 'completed' and new.duration_seconds >= 2)
  execute function private.keep_voicemail();
create trigger request_transcript after insert or update of status, purpose, duration_seconds
  on public.recordings for each row
  when (new.status = 'completed' and new.transcript_state is null
    and new.purpose in ('talk', 'voicemail') and new.duration_seconds >= 2)
  execute function private.request_transcript();
create trigger forget_message before update of status on public.recordings
  for each row when (new.status = 'deleted' and old.status <> 'deleted')
  execute function private.forget_message();
