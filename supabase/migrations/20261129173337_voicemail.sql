set check_function_bodies = off;

alter table public.recordings
  add column transcript text,
  add column transcript_state text,
  add column transcript_problem text,
  add column transcript_tries smallint not null default 0;
alter table public.voicemails
  add column duration_seconds integer,
  add column transcript_state text;
update public.voicemails v set duration_seconds = r.duration_seconds
  from public.recordings r where r.id = v.recording_id and r.tenant_id = v.tenant_id;

drop trigger keep_voicemail on public.recordings;
drop policy "managers and admins read recordings, reps those of their own ca" on public.recordings;
drop index public.voicemails_by_mailbox;

create table private.voicemail_mails (
  tenant_id uuid not null,
  voicemail_id uuid not null,
  user_id uuid not null,
  claimed_at timestamptz not null,
  primary key (tenant_id, voicemail_id, user_id),
  foreign key (tenant_id, voicemail_id) references public.voicemails (tenant_id, id)
    on delete cascade
);
comment on table private.voicemail_mails is
  'To whom a message was mailed: set before the mail is sent, so that nobody has two of one.';

create table public.transcription_settings (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  base_url text not null check (char_length(base_url) between 1 and 300),
  model text not null check (char_length(model) between 1 and 100),
  api_key_ciphertext text not null,
  api_key_last_four text not null check (char_length(api_key_last_four) <= 4),
  transcribes_talks boolean not null default false,
  updated_at timestamptz not null default now()
);
comment on table public.transcription_settings is
  'Who turns a tenant''s recordings into text: an endpoint that speaks OpenAI''s protocol, and the '
  'tenant''s own key, as AES-256-GCM ciphertext that admins may write and nobody may read.';
comment on column public.transcription_settings.base_url is
  'What comes before /v1/audio/transcriptions.';
comment on column public.transcription_settings.transcribes_talks is
  'Whether recordings of talks are transcribed too, not only voicemails.';

create index transcription_settings_by_key on public.transcription_settings
  ((api_key_ciphertext collate "C"));

alter table public.transcription_settings enable row level security;
revoke all on public.transcription_settings from anon, authenticated, service_role;
grant select (tenant_id, base_url, model, api_key_last_four, transcribes_talks, updated_at)
  on public.transcription_settings to authenticated;

create policy "admins read how their tenant transcribes" on public.transcription_settings
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert or update or delete on public.transcription_settings
  for each row execute function
    private.audit_row('transcription', 'api_key_ciphertext,updated_at');

-- A message and those it is to be mailed to: its owner, or of the shared mailbox everybody who
-- wants it, each once. Null when it is gone. A mail counts as sent from here on.
create or replace function machine.claim_voicemail_mails(tenant uuid, voicemail uuid,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  message public.voicemails;
  people jsonb;
begin
  select * into message from public.voicemails where tenant_id = tenant and id = voicemail;
  if not found then return null; end if;
  with claimed as (
    insert into private.voicemail_mails (tenant_id, voicemail_id, user_id, claimed_at)
      select tenant, voicemail, p.user_id, at from public.profiles p
      where p.tenant_id = tenant and p.removed_at is null
        and (message.mailbox_id is null or p.user_id = message.mailbox_id)
        and not exists (select from public.notification_settings s
          where s.tenant_id = tenant and s.user_id = p.user_id
            and case when message.mailbox_id is null then 'shared_voicemail' else 'voicemail' end
              = any (s.mail_off))
    on conflict do nothing returning user_id
  )
  select jsonb_agg(jsonb_build_object('user_id', p.user_id, 'name', p.name, 'email', p.email)
      order by p.user_id) into people
    from claimed c join public.profiles p on p.tenant_id = tenant and p.user_id = c.user_id;
  return private.voicemail_facts(tenant, voicemail) || jsonb_build_object('people',
    coalesce(people, '[]'), 'left_at', message.left_at, 'seconds', message.duration_seconds,
    'transcript', message.transcript, 'transcript_state', message.transcript_state,
    'is_shared', message.mailbox_id is null)
    || (select jsonb_build_object('company', t.name, 'time_zone', t.time_zone, 'country_code',
      t.country_code) from public.tenants t where t.id = tenant);
end
$$;
revoke all on function machine.claim_voicemail_mails from public;
grant execute on function machine.claim_voicemail_mails to ringbook_machine;

-- Stores the result of a deletion at Twilio. `answer` is 204, or 404 if Twilio no longer has the
-- recording; when null, the deletion is retried at growing intervals.
create or replace function machine.finish_deletion(tenant uuid, target uuid, answer integer,
  failure text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  d private.recording_deletions;
  r public.recordings;
  account text;
  why text;
begin
  -- Whoever asked twice, or while it was being deleted, gets one deletion and one receipt.
  perform pg_advisory_xact_lock(hashtextextended('deletion:' || target, 0));
  select * into d from private.recording_deletions where tenant_id = tenant
    and recording_id = target for update;
  if not found then return true; end if;
  select * into r from public.recordings where tenant_id = tenant and id = target;
  if r.status = 'deleted' then
    delete from private.recording_deletions where tenant_id = tenant and recording_id = target;
    return true;
  end if;
  why := case when d.requested_by is null then 'kept_long_enough'
    when r.purpose = 'voicemail' then 'message_deleted' else 'deleted_by_admin' end;
  if answer is null then
    update private.recording_deletions set tries = tries + 1, problem = failure,
      next_try_at = at + least(interval '30 seconds' * 2 ^ least(tries, 10), interval '6 hours')
      where tenant_id = tenant and recording_id = target;
    if d.tries = 0 then
      perform private.audit(tenant, d.requested_by, 'recording.deletion_failed', target::text,
        jsonb_build_object('reason', failure));
    end if;
    return false;
  end if;
  select a.account_sid into account from public.twilio_accounts a where a.tenant_id = tenant;
  perform machine.record_event(tenant,
    jsonb_build_object('type', 'rest.deleted', 'call_id', r.call_id,
    'dedupe_key', 'recording:' || r.recording_sid || ':deleted', 'occurred_at', at, 'received_at',
      at,
    'recording', jsonb_build_object('sid', r.recording_sid, 'status', 'deleted', 'deleted_at', at,
      'deleted_by', d.requested_by,
      'deleted_answer', answer),
    'data', jsonb_build_object('recording_sid', r.recording_sid, 'account_sid', account, 'answer',
      answer, 'why', why)));
  if not exists (select from public.recordings where tenant_id = tenant and id = target
    and status = 'deleted') then
    raise exception 'recording % could not be marked as deleted', target;
  end if;
  delete from private.recording_deletions where tenant_id = tenant and recording_id = target;
  perform private.audit(tenant, d.requested_by, 'recording.deleted', target::text,
    jsonb_build_object('reason', why, 'call_id', r.call_id, 'recording_sid', r.recording_sid,
      'twilio_answered', answer));
  return true;
end
$$;

revoke all on function machine.finish_deletion from public;
grant execute on function machine.finish_deletion to ringbook_machine;

-- What was said on a recording (`text`), or why that is not known. After `max_tries` failures, at
-- once with 0, it counts as failed. A recording deleted meanwhile stays without.
create or replace function machine.finish_transcript(tenant uuid, target uuid, said text,
  problem text, max_tries integer) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.recordings set
      transcript = said, transcript_problem = problem,
      transcript_tries = transcript_tries + 1,
      transcript_state = case when said is not null then 'done'
        when transcript_tries + 1 >= max_tries then 'failed' else 'waiting' end
    where tenant_id = tenant and id = target and status = 'completed'
      and transcript_state in ('waiting', 'failed') $$;
revoke all on function machine.finish_transcript from public;
grant execute on function machine.finish_transcript to ringbook_machine;

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

-- Where a recording lies, for someone who may hear it; null for everyone else.
create or replace function machine.recording(tenant uuid, person uuid, target uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('recording_sid', r.recording_sid, 'status', r.status, 'channels',
    r.channels,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext)
  from public.recordings r
  join public.calls c on c.tenant_id = r.tenant_id and c.id = r.call_id
  join public.profiles p on p.tenant_id = r.tenant_id and p.user_id = person
    and p.removed_at is null
  join public.twilio_accounts a on a.tenant_id = r.tenant_id
  where r.tenant_id = tenant and r.id = target
    and private.may_hear(p, r, c)
$$;

revoke all on function machine.recording from public;
grant execute on function machine.recording to ringbook_machine;

-- An admin deletes one recording, or who may hear a message deletes that: where it lies, or why
-- not: { refused: reason }.
create or replace function machine.request_deletion(tenant uuid, person uuid, target uuid,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r public.recordings;
begin
  select * into r from public.recordings where tenant_id = tenant and id = target;
  if not exists (select from public.profiles p
      left join public.calls c on c.tenant_id = tenant and c.id = r.call_id
      where p.tenant_id = tenant and p.user_id = person and p.removed_at is null
        and (p.role = 'admin' or (r.purpose = 'voicemail' and private.may_hear(p, r, c)))) then
    return '{"refused": "not_admin"}';
  end if;
  if r.id is null or r.status <> 'completed' then return '{"refused": "not_there"}'; end if;
  -- The next sweep tries again if this try never ends.
  insert into private.recording_deletions as d
    (tenant_id, recording_id, requested_by, requested_at, next_try_at)
    values (tenant, target, person, at, at + interval '60 seconds')
  on conflict (tenant_id, recording_id) do update
    set requested_by = coalesce(d.requested_by, excluded.requested_by),
    next_try_at = excluded.next_try_at;
  return (select jsonb_build_object('tenant_id', tenant, 'recording_id', r.id, 'recording_sid',
      r.recording_sid,
      'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext)
    from public.twilio_accounts a where a.tenant_id = tenant);
end
$$;

revoke all on function machine.request_deletion from public;
grant execute on function machine.request_deletion to ringbook_machine;

-- The mail to this person certainly did not go out: it is claimed again.
create or replace function machine.return_voicemail_mail(tenant uuid, voicemail uuid, person uuid)
  returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from private.voicemail_mails
    where tenant_id = tenant and voicemail_id = voicemail and user_id = person $$;
revoke all on function machine.return_voicemail_mail from public;
grant execute on function machine.return_voicemail_mail to ringbook_machine;

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

-- An admin's own tenant's provider, with its encrypted key; null when there is none.
create or replace function machine.transcription_key(tenant uuid, person uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('base_url', s.base_url, 'api_key_ciphertext', s.api_key_ciphertext)
    from public.transcription_settings s
    join public.profiles p on p.tenant_id = s.tenant_id and p.user_id = person
      and p.removed_at is null and p.role = 'admin'
    where s.tenant_id = tenant $$;
revoke all on function machine.transcription_key from public;
grant execute on function machine.transcription_key to ringbook_machine;

-- Gives a message to a member's mailbox, or to the shared one (null). False where there is no such
-- message that this person may read, or no such member.
create or replace function private.assign_voicemail(voicemail uuid, person uuid)
  returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  message public.voicemails;
  name_of constant jsonb := (select coalesce(jsonb_object_agg(p.user_id, p.name), '{}')
    from public.profiles p where p.tenant_id = tenant);
begin
  if person is not null and not exists (select from public.profiles p
      where p.tenant_id = tenant and p.user_id = person and p.removed_at is null) then
    return false;
  end if;
  select * into message from public.voicemails v where v.tenant_id = tenant and v.id = voicemail
    and (v.mailbox_id is null or v.mailbox_id = auth.uid()
      or private.role() in ('manager', 'admin'))
    for update;
  if not found then return false; end if;
  if message.mailbox_id is not distinct from person then return true; end if;
  update public.voicemails v set mailbox_id = person
    where v.tenant_id = tenant and v.id = voicemail;
  perform private.settle_notifications(tenant, '{voicemail,shared_voicemail}', voicemail);
  perform private.audit(tenant, auth.uid(), 'voicemail.assigned', voicemail::text,
    jsonb_build_object('from', name_of ->> message.mailbox_id::text,
      'to', name_of ->> person::text, 'call', message.call_id));
  return true;
end
$$;
revoke all on function private.assign_voicemail from public;
grant execute on function private.assign_voicemail to authenticated;

-- What a person's daily mail says: whom they are to call back, what they are to do until the end of
-- the day, and what they have not read besides; of each the first ten, and how many there are, up
-- to a hundred.
create or replace function private.daily_mail(tenant uuid, person uuid, at timestamptz, zone text,
  left_out text[]) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'missed', private.first_ten(array(select jsonb_build_object('what', m.kind, 'calls', m.calls,
        'missed_at', m.missed_at, 'number', c.customer_number, 'name', k.name)
      from public.missed_callers m
      join public.calls c on c.tenant_id = m.tenant_id and c.id = m.call_id
      left join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
      where m.tenant_id = tenant and m.closed_at is null and 'missed' <> all (left_out)
        and (m.claimed_by = person or person = any (m.rung) or k.owner_id = person)
      order by m.missed_at desc, m.id desc limit 100)),
    'tasks', private.first_ten(array(select private.task_facts(tenant, t.title, t.contact_id)
        || jsonb_build_object('due_at', t.due_at)
      from public.tasks t
      where t.tenant_id = tenant and t.owner_id = person and t.done_at is null
        and t.due_at < ((at at time zone zone)::date + 1)::timestamp at time zone zone
        and 'due' <> all (left_out)
      order by t.due_at, t.id limit 100)),
    'unread', private.first_ten(array(select jsonb_build_object('kind', n.kind, 'subject',
        n.subject, 'facts', n.facts)
      from public.notifications n
      where n.tenant_id = tenant and n.user_id = person and n.read_at is null
        and n.kind not in ('missed', 'due', 'voicemail', 'shared_voicemail')
        and n.kind <> all (left_out)
      order by n.created_at desc, n.id desc limit 100)))
$$;

revoke all on function private.daily_mail from public;

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

-- A completed recording of a message becomes one, once, whatever event completed it; what is known
-- later (length, transcript) is kept too. A finished transcript sends the mail that waits for it.
create or replace function private.keep_voicemail() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  message uuid;
begin
  insert into public.voicemails as v (tenant_id, call_id, recording_id, left_at, duration_seconds,
      transcript, transcript_state)
    values (new.tenant_id, new.call_id, new.id, new.created_at, new.duration_seconds,
      new.transcript, new.transcript_state)
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

-- Whether a member hears a recording: managers and admins all, others the shared mailbox, their own
-- messages and the talks of their own calls. As the policies of recordings and voicemails say.
create or replace function private.may_hear(p public.profiles, r public.recordings,
  c public.calls) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select p.role in ('manager', 'admin') or case when r.purpose = 'voicemail'
    then exists (select from public.voicemails v
      where v.tenant_id = r.tenant_id and v.recording_id = r.id
        and (v.mailbox_id is null or v.mailbox_id = p.user_id))
    else c.user_id is not distinct from p.user_id end $$;
revoke all on function private.may_hear from public;

-- A caller was missed (again): whom the call rang, who owns their contact and who has claimed them
-- are notified. Nobody any more once somebody has talked with them. The call is recorded whatever
-- becomes of this.
create or replace function private.notify_missed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call record;
  person uuid;
begin
  if new.closed_at is not null then
    perform private.settle_notifications(new.tenant_id, '{missed}', new.id);
    return null;
  end if;
  if tg_op = 'UPDATE' and (old.call_id, old.kind) = (new.call_id, new.kind) then
    return null;
  end if;
  select c.user_id, c.contact_id, c.customer_number, k.name, k.owner_id into call
    from public.calls c
    left join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
    where c.tenant_id = new.tenant_id and c.id = new.call_id;
  for person in
      select distinct each from unnest(array[call.user_id, call.owner_id, new.claimed_by]) each
      where each is not null order by each loop
    -- Who is notified of the message (private.notify_voicemail) hears of the call once.
    if exists (select from public.voicemails v where v.tenant_id = new.tenant_id
        and v.call_id = new.call_id and (v.mailbox_id is null or v.mailbox_id = person)) then
      update public.notifications n set read_at = now() where n.tenant_id = new.tenant_id
        and n.subject_id = new.id and n.user_id = person and n.kind = 'missed'
        and n.read_at is null and n.facts ->> 'call_id' = new.call_id::text;
      continue;
    end if;
    perform private.notify(new.tenant_id, person, 'missed', 'missed_callers', new.id, null,
      jsonb_build_object('what', new.kind, 'calls', new.calls, 'call_id', new.call_id,
        'number', call.customer_number, 'contact_id', call.contact_id, 'name', call.name));
  end loop;
  return null;
exception when others then
  raise warning 'missed call % is not notified: %', new.call_id, sqlerrm;
  return null;
end
$$;

revoke all on function private.notify_missed from public;

-- A message was left, or given to somebody: whom it is for is notified once, and mailed, with the
-- transcript if that is there within five minutes. The call is recorded whatever becomes of this.
create or replace function private.notify_voicemail() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  message record;
  known jsonb;
  person uuid;
begin
  select * into message from public.voicemails where tenant_id = new.tenant_id and id = new.id;
  -- Deleted in the same transaction; or put into the shared mailbox, which is news to nobody.
  if message.id is null or message.heard_at is not null
      or (tg_op = 'UPDATE' and message.mailbox_id is null) then
    return null;
  end if;
  known := private.voicemail_facts(message.tenant_id, message.id);
  for person in select p.user_id from public.profiles p
      where p.tenant_id = message.tenant_id and p.removed_at is null
        and (message.mailbox_id is null or p.user_id = message.mailbox_id)
      order by p.user_id loop
    perform private.notify(message.tenant_id, person,
      case when message.mailbox_id is null then 'shared_voicemail' else 'voicemail' end,
      'voicemails', message.id, private.actor(), known);
  end loop;
  if message.mailbox_id is distinct from private.actor() or message.mailbox_id is null then
    perform private.add_job('voicemails.mail',
      jsonb_build_object('tenant_id', message.tenant_id, 'id', message.id), message.id::text,
      case when message.transcript_state = 'waiting' then now() + interval '5 minutes'
        else now() end);
  end if;
  return null;
exception when others then
  if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
  raise warning 'voicemail % is not notified: %', new.id, sqlerrm;
  return null;
end
$$;
revoke all on function private.notify_voicemail from public;

-- A recording that is stored is to be transcribed: messages where the tenant has a provider, talks
-- where it has that switched on too. The call is recorded whatever becomes of this.
create or replace function private.request_transcript() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.transcription_settings s where s.tenant_id = new.tenant_id
      and (new.purpose = 'voicemail' or s.transcribes_talks)) then
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

-- Every column that keeps a secret, for the rotation of keys. A ciphertext begins with its key's id
-- (lib/core/crypto.ts), so an index in the order of bytes finds those of other keys, and goes on
-- after any one of them.
create or replace function private.secret_columns() returns table
  (place text, relation regclass, field name)
language sql stable set search_path = pg_catalog, pg_temp as $$
  values ('twilio_accounts.auth_token', 'public.twilio_accounts'::regclass,
    'auth_token_ciphertext'::name),
    ('transcription_settings.api_key', 'public.transcription_settings'::regclass,
    'api_key_ciphertext'::name)
$$;

revoke all on function private.secret_columns from public;

-- A message that was heard is news to nobody.
create or replace function private.settle_heard() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.settle_notifications(new.tenant_id, '{voicemail,shared_voicemail}', new.id);
  return null;
end
$$;
revoke all on function private.settle_heard from public;

-- Whoever marks a message as heard is who has heard it, now, whatever was sent.
create or replace function private.stamp_heard() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.heard_at is not null and old.heard_at is not null then
    new.heard_at := old.heard_at;
    return new;
  end if;
  new.heard_by := case when new.heard_at is not null then auth.uid() end;
  new.heard_at := case when new.heard_at is not null then now() end;
  return new;
end
$$;
revoke all on function private.stamp_heard from public;

-- What a notification and a mail say of a message.
create or replace function private.voicemail_facts(tenant uuid, voicemail uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('call_id', c.id, 'number', c.customer_number,
      'contact_id', c.contact_id, 'name', k.name)
    from public.voicemails v
    join public.calls c on c.tenant_id = v.tenant_id and c.id = v.call_id
    left join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
    where v.tenant_id = tenant and v.id = voicemail $$;
revoke all on function private.voicemail_facts from public;

-- Gives a message to a member's mailbox, or to the shared one (null). False where there is no such
-- message that this person may read, or no such member.
create or replace function public.assign_voicemail(voicemail uuid, person uuid default null)
  returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.assign_voicemail(voicemail, person)
$$;
revoke all on function public.assign_voicemail from public, anon, service_role;
grant execute on function public.assign_voicemail to authenticated;

alter table public.recordings add constraint recordings_transcript_check CHECK ((char_length(transcript) <= 100000));

alter table public.recordings add constraint recordings_transcript_state_check CHECK ((transcript_state = ANY (ARRAY['waiting'::text, 'done'::text, 'failed'::text])));

alter table public.voicemails add constraint voicemails_transcript_state_check CHECK ((transcript_state = ANY (ARRAY['waiting'::text, 'done'::text, 'failed'::text])));

CREATE INDEX voicemails_by_mailbox ON public.voicemails USING btree (tenant_id, mailbox_id, left_at DESC, id DESC);

CREATE INDEX voicemails_unheard ON public.voicemails USING btree (tenant_id, left_at DESC, id DESC) WHERE (heard_at IS NULL);

create policy "managers and admins read recordings, reps of their own calls an" on public.recordings as permissive for select to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])) OR
CASE
    WHEN (purpose = 'voicemail'::text) THEN ((status = 'deleted'::text) OR ( SELECT true
       FROM public.voicemails v
      WHERE (v.recording_id = recordings.id)))
    ELSE (( SELECT c.user_id
       FROM public.calls c
      WHERE ((c.tenant_id = recordings.tenant_id) AND (c.id = recordings.call_id))) = ( SELECT auth.uid() AS uid))
END)));

create policy "who reads a message marks it as heard or unheard" on public.voicemails as permissive for update to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((mailbox_id IS NULL) OR (mailbox_id = ( SELECT auth.uid() AS uid)) OR (( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])))))
  with check (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((mailbox_id IS NULL) OR (mailbox_id = ( SELECT auth.uid() AS uid)) OR (( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])))));

CREATE TRIGGER broadcast AFTER INSERT OR DELETE OR UPDATE ON public.voicemails FOR EACH ROW EXECUTE FUNCTION private.broadcast_change('voicemails', 'call_id');

CREATE TRIGGER forget_message BEFORE UPDATE OF status ON public.recordings FOR EACH ROW WHEN (((new.status = 'deleted'::text) AND (old.status <> 'deleted'::text))) EXECUTE FUNCTION private.forget_message();

CREATE TRIGGER forget_notifications AFTER DELETE ON public.voicemails FOR EACH ROW EXECUTE FUNCTION private.forget_notifications();

CREATE TRIGGER keep_voicemail AFTER INSERT OR UPDATE OF status, purpose, duration_seconds, transcript_state ON public.recordings FOR EACH ROW WHEN (((new.purpose = 'voicemail'::text) AND (new.status = 'completed'::text) AND (new.duration_seconds >= 2))) EXECUTE FUNCTION private.keep_voicemail();

CREATE CONSTRAINT TRIGGER notify_voicemail AFTER UPDATE ON public.voicemails DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.mailbox_id IS DISTINCT FROM new.mailbox_id)) EXECUTE FUNCTION private.notify_voicemail();

CREATE CONSTRAINT TRIGGER notify_voicemail_new AFTER INSERT ON public.voicemails DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.notify_voicemail();

CREATE TRIGGER request_transcript AFTER INSERT OR UPDATE OF status, purpose, duration_seconds ON public.recordings FOR EACH ROW WHEN (((new.status = 'completed'::text) AND (new.transcript_state IS NULL) AND (new.purpose = ANY (ARRAY['talk'::text, 'voicemail'::text])) AND (new.duration_seconds >= 2))) EXECUTE FUNCTION private.request_transcript();

CREATE TRIGGER settle_heard AFTER UPDATE OF heard_at ON public.voicemails FOR EACH ROW WHEN (((new.heard_at IS NOT NULL) AND (old.heard_at IS NULL))) EXECUTE FUNCTION private.settle_heard();

CREATE TRIGGER stamp_heard BEFORE UPDATE OF heard_at ON public.voicemails FOR EACH ROW WHEN ((auth.uid() IS NOT NULL)) EXECUTE FUNCTION private.stamp_heard();

comment on column public.recordings.transcript_problem is 'Why it was not transcribed, or not yet, in a sentence.';

comment on column public.recordings.transcript_state is 'waiting: a job transcribes it. Null: nobody has asked for it, or the audio is deleted.';

comment on column public.voicemails.duration_seconds is 'As the recording has it, like the transcript and its state: kept by the same trigger.';

comment on table public.voicemails is 'Messages that callers left: recordings of that purpose, two seconds or longer. Made by a trigger on recordings, so that a message whose webhook was lost is here too; gone with the audio.';

grant update (heard_at) on table public.voicemails to authenticated;

reset check_function_bodies;
