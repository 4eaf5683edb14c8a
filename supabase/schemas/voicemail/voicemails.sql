create table public.voicemails (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  call_id uuid not null,
  recording_id uuid not null,
  mailbox_id uuid,
  left_at timestamptz not null,
  duration_seconds integer,
  transcript text,
  transcript_state text check (transcript_state in ('waiting', 'done', 'failed')),
  heard_at timestamptz,
  heard_by uuid,
  primary key (tenant_id, id),
  unique (recording_id, tenant_id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.voicemails is
  'Messages that callers left: recordings of that purpose, two seconds or longer. Made by a '
  'trigger on recordings, so that a message whose webhook was lost is here too; gone with the '
  'audio.';
comment on column public.voicemails.mailbox_id is
  'Whose message it is; null: everybody''s. No foreign key, nor for heard_by: the API would take '
  'this table for a way between calls and profiles.';
comment on column public.voicemails.duration_seconds is
  'As the recording has it, like the transcript and its state: kept by the same trigger.';

create index voicemails_page on public.voicemails (tenant_id, left_at desc, id desc);
create index voicemails_by_call on public.voicemails (tenant_id, call_id);
create index voicemails_by_mailbox on public.voicemails
  (tenant_id, mailbox_id, left_at desc, id desc);
create index voicemails_unheard on public.voicemails (tenant_id, left_at desc, id desc)
  where heard_at is null;

alter table public.voicemails enable row level security;
revoke all on public.voicemails from anon, authenticated, service_role;
grant select on public.voicemails to authenticated;
grant update (heard_at) on public.voicemails to authenticated;

create policy "people read the shared mailbox and their own, managers and admins all"
  on public.voicemails for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (mailbox_id is null
    or mailbox_id = (select auth.uid()) or (select private.role()) in ('manager', 'admin')));
create policy "who reads a message marks it as heard or unheard"
  on public.voicemails for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (mailbox_id is null
    or mailbox_id = (select auth.uid()) or (select private.role()) in ('manager', 'admin')))
  with check (tenant_id = (select private.tenant_id()) and (mailbox_id is null
    or mailbox_id = (select auth.uid()) or (select private.role()) in ('manager', 'admin')));

create trigger stamp_heard before update of heard_at on public.voicemails
  for each row when (auth.uid() is not null) execute function private.stamp_heard();
create trigger broadcast after insert or update or delete on public.voicemails
  for each row execute function private.broadcast_change('voicemails', 'call_id');
create trigger settle_heard after update of heard_at on public.voicemails
  for each row when (new.heard_at is not null and old.heard_at is null)
  execute function private.settle_heard();
create trigger forget_notifications after delete on public.voicemails
  for each row execute function private.forget_notifications();
-- At the end of the transaction: the mailbox is written after the message.
create constraint trigger notify_voicemail_new after insert on public.voicemails
  deferrable initially deferred
  for each row execute function private.notify_voicemail();
create constraint trigger notify_voicemail after update on public.voicemails
  deferrable initially deferred
  for each row when (old.mailbox_id is distinct from new.mailbox_id)
  execute function private.notify_voicemail();
