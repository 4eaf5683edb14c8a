set check_function_bodies = off;

-- Its shape changes.
drop function private.number_routes(uuid);

alter table public.phone_numbers add column route_id uuid;
alter table public.recordings
  add column transcript text,
  add column transcript_state text,
  add column transcript_problem text,
  add column transcript_tries smallint not null default 0;
alter table public.tenants
  add column after_call_seconds integer not null default 0,
  add column blocked_calls text not null default 'reject',
  add column anonymous_calls text not null default 'ring',
  add column announce_recording text not null default 'always',
  add column announce_countries text[] not null default '{}';

drop policy "managers and admins read recordings, reps those of their own ca" on public.recordings;

create table private.ring_claims (
  tenant_id uuid not null,
  user_id uuid not null,
  call_id uuid not null,
  claimed_at timestamptz not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table private.ring_claims is
  'Which call rang a person last: while it may still ring or hold them, no other call rings them. '
  'private.is_claim_over says until when; nothing has to end a claim.';

create table public.audio_files (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 80),
  content_type text not null check (content_type in ('audio/mpeg', 'audio/wav')),
  bytes integer not null check (bytes between 1 and 4194304),
  seconds double precision not null check (seconds > 0 and seconds <= 300),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  uploaded_by uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, uploaded_by) references public.profiles (tenant_id, user_id)
);
comment on table public.audio_files is
  'Audio that routes play to callers. The bytes are in the private bucket (lib/files/key.ts): '
  'stored before the row is, and removed by a job once it is gone.';
comment on column public.audio_files.sha256 is 'Of the bytes, in hexadecimal.';

create index audio_files_page on public.audio_files (tenant_id, name, id);
create index audio_files_by_person on public.audio_files (tenant_id, uploaded_by);

alter table public.audio_files enable row level security;
revoke all on public.audio_files from anon, authenticated, service_role;
grant select, delete on public.audio_files to authenticated;
grant insert (tenant_id, id, name, content_type, bytes, seconds, sha256)
  on public.audio_files to authenticated;
grant update (name) on public.audio_files to authenticated;

create policy "members read their tenant's audio files" on public.audio_files
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add audio files" on public.audio_files
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins rename audio files" on public.audio_files
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));
create policy "admins remove audio files" on public.audio_files
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create table public.availability (
  tenant_id uuid not null,
  user_id uuid not null,
  state text not null check (state in ('available', 'away', 'offline')),
  away_until timestamptz,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.availability is
  'Whether a person takes calls, as they say. Without a row they do. Who is on a call is not here: '
  'private.ring_claims and the calls say it.';
comment on column public.availability.away_until is
  'Until when they are away; null: until they say otherwise.';

alter table public.availability enable row level security;
revoke all on public.availability from anon, authenticated, service_role;
grant select on public.availability to authenticated;
grant insert (tenant_id, user_id, state, away_until) on public.availability to authenticated;
grant update (state, away_until, updated_at) on public.availability to authenticated;

create policy "members see who takes calls" on public.availability
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "people set their own availability, managers anybody's" on public.availability
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id())
    and (user_id = (select auth.uid()) or (select private.role()) in ('manager', 'admin')));
create policy "people change their own availability, managers anybody's" on public.availability
  for update to authenticated
  using (tenant_id = (select private.tenant_id())
    and (user_id = (select auth.uid()) or (select private.role()) in ('manager', 'admin')))
  with check (tenant_id = (select private.tenant_id())
    and (user_id = (select auth.uid()) or (select private.role()) in ('manager', 'admin')));

create table public.blocked_callers (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  number text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  reason text check (char_length(reason) between 1 and 200),
  blocked_by uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, blocked_by) references public.profiles (tenant_id, user_id)
);
comment on table public.blocked_callers is
  'Numbers (E.164) whose calls ring nobody: tenants.blocked_calls says what they hear. '
  'private.caller_block looks them up with the event of the call''s arrival.';

create index blocked_callers_page on public.blocked_callers (tenant_id, created_at desc, id desc);
create index blocked_callers_by_person on public.blocked_callers (tenant_id, blocked_by);

alter table public.blocked_callers enable row level security;
revoke all on public.blocked_callers from anon, authenticated, service_role;
grant select, delete on public.blocked_callers to authenticated;
grant insert (tenant_id, number, reason) on public.blocked_callers to authenticated;

create policy "members read whom their tenant blocks" on public.blocked_callers
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members block callers" on public.blocked_callers
  for insert to authenticated with check (tenant_id = (select private.tenant_id()));
create policy "members unblock callers" on public.blocked_callers
  for delete to authenticated using (tenant_id = (select private.tenant_id()));

-- {mon: [{from, until}], …}: spans of a week as lib/routing/hours-schema.ts has them.
create or replace function private.is_week(week jsonb) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_typeof(week) = 'object' and not exists (
    select from jsonb_each(week) as d (day, spans)
    where day not in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')
      or jsonb_typeof(spans) <> 'array' or jsonb_array_length(spans) > 8
      or exists (select from jsonb_array_elements(spans) s
        where (jsonb_typeof(s) = 'object'
          and s ->> 'from' ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
          and s ->> 'until' ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'
          and s ->> 'from' <> s ->> 'until') is not true));
exception when others then
  return false;
end
$$;
revoke all on function private.is_week from public;
grant execute on function private.is_week to authenticated;

create table public.own_hours (
  tenant_id uuid not null,
  user_id uuid not null,
  time_zone text not null check (char_length(time_zone) between 1 and 64),
  week jsonb not null check (private.is_week(week)),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.own_hours is
  'When a person''s phone may be rung by a route, if not always: private.is_within_week.';
comment on column public.own_hours.week is
  'Spans by weekday, as `week` of lib/routing/hours-schema.ts.';

alter table public.own_hours enable row level security;
revoke all on public.own_hours from anon, authenticated, service_role;
grant select, delete on public.own_hours to authenticated;
grant insert (tenant_id, user_id, time_zone, week) on public.own_hours to authenticated;
grant update (time_zone, week, updated_at) on public.own_hours to authenticated;

create policy "members see each other's hours" on public.own_hours
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "people set their own hours" on public.own_hours
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people change their own hours" on public.own_hours
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()))
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people remove their own hours" on public.own_hours
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));

create table public.routes (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 60),
  draft jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  is_default boolean not null default false,
  primary key (tenant_id, id)
);
comment on table public.routes is
  'What a company does with calls to its numbers, as it is being edited (lib/routing/route.ts). '
  'Calls follow the newest of its versions.';
comment on column public.routes.is_default is
  'Calls to numbers that have neither a route nor a person follow it.';

create unique index routes_one_default on public.routes (tenant_id) where is_default;

-- The route that calls to a number follow.
alter table public.phone_numbers
  add foreign key (tenant_id, route_id) references public.routes (tenant_id, id);

alter table public.routes enable row level security;
revoke all on public.routes from anon, authenticated, service_role;
grant select on public.routes to authenticated;
grant insert (tenant_id, name, draft) on public.routes to authenticated;
grant update (name, draft, updated_at) on public.routes to authenticated;

create policy "members read their tenant's routes" on public.routes
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add routes" on public.routes
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change routes" on public.routes
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create table public.route_versions (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  route_id uuid not null,
  body jsonb not null,
  published_at timestamptz not null default now(),
  published_by uuid default auth.uid(),
  primary key (tenant_id, id),
  foreign key (tenant_id, route_id) references public.routes (tenant_id, id) on delete cascade,
  foreign key (tenant_id, published_by) references public.profiles (tenant_id, user_id)
);
comment on table public.route_versions is
  'What was published of a route: never changed, because live calls follow the version with which '
  'they began. The newest answers new calls.';

create index route_versions_newest on public.route_versions
  (tenant_id, route_id, published_at desc, id desc);
create index route_versions_by_person on public.route_versions (tenant_id, published_by);

alter table public.route_versions enable row level security;
revoke all on public.route_versions from anon, authenticated, service_role;
grant select on public.route_versions to authenticated;
grant insert (tenant_id, route_id, body) on public.route_versions to authenticated;

create policy "members read their tenant's published routes" on public.route_versions
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins publish routes" on public.route_versions
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

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

create table public.queue_entries (
  tenant_id uuid not null,
  call_id uuid not null,
  route_id uuid not null,
  step text not null,
  name text not null,
  people uuid[],
  priority smallint not null,
  joined_at timestamptz not null,
  state text not null default 'waiting' check (state in
    ('waiting', 'ringing', 'callback', 'calling', 'answered', 'left', 'given_up')),
  ringing uuid,
  taken_by uuid,
  taken_at timestamptz,
  tries smallint not null default 0,
  next_try_at timestamptz,
  answered_at timestamptz,
  heard_at timestamptz not null,
  call_sid text not null,
  query text,
  primary key (tenant_id, call_id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade,
  foreign key (tenant_id, route_id) references public.routes (tenant_id, id) on delete cascade
);
comment on table public.queue_entries is
  'Callers in the queues of routes: who waits, since when, and what came of it (ADR 10). A call '
  'has one entry, of the queue that it joined last.';
comment on column public.queue_entries.step is 'The queue: the step''s id in the route.';
comment on column public.queue_entries.people is 'Who may be rung; null: everybody.';
comment on column public.queue_entries.ringing is 'Whose phone rings for the caller.';
comment on column public.queue_entries.taken_by is
  'Who wants this caller next, wherever they stand in line.';
comment on column public.queue_entries.tries is 'How often a call back was tried.';
comment on column public.queue_entries.heard_at is
  'When Twilio last asked what is next for the caller. Whoever was not heard of for a minute has '
  'no place: their call has ended, and its end is on the way.';
comment on column public.queue_entries.query is
  'Where the call is in its route: the query of the URL that Twilio asked last.';

create index queue_entries_line on public.queue_entries
  (tenant_id, priority desc, joined_at, call_id) where state in ('waiting', 'callback');
create index queue_entries_live on public.queue_entries (tenant_id, joined_at)
  where state in ('waiting', 'ringing', 'callback', 'calling');
create index queue_entries_answered on public.queue_entries
  (tenant_id, route_id, step, answered_at desc) where state = 'answered';

alter table public.queue_entries enable row level security;
revoke all on public.queue_entries from anon, authenticated, service_role;
grant select (tenant_id, call_id, route_id, step, name, people, priority, joined_at, state, ringing,
  taken_by, taken_at, tries, next_try_at, answered_at, heard_at) on public.queue_entries
  to authenticated;

create policy "managers and admins see who waits" on public.queue_entries
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin'));

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

-- Callers who asked to be called back, and whose turn it may be.
create or replace function machine.due_callbacks(tenant uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('call_id', q.call_id, 'query', q.query,
    'step', q.step)), '[]')
  from public.queue_entries q
  where q.tenant_id = tenant and q.state = 'callback' and q.next_try_at <= now()
$$;
revoke all on function machine.due_callbacks from public;
grant execute on function machine.due_callbacks to ringbook_machine;

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

-- The tenant behind a Twilio account: its token's ciphertext and the routing facts. Null when
-- nobody has saved it.
create or replace function machine.line(account text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'tenant_id', t.id, 'tenant_name', t.name, 'country_code', t.country_code,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
    'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
    'call_time_limit_seconds', t.call_time_limit_seconds,
    'announce_recording', t.announce_recording, 'announce_countries', t.announce_countries,
    'blocked_calls', t.blocked_calls, 'anonymous_calls', t.anonymous_calls,
    'has_blocked', exists (select from public.blocked_callers b where b.tenant_id = t.id),
    'allowed_countries', coalesce(t.allowed_countries, array[t.country_code]),
    'allowed_prefixes', t.allowed_prefixes,
    'numbers', coalesce((
      select jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number,
          'forward_user_id', n.forward_user_id, 'forward_phone', n.forward_phone,
          'route_version', n.version_id, 'route', n.route))
      from private.number_routes(t.id) n where n.removed_at is null), '[]'::jsonb))
  from public.twilio_accounts a join public.tenants t on t.id = a.tenant_id
  where a.account_sid = account and a.verified_at is not null
$$;

revoke all on function machine.line from public;
grant execute on function machine.line to ringbook_machine;

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

-- A callback that cannot be placed now is looked at again later, in its place; without a time, it
-- is given up.
create or replace function machine.put_off_callback(tenant uuid, call uuid, until timestamptz)
  returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.queue_entries q set ringing = null, next_try_at = until,
      state = case when until is null then 'given_up' else 'callback' end
    where q.tenant_id = tenant and q.call_id = call and q.state in ('callback', 'calling')
$$;
revoke all on function machine.put_off_callback from public;
grant execute on function machine.put_off_callback to ringbook_machine;

-- The tenants with somebody in a queue.
create or replace function machine.queues_in_use() returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(distinct q.tenant_id), '[]') from public.queue_entries q
  where q.state in ('waiting', 'ringing', 'callback', 'calling')
$$;
revoke all on function machine.queues_in_use from public;
grant execute on function machine.queues_in_use to ringbook_machine;

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

-- What is needed to pause or resume a live call's recording: a person may do so on their own calls,
-- a manager or admin on any of the tenant. `changes` counts the pauses and resumptions so far, so
-- that two clicks at once are one.
create or replace function machine.recording_control(tenant uuid, person uuid, target uuid)
  returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  person_role public.member_role;
begin
  select role into person_role from public.profiles where tenant_id = tenant and user_id = person
    and removed_at is null;
  select * into c from public.calls where tenant_id = tenant and id = target;
  if c.id is null or person_role is null then
    return jsonb_build_object('refused', 'call_not_found');
  end if;
  if c.user_id is distinct from person and person_role = 'rep' then
    return jsonb_build_object('refused', 'not_your_call');
  end if;
  if not c.recording_requested then return jsonb_build_object('refused', 'not_recorded'); end if;
  if c.stage <> 'connected' or c.twilio_call_sid is null then
    return jsonb_build_object('refused', 'not_talking');
  end if;
  return (select jsonb_build_object('account_sid', a.account_sid,
      'auth_token_ciphertext', a.auth_token_ciphertext, 'call_sid', c.twilio_call_sid,
      'changes', count(s.*), 'is_paused', coalesce(
        (array_agg(s.kind order by s.happened_at desc, s.step_key desc))[1], '')
        = 'recording_paused')
    from public.twilio_accounts a
    left join public.call_steps s on s.tenant_id = tenant and s.call_id = target
      and s.kind in ('recording_paused', 'recording_resumed')
    where a.tenant_id = tenant group by a.account_sid, a.auth_token_ciphertext);
end
$$;
revoke all on function machine.recording_control from public;
grant execute on function machine.recording_control to ringbook_machine;

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

-- A published version, also one that newer ones have replaced: live calls follow it to their end.
create or replace function machine.route_version(tenant uuid, version uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select v.body from public.route_versions v where v.tenant_id = tenant and v.id = version
$$;
revoke all on function machine.route_version from public;
grant execute on function machine.route_version to ringbook_machine;

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

-- Whose turn it is now in the queues of a tenant (lib/queue/machine.ts). For who waits on
-- the line somebody is claimed when Twilio asks, for who is called back here.
create or replace function machine.serve_queues(tenant uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  people jsonb;
  served record;
  turns jsonb := '[]';
  callbacks jsonb := '[]';
begin
  perform pg_advisory_xact_lock(hashtextextended('queue:' || tenant, 0));
  perform private.return_callbacks(tenant);
  people := (select jsonb_agg(to_jsonb(r)
      || jsonb_build_object('rung_at', floor(extract(epoch from r.rung_at) * 1000),
        'talked_at', floor(extract(epoch from r.talked_at) * 1000)))
    from private.routed_people(tenant, '00000000-0000-0000-0000-000000000000', '{}') r);
  for served in
    select l.call_id, l.user_id, q.state, q.call_sid, q.query, q.heard_at,
      q.taken_at
    from private.serve_line(tenant, coalesce(people, '[]')) l
    join public.queue_entries q on q.tenant_id = tenant and q.call_id = l.call_id
  loop
    if served.state = 'callback' then
      callbacks := callbacks || coalesce(
        private.begin_callback(tenant, served.call_id, served.user_id), '[]');
    -- Not again while Twilio is asking.
    elsif served.query is not null and (served.heard_at < now() - interval '3 seconds'
        or served.taken_at > served.heard_at) then
      turns := turns || jsonb_build_object('call_sid', served.call_sid, 'query', served.query);
    end if;
  end loop;
  return jsonb_build_object('turns', turns, 'callbacks', callbacks, 'account', (
    select jsonb_build_object('account_sid', a.account_sid, 'auth_token_ciphertext',
      a.auth_token_ciphertext) from public.twilio_accounts a
    where a.tenant_id = tenant and a.verified_at is not null));
end
$$;
revoke all on function machine.serve_queues from public;
grant execute on function machine.serve_queues to ringbook_machine;

-- A manager wants a caller next, wherever they stand in line; why not, or null. What comes of it is
-- the next turn's (private.serve_line); after a minute the caller is everybody's again.
create or replace function machine.take_caller(tenant uuid, person uuid, call uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  availability text;
begin
  perform pg_advisory_xact_lock(hashtextextended('queue:' || tenant, 0));
  select r.availability into availability from private.routed_people(tenant, call, '{}') r
    where r.user_id = person;
  if not exists (select from public.profiles p where p.tenant_id = tenant and p.user_id = person
      and p.role in ('manager', 'admin')) then return 'not_waiting'; end if;
  if coalesce(availability, 'no_phone') = 'no_phone' then return 'no_phone'; end if;
  -- Also of who takes no calls.
  if exists (select from public.calls c
      where c.tenant_id = tenant and c.user_id = person and c.ended_at is null)
    or exists (select from private.ring_claims k where k.tenant_id = tenant
      and k.user_id = person and k.call_id <> call and not private.is_claim_over(k)) then
    return 'on_call';
  end if;
  update public.queue_entries q set taken_by = person, taken_at = now()
    where q.tenant_id = tenant and q.call_id = call and q.state in ('waiting', 'callback');
  return case when not found then 'not_waiting' end;
end
$$;
revoke all on function machine.take_caller from public;
grant execute on function machine.take_caller to ringbook_machine;

-- Records an event of an inbound call, in one round trip with the facts of the next decision that
-- `routing` asks for (lib/record/event.ts). Null, as machine.record_event, for a call that is not
-- this tenant's. `routing.mailbox` says whose the call's message is, unless that was recorded
-- before: people may have given it to somebody since. With `check_blocked`, a blocked caller's call
-- is recorded with the step that says so, and claims nobody.
create or replace function machine.take_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  blocked text := private.caller_block(tenant, e);
  facts jsonb;
  message uuid;
begin
  if e -> 'routing' ? 'mailbox' then
    message := (select v.id from public.voicemails v
      where v.tenant_id = tenant and v.call_id = (e ->> 'call_id')::uuid limit 1);
    if message is not null and exists (select from public.call_events v
        where v.tenant_id = tenant and v.dedupe_key = e ->> 'dedupe_key') then
      e := e - 'routing';
    end if;
  end if;
  if blocked is not null then
    e := e || jsonb_build_object('step', jsonb_build_object('kind', 'blocked', 'reason', blocked),
      'answered_from', e -> 'answered_from' || jsonb_build_object('blocked', blocked));
  end if;
  facts := machine.record_event(tenant, e - array['routing', 'check_blocked']);
  if blocked is not null then return facts || jsonb_build_object('blocked', blocked); end if;
  if facts is null or e -> 'routing' is null then return facts; end if;
  if e -> 'routing' ? 'mailbox' then
    update public.voicemails v set mailbox_id = p.user_id from public.profiles p
      where v.tenant_id = tenant and v.call_id = (e ->> 'call_id')::uuid and v.mailbox_id is null
        and p.tenant_id = tenant and p.user_id = (e #>> '{routing,mailbox}')::uuid
        -- Of whoever left, it stays everybody's.
        and p.removed_at is null
      -- It may have been stored while this event waited for its call.
      returning v.id into message;
    -- It was everybody's until now: it is news to nobody else any more.
    if found then
      perform private.settle_notifications(tenant, '{voicemail,shared_voicemail}', message);
    end if;
    return facts;
  end if;
  return facts || jsonb_build_object('routing', case
    when e -> 'routing' ? 'accepts' then private.accept_facts(tenant, e)
    else private.route_facts(tenant, e) end);
end
$$;
revoke all on function machine.take_event from public;
grant execute on function machine.take_event to ringbook_machine;

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

-- For a person who presses 1: `taken_by` has the caller already, of whom whoever is recorded first
-- gets them; `others` are being asked at this moment. Stored with the event; the same event again
-- gets what was stored.
create or replace function private.accept_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  key text := e ->> 'dedupe_key';
  facts jsonb := (select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key);
begin
  if facts is null then
    select jsonb_build_object('others', count(*) > 0, 'taken_by',
        (array_agg(coalesce(p.name, 'A colleague') order by l.accepted_at, l.call_sid)
          filter (where l.accepted_at is not null))[1])
      into facts from public.call_legs l
      left join public.profiles p on p.tenant_id = tenant and p.user_id = l.user_id
      where l.tenant_id = tenant and l.call_id = (e ->> 'call_id')::uuid and l.role = 'rep'
        and l.call_sid <> e ->> 'call_sid' and l.parent_call_sid = e ->> 'parent_call_sid'
        and l.status = 'in-progress';
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts;
end
$$;
revoke all on function private.accept_facts from public;

-- Whether somebody else has the caller, where several people of one <Dial> pressed 1: Twilio
-- connects one of them and ends the legs of the others, so it is whose leg goes on longest.
create or replace function private.accepted_too_late(
  leg public.call_legs, legs public.call_legs[]) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select exists (select from unnest(legs) o
    where o.parent_call_sid = leg.parent_call_sid and o.call_sid <> leg.call_sid
      and o.role = leg.role and o.accepted_at < coalesce(leg.ended_at, 'infinity')
      and leg.accepted_at < coalesce(o.ended_at, 'infinity')
      and (coalesce(o.ended_at, 'infinity'), leg.accepted_at, leg.call_sid)
        > (coalesce(leg.ended_at, 'infinity'), o.accepted_at, o.call_sid))
$$;
revoke all on function private.accepted_too_late from public;

-- Gives a company the route that it starts with, published: while open everybody's phone rings;
-- else, a message is taken. The same as lib/routing/default-route.ts in English.
create or replace function private.add_default_route(tenant uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  made uuid := gen_random_uuid();
  sorry jsonb := '{"text": "Sorry, nobody can take your call right now. Please leave a message '
    'after the tone."}';
  day jsonb := '[{"from": "09:00", "until": "17:00"}]';
  box jsonb := '{"kind": "voicemail", "mailbox": {"kind": "shared"}, "max_seconds": 120}';
  body jsonb;
begin
  select jsonb_build_object('language', 'en-US', 'voice', 'Polly.Joanna-Neural',
    'first', 'greeting', 'steps', jsonb_build_object(
      'greeting', jsonb_build_object('kind', 'greeting', 'name', '', 'next', 'hours',
        'sound', jsonb_build_object('text', t.name || '.')),
      'hours', jsonb_build_object('kind', 'hours', 'name', 'Opening hours',
        'open', 'everyone', 'closed', 'closed', 'hours', jsonb_build_object(
          'time_zone', t.time_zone, 'holidays', '[]'::jsonb, 'exceptions', '[]'::jsonb,
          'week', jsonb_build_object('mon', day, 'tue', day, 'wed', day, 'thu', day, 'fri', day,
            'sat', '[]'::jsonb, 'sun', '[]'::jsonb))),
      'everyone', jsonb_build_object('kind', 'ring', 'name', 'Everyone', 'order', 'at_once',
        'who', '{"kind": "everyone"}'::jsonb, 'seconds', 20,
        'not_free', 'nobody', 'no_answer', 'nobody'),
      'nobody', box || jsonb_build_object('name', 'Nobody answered', 'sound', sorry),
      'closed', box || jsonb_build_object('name', 'Closed', 'sound', sorry)))
    into body from public.tenants t where t.id = tenant;
  insert into public.routes (id, tenant_id, name, draft, is_default)
    values (made, tenant, 'Main', body, true);
  insert into public.route_versions (tenant_id, route_id, body) values (tenant, made, body);
end
$$;
revoke all on function private.add_default_route from public;

-- The facts of a call that a webhook's answer depends on; for webhooks that nobody waits for, only
-- where the call stands.
create or replace function private.answer_facts(n public.calls, is_asked boolean) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  contact text;
  company text;
begin
  if not is_asked then
    return jsonb_build_object('status', n.status,
      'hangup_requested', n.hangup_requested_at is not null);
  end if;
  if n.contact_id is not null then
    select k.name, nullif(k.company, '') into contact, company from public.contacts k
      where k.tenant_id = n.tenant_id and k.id = n.contact_id;
  end if;
  return jsonb_build_object('call_id', n.id, 'direction', n.direction,
    'from_number', n.from_number, 'to_number', n.to_number, 'contact_name', contact,
    'contact_company', company, 'status', n.status, 'recording_requested', n.recording_requested,
    'hangup_requested', n.hangup_requested_at is not null);
end
$$;
revoke all on function private.answer_facts from public;

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

-- Claims a person for a caller who is to be called back, and says whom to call from where; null if
-- they were claimed by another call at this moment, or the caller is not to be called any more.
create or replace function private.begin_callback(tenant uuid, call uuid, person uuid)
  returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  own_number text;
  other record;
begin
  select * into c from public.calls where tenant_id = tenant and id = call;
  own_number := (select n.number from public.phone_numbers n
    where n.tenant_id = tenant and n.removed_at is null
    order by n.number <> c.to_number, n.created_at, n.id limit 1);
  if own_number is null or exists (select from public.do_not_call d
      where d.tenant_id = tenant and d.number = c.customer_number) then
    update public.queue_entries set state = 'given_up' where tenant_id = tenant and call_id = call;
    return null;
  end if;
  select max(o.created_at) filter (where o.outcome = 'connected') as reached_at,
      bool_or(o.ended_at is null) as is_live into other
    from public.calls o join public.queue_entries q on q.tenant_id = tenant and q.call_id = call
    where o.tenant_id = tenant and o.customer_number = c.customer_number and o.id <> call
      and o.created_at > q.joined_at;
  if other.reached_at is not null or other.is_live then
    -- They called again, or somebody called them.
    update public.queue_entries set next_try_at = now() + interval '1 minute',
        state = case when other.reached_at is null then 'callback' else 'left' end
      where tenant_id = tenant and call_id = call;
    return null;
  end if;
  if not private.claim_person(tenant, call, person) then return null; end if;
  update public.queue_entries set state = 'calling', ringing = person, tries = tries + 1
    where tenant_id = tenant and call_id = call;
  -- Its legs are still to come.
  update public.calls set settled_at = null, next_check_at = now() + interval '2 minutes'
    where tenant_id = tenant and id = call;
  return (select jsonb_build_object('call_id', call, 'user_id', person, 'phone', p.phone,
      'from', own_number, 'customer', c.customer_number, 'name', q.name, 'tries', q.tries,
      'record', t.recording_enabled, 'time_limit_seconds', t.call_time_limit_seconds)
    from public.queue_entries q, public.personal_phones p, public.tenants t
    where q.tenant_id = tenant and q.call_id = call and p.tenant_id = tenant
      and p.user_id = person and t.id = tenant);
end
$$;
revoke all on function private.begin_callback from public;

-- Why the call of an event that asks (`check_blocked`) is to ring nobody; null: it may. The same
-- event again gets what was stored with it, whoever was blocked or unblocked meanwhile. A call that
-- was answered from memory rang already.
create or replace function private.caller_block(tenant uuid, e jsonb) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  was text;
begin
  if e -> 'check_blocked' is null or e -> 'from_memory' is not null then return null; end if;
  select v.answered_from ->> 'blocked' into was from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = e ->> 'dedupe_key';
  if found then return was; end if;
  perform from public.blocked_callers b where b.tenant_id = tenant and b.number = e ->> 'from';
  return case when found then 'listed' end;
end
$$;
revoke all on function private.caller_block from public;

-- Claims the people whom the call of an event is about to ring: those of the first wish of which
-- somebody is free, chosen as lib/routing/people.ts chooses. `people` are those of
-- private.route_facts; returns them, and who was claimed by another call meanwhile is ringing. A
-- wish is {people: [ids] or null for everybody, order, tried: [places]}, or that of a queue
-- (private.queue_turn), which is the last unless it is full; `queue` is what came of it.
create or replace function private.claim_people(
  tenant uuid, e jsonb, people jsonb, wishes jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  queue jsonb;
  wish jsonb;
  wanted integer;
  rung uuid[];
  next uuid[];
  taken uuid[] := '{}';
begin
  for wish in select w from jsonb_array_elements(wishes) w loop
    if wish ->> 'whom' = 'queue' then
      queue := private.queue_turn(tenant, e, people, wish);
      -- Whoever took the caller is rung, also where they take no calls.
      people := (select coalesce(jsonb_agg(case when p -> 'user_id' = queue -> 'ring'
          then p || '{"availability": "free"}' else p end), '[]')
        from jsonb_array_elements(people) p);
      exit when queue ->> 'position' is not null;
      continue;
    end if;
    wanted := case wish ->> 'order' when 'at_once' then 10 else 1 end;
    rung := '{}';
    loop
      next := array(
        with listed as (
          select distinct on (id) id::uuid, place from (
            select id, place from jsonb_array_elements_text(
              case jsonb_typeof(wish -> 'people') when 'array' then wish -> 'people' else '[]' end)
              with ordinality as named(id, place)
            union all
            select p ->> 'user_id', place from jsonb_array_elements(people) with ordinality as
              every(p, place) where jsonb_typeof(wish -> 'people') = 'null') one
          order by id, place
        )
        select l.id from listed l
        join jsonb_to_recordset(people) as r(user_id uuid, availability text, rung_at bigint,
          talked_at bigint) on r.user_id = l.id
        where r.availability = 'free' and not wish -> 'tried' @> to_jsonb(l.place - 1)
          and l.id <> all (rung || taken)
        order by case wish ->> 'order' when 'round_robin' then coalesce(r.rung_at, 0)
          when 'longest_idle' then coalesce(r.talked_at, 0) end, l.place
        limit wanted - cardinality(rung));
      exit when next = '{}';
      with claimed as (
        insert into private.ring_claims as k (tenant_id, user_id, call_id, claimed_at)
          select tenant, person, call, now() from unnest(next) person
          -- Whoever else claims them at this moment has them: waiting for that, two calls that list
          -- the same people in different orders would wait for each other.
          where pg_try_advisory_xact_lock(hashtextextended(tenant::text || person, 0))
        on conflict (tenant_id, user_id) do update set call_id = excluded.call_id,
          claimed_at = excluded.claimed_at
        where k.call_id = excluded.call_id or private.is_claim_over(k)
        returning k.user_id
      )
      select rung || coalesce(array_agg(c.user_id), '{}') into rung from claimed c;
      taken := taken || array(select unnest(next) except select unnest(rung));
      exit when cardinality(rung) = wanted;
    end loop;
    exit when rung <> '{}';
  end loop;
  return jsonb_build_object('queue', queue, 'people', (
    select coalesce(jsonb_agg(case when (p ->> 'user_id')::uuid = any (taken)
      then p || '{"availability": "ringing"}' else p end), '[]')
    from jsonb_array_elements(people) p));
end
$$;
revoke all on function private.claim_people from public;

-- Whether a call may ring a person from now on: false if another call has them. Whoever else claims
-- them at this moment has them: waiting for that, two calls that list the same people in different
-- orders would wait for each other.
create or replace function private.claim_person(tenant uuid, call uuid, person uuid) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not pg_try_advisory_xact_lock(hashtextextended(tenant::text || person, 0)) then
    return false;
  end if;
  insert into private.ring_claims as k (tenant_id, user_id, call_id, claimed_at)
    values (tenant, person, call, now())
  on conflict (tenant_id, user_id) do update set call_id = excluded.call_id,
    claimed_at = excluded.claimed_at
  where k.call_id = excluded.call_id or private.is_claim_over(k);
  return found;
end
$$;
revoke all on function private.claim_person from public;

-- Joining, inviting, promoting and leaving: the only ways a profile's tenant or role is ever
-- written. Each exposed function is an invoker wrapper around a definer in private, as the API role
-- may not write profiles.
create or replace function private.create_tenant(company text, person text, country text, zone text)
returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := private.signed_in(auth.uid());
  mine uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('member:' || me, 0));
  select tenant_id into mine from public.profiles where user_id = me and removed_at is null;
  if mine is not null then return mine; end if;
  insert into public.tenants (name, country_code, time_zone)
    values (btrim(company), upper(country), zone) returning id into mine;
  insert into public.profiles (tenant_id, user_id, role, name, email)
    select mine, u.id, 'admin', btrim(person), u.email from auth.users u where u.id = me;
  perform private.add_default_route(mine);
  return mine;
end
$$;

revoke all on function private.create_tenant from public;
grant execute on function private.create_tenant to authenticated;

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

-- How many seconds the last ten callers of a queue who were answered waited on the line, on
-- average; null where nobody was in the last day.
create or replace function private.expected_wait(tenant uuid, route uuid, queue text)
  returns integer
language sql stable set search_path = pg_catalog, pg_temp as $$
  select round(avg(extract(epoch from last.answered_at - last.joined_at)))::integer from (
    select q.answered_at, q.joined_at from public.queue_entries q
    where q.tenant_id = tenant and q.route_id = route and q.step = queue and q.state = 'answered'
      and q.tries = 0
      and q.answered_at > now() - interval '1 day'
    order by q.answered_at desc limit 10) last
$$;
revoke all on function private.expected_wait from public;

-- When people on both sides of a call were together; null if they never were.
create or replace function private.find_talk(
  c public.calls, legs public.call_legs[], spans public.call_spans[],
  recordings public.recordings[]) returns private.talk
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  parent public.call_legs;
  other public.call_legs;
  b private.bridge;
  bridges private.bridge[] := '{}';
  t private.talk;
  is_unconfirmed boolean := false;
begin
  foreach leg in array legs loop
    continue when leg.parent_call_sid is null;
    continue when leg.answered_at is null and leg.accepted_at is null
      and leg.status not in ('in-progress', 'completed');
    if leg.role = 'rep' and leg.medium = 'phone' and leg.accepted_at is null then
      is_unconfirmed := is_unconfirmed or leg.status = 'completed';
      continue;
    end if;
    continue when cardinality(legs) > 1 and private.accepted_too_late(leg, legs);
    parent := null;
    foreach other in array legs loop
      if other.call_sid = leg.parent_call_sid then parent := other; end if;
    end loop;
    continue when leg.side not in ('customer', 'company')
      or leg.side = parent.side and c.direction <> 'internal';
    b := private.find_bridge(leg, parent, legs, spans);
    continue when b.call_sid is null;
    bridges := bridges || b;
    if cardinality(bridges) = 1 or b.began_at < t.answered_at then
      t.answered_at := b.began_at;
      if leg.side = 'customer' then
        t.reason := 'customer_answered';
        t.owner_id := parent.user_id;
        -- Twilio counts a customer's leg from its answer to its end.
        t.seconds := leg.duration_seconds;
      else
        t.reason := case when c.direction = 'internal' then 'colleague_answered'
                         else 'rep_accepted' end;
        t.owner_id := leg.user_id;
        t.seconds := null;
      end if;
    end if;
  end loop;
  if cardinality(bridges) = 0 then
    if is_unconfirmed and c.direction = 'inbound' then
      b := private.presume_bridge(legs, recordings);
    end if;
    if b.call_sid is not null then
      bridges := array[b];
      t.answered_at := b.began_at;
      t.reason := 'presumed_accepted';
      select l.user_id into t.owner_id from unnest(legs) l where l.call_sid = b.call_sid;
    elsif cardinality(spans) = 0 then
      return null;
    end if;
  end if;
  return private.sum_talk(c, legs, spans, bridges, t);
end
$$;
revoke all on function private.find_talk from public;

-- A call that waits in a queue was connected, or has ended. Who asked to be called back keeps their
-- place.
create or replace function private.follow_queue() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.stage = 'connected' or new.outcome = 'connected' then
    update public.queue_entries set state = 'answered', ringing = null,
        answered_at = coalesce(new.answered_at, now())
      where tenant_id = new.tenant_id and call_id = new.id and state <> 'answered';
  else
    update public.queue_entries set state = 'left', ringing = null
      where tenant_id = new.tenant_id and call_id = new.id and state in ('waiting', 'ringing');
  end if;
  return null;
end
$$;
revoke all on function private.follow_queue from public;

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

-- Whether a call that rang a person has let them go: it ended, their leg ended, or no leg of theirs
-- was heard of for a minute. One that is called back has ended before.
create or replace function private.is_claim_over(k private.ring_claims) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.calls c
      where c.tenant_id = k.tenant_id and c.id = k.call_id and c.ended_at is not null
        and not exists (select from public.queue_entries q where q.tenant_id = k.tenant_id
          and q.call_id = k.call_id and q.state = 'calling'))
    or coalesce(
      (select bool_and(l.status >= 'completed') from public.call_legs l
        where l.tenant_id = k.tenant_id and l.call_id = k.call_id and l.user_id = k.user_id
          -- Not an earlier ring of the same call.
          and l.first_seen_at > k.claimed_at - interval '2 seconds'),
      k.claimed_at < now() - interval '60 seconds');
end
$$;
revoke all on function private.is_claim_over from public;

-- Whether a moment is in one of a week's spans, as openingAt of lib/routing/hours.ts: a time of day
-- begins when the clock first shows it or jumps past it. `shown` is the latest time that the clock
-- has shown so far: later than what it shows in an hour that comes twice. Null without a week.
create or replace function private.is_within_week(week jsonb, zone text, moment timestamptz)
  returns boolean
language plpgsql stable strict set search_path = pg_catalog, pg_temp as $$
declare
  days text[] := array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  clock timestamp := moment at time zone zone;
  shown timestamp := clock;
begin
  if clock - ((moment - interval '3 hours') at time zone zone) < interval '3 hours' then
    -- To the second before each minute: clocks change at whole minutes.
    shown := greatest(shown, (select max((date_trunc('minute', moment) - interval '1 second'
        - n * interval '1 minute') at time zone zone) from generate_series(0, 180) n));
  end if;
  return exists (
    select from unnest(array[clock::date, clock::date - 1]) as d (day),
      jsonb_array_elements(week -> days[extract(isodow from d.day)::integer]) s
    where shown >= d.day + (s ->> 'from')::interval
      and shown < d.day + (s ->> 'until')::interval
        + case when s ->> 'until' > s ->> 'from' then interval '0' else interval '1 day' end);
end
$$;
revoke all on function private.is_within_week from public;

-- Verdict for a call without talk that still has a result, or is about to have one: a message was
-- left, a callback promised, the system served the caller, or the caller is blocked. Empty
-- otherwise.
create or replace function private.judge_served(
  legs public.call_legs[], spans public.call_spans[], steps public.call_steps[],
  recordings public.recordings[]) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  caller public.call_legs;
  seen record;
begin
  select l.* into caller from unnest(legs) l where l.side = 'customer'
    order by l.first_seen_at, l.call_sid limit 1;
  select
    exists (select from unnest(recordings) r where r.purpose = 'voicemail'
      and r.status in ('completed', 'deleted') and r.duration_seconds >= 2) as has_voicemail,
    exists (select from unnest(steps) s where s.kind = 'callback') as has_callback,
    exists (select from unnest(steps) s where s.kind = 'blocked') as is_blocked,
    (select max(s.space) from unnest(spans) s where upper_inf(s.during)
      and s.space in ('queue', 'voicemail', 'stream')) as space,
    least((select min(s.happened_at) from unnest(steps) s where s.serves),
      (select min(lower(s.during)) from unnest(spans) s where s.space = 'stream')) as served_at,
    -- After it was served, the caller was to reach a person.
    greatest((select max(l.first_seen_at) from unnest(legs) l where l.side = 'company'),
      (select max(lower(s.during)) from unnest(spans) s where s.space = 'queue'))
    >= greatest((select max(s.happened_at) from unnest(steps) s where s.serves),
      (select max(lower(s.during)) from unnest(spans) s where s.space = 'stream')) as was_passed_on
    into seen;
  if caller.status < 'completed' then
    if seen.space is null and seen.served_at is null then return null; end if;
    v.status := case when seen.space = 'voicemail' or seen.served_at is not null
      then 'in-progress' else 'ringing' end;
    v.stage := case seen.space when 'queue' then 'waiting' when 'voicemail' then 'voicemail'
      else 'system' end;
    return v;
  end if;
  v.duration_seconds := 0;
  v.ended_at := caller.ended_at;
  if seen.is_blocked then
    -- Nobody was to be rung: not missed, also where they left a message.
    v.status := 'no-answer'; v.outcome := 'canceled'; v.outcome_reason := 'caller_blocked';
  elsif seen.has_voicemail then
    v.status := 'no-answer'; v.outcome := 'voicemail'; v.outcome_reason := 'voicemail_left';
  elsif seen.has_callback then
    v.status := 'no-answer'; v.outcome := 'callback'; v.outcome_reason := 'callback_requested';
  elsif seen.served_at is not null and seen.was_passed_on is not true then
    v.status := 'completed'; v.outcome := 'handled'; v.outcome_reason := 'handled_by_system';
    v.answered_at := coalesce(caller.answered_at, seen.served_at);
    v.duration_seconds := coalesce(caller.duration_seconds,
      round(extract(epoch from caller.ended_at - v.answered_at))::integer);
  else
    return null;
  end if;
  return v;
end
$$;
revoke all on function private.judge_served from public;

-- Refuses to delete what a route plays: its draft, or any version that was published, which live
-- calls may follow and which may be used again.
create or replace function private.keep_used_audio() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  plays jsonpath := format('$.steps.**.audio ? (@ == "%s")', old.id)::jsonpath;
begin
  -- A company that goes takes all with it.
  if not exists (select from public.tenants where id = old.tenant_id) then return old; end if;
  if exists (select from public.routes where tenant_id = old.tenant_id and draft @? plays)
      or exists (select from public.route_versions
        where tenant_id = old.tenant_id and body @? plays) then
    raise exception 'A route plays this audio file' using errcode = '23503';
  end if;
  return old;
end
$$;
revoke all on function private.keep_used_audio from public;

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

-- What comes of a call's place in a queue when it `waits` there no more after an event: the caller
-- is called back in their turn (`routing.calls_back` is the wish of the queue), or goes on along
-- the route. Who was answered from memory may not have joined yet.
create or replace function private.leave_queue(tenant uuid, e jsonb, waits boolean) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  wish jsonb := e #> '{routing,calls_back}';
begin
  if e ->> 'type' not in ('queue', 'dialed') or waits then return; end if;
  if wish is not null then
    perform private.stay_in_queue(tenant, e, (select v.route_id from public.route_versions v
      where v.tenant_id = tenant and v.id = (e #>> '{routing,version}')::uuid), wish);
    update public.queue_entries q set state = 'callback', ringing = null, next_try_at = now()
      where q.tenant_id = tenant and q.call_id = call and q.state = 'waiting';
  elsif e -> 'from_memory' is null then
    update public.queue_entries q set state = 'left', ringing = null
      where q.tenant_id = tenant and q.call_id = call and q.state in ('waiting', 'ringing');
  end if;
end
$$;
revoke all on function private.leave_queue from public;

-- Whose mailbox a call's message was left in, by the step of the route that took it: for a message
-- of which Twilio's list was heard of first. Null for everybody's.
create or replace function private.mailbox_of(tenant uuid, call uuid) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  select p.user_id from public.call_events e
    join public.route_versions v on v.tenant_id = tenant
      and v.id::text = substring(e.query from '(?:^|&)route=([0-9a-f-]{36})')
    join public.profiles p on p.tenant_id = tenant and p.removed_at is null
      and p.user_id::text = v.body #>> array['steps',
        substring(e.query from '(?:^|&)at=([a-z0-9-]+)'), 'mailbox', 'user_id']
    where e.tenant_id = tenant and e.call_id = call and e.event_type = 'voicemail'
    order by e.id limit 1
$$;
revoke all on function private.mailbox_of from public;

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

-- A tenant's numbers with their routes, the oldest first, removed ones too: the only place where a
-- route is read. The route is a person, whose phone is null while it may not ring, or the newest
-- version of what was published: of the number's route, or of the company's default where it has no
-- person either, or one who left.
create or replace function private.number_routes(tenant uuid)
  returns table (id uuid, number text, forward_user_id uuid, forward_phone text,
    removed_at timestamptz, version_id uuid, route jsonb)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select n.id, n.number, n.forward_to, ph.phone, n.removed_at, v.id, v.body
  from public.phone_numbers n
  left join public.routes standard on standard.tenant_id = tenant and standard.is_default
  left join public.profiles p
    on p.tenant_id = n.tenant_id and p.user_id = n.forward_to and p.removed_at is null
  left join public.personal_phones ph
    on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id and ph.verified_at is not null
    -- The company's own number would ring itself.
    and not private.is_own_number(tenant, ph.phone)
  left join lateral (select r.id, r.body from public.route_versions r
    where r.tenant_id = n.tenant_id and r.route_id = coalesce(n.route_id,
      case when p.user_id is null then standard.id end)
    order by r.published_at desc, r.id desc limit 1) v on true
  where n.tenant_id = tenant
  order by n.created_at, n.id
$$;

revoke all on function private.number_routes from public;

-- Everybody of the tenant as a call would find them now: lib/routing/people.ts, for trying a route.
-- For managers and admins.
create or replace function private.people_to_ring() returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if private.role() not in ('manager', 'admin') or private.role() is null then
    raise exception 'only managers and admins may do this' using errcode = '42501';
  end if;
  return (select coalesce(jsonb_agg(jsonb_build_object('user_id', r.user_id, 'name', r.name,
      'phone', r.phone, 'availability', r.availability,
      'rung_at', floor(extract(epoch from r.rung_at) * 1000),
      'talked_at', floor(extract(epoch from r.talked_at) * 1000))), '[]')
    from private.routed_people(private.tenant_id(), '00000000-0000-0000-0000-000000000000',
      '{}') r);
end
$$;

revoke all on function private.people_to_ring from public;
grant execute on function private.people_to_ring to authenticated;

-- Who stands in the queues of a tenant, the next first: by priority, then by when they joined.
create or replace function private.queue_line(tenant uuid) returns setof public.queue_entries
language sql stable set search_path = pg_catalog, pg_temp as $$
  select q from public.queue_entries q
  where q.tenant_id = tenant and q.state in ('waiting', 'callback')
    and (q.state = 'callback' or q.heard_at > now() - interval '60 seconds')
  order by q.priority desc, q.joined_at, q.call_id
$$;
revoke all on function private.queue_line from public;

-- A caller joins the queue of a wish (lib/routing/wishes.ts), or waits on in it: where they stand
-- (QueueFacts of lib/routing/turn.ts), and who was claimed for them if it is their turn. The
-- caller's tenant is locked (private.route_facts), so that the order is exact. Without a position,
-- the queue is full and they have not joined it.
create or replace function private.queue_turn(tenant uuid, e jsonb, people jsonb, wish jsonb)
  returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  queue text := wish ->> 'step';
  route uuid := (select v.route_id from public.route_versions v
    where v.tenant_id = tenant and v.id = (e #>> '{routing,version}')::uuid);
  own public.queue_entries := private.stay_in_queue(tenant, e, route, wish);
  person uuid;
begin
  if own.call_id is null then return jsonb_build_object('step', queue, 'position', null,
    'ring', null, 'expected_seconds', null, 'may_call_back', false); end if;
  while own.state = 'waiting' and e -> 'from_memory' is null loop
    select l.user_id into person from private.serve_line(tenant, people) l where l.call_id = call;
    exit when person is null;
    if private.claim_person(tenant, call, person) then
      update public.queue_entries q set state = 'ringing', ringing = person
        where q.tenant_id = tenant and q.call_id = call;
      exit;
    end if;
    -- Claimed by a call that is in no queue, at this moment.
    people := (select jsonb_agg(p) from jsonb_array_elements(people) p
      where (p ->> 'user_id')::uuid <> person);
  end loop;
  return jsonb_build_object('step', queue, 'ring', person,
    'position', (select count(*) + 1 from private.queue_line(tenant) l
      where l.route_id = route and l.step = queue and l.call_id <> call
        and (-l.priority, l.joined_at, l.call_id) < (-own.priority, own.joined_at, own.call_id)),
    'expected_seconds', private.expected_wait(tenant, route, queue),
    'may_call_back', not exists (select from public.calls c join public.do_not_call d
      on d.tenant_id = tenant and d.number = c.customer_number
      where c.tenant_id = tenant and c.id = call));
end
$$;
revoke all on function private.queue_turn from public;

create or replace function private.remove_audio_bytes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.add_job('files.remove',
    jsonb_build_object('tenant_id', old.tenant_id, 'id', old.id), old.id::text);
  return null;
end
$$;
revoke all on function private.remove_audio_bytes from public;

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

-- Refuses a route with an audio file that its company does not have. A file that is being deleted
-- at this moment is waited for, as a foreign key would.
create or replace function private.require_audio() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  wanted uuid[] := array(
    select distinct (id #>> '{}')::uuid from jsonb_path_query(to_jsonb(new) -> tg_argv[0],
      '$.steps.**.audio ? (@.type() == "string")') id);
  found integer;
begin
  perform from public.audio_files
    where tenant_id = new.tenant_id and id = any (wanted) order by id for key share;
  get diagnostics found = row_count;
  if found < cardinality(wanted) then
    raise exception 'An audio file of this route is not there' using errcode = '23503';
  end if;
  return new;
end
$$;
revoke all on function private.require_audio from public;

-- Callbacks that came to nothing: nobody took them, or the caller did not answer. They are tried
-- again in their place, five times in all.
create or replace function private.return_callbacks(tenant uuid) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update public.queue_entries q set ringing = null,
      state = case when q.tries >= 5 then 'given_up' else 'callback' end,
      next_try_at = now() + case when exists (select from public.call_legs l
          where l.tenant_id = tenant and l.call_id = q.call_id and l.role = 'customer'
            and l.first_seen_at > k.claimed_at - interval '2 seconds')
        then interval '10 minutes' else interval '0' end
    from private.ring_claims k
    where q.tenant_id = tenant and q.state = 'calling' and k.tenant_id = tenant
      and k.user_id = q.ringing
      and (k.call_id <> q.call_id or private.is_claim_over(k))
$$;
revoke all on function private.return_callbacks from public;

-- What a route's next decision depends on besides the call (lib/routing/turn.ts), after claiming
-- whom it is about to ring. Stored with the event, without phones; the same event again gets what
-- was stored. `phones` are those of the people who may be rung.
create or replace function private.route_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  key text := e ->> 'dedupe_key';
  people jsonb;
  phones jsonb;
  owner uuid;
  spoke record;
  facts jsonb;
  claimed jsonb;
  wishes jsonb := coalesce(e #> '{routing,wishes}', '[]');
begin
  if wishes @> '[{"whom": "queue"}]' then
    -- One caller of a tenant at a time, before it is read who is free: the order is exact.
    perform pg_advisory_xact_lock(hashtextextended('queue:' || tenant, 0));
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('user_id', r.user_id, 'name', r.name,
      'availability', r.availability,
      'rung_at', floor(extract(epoch from r.rung_at) * 1000),
      'talked_at', floor(extract(epoch from r.talked_at) * 1000))), '[]'),
      coalesce(jsonb_object_agg(r.user_id, r.phone) filter (where r.phone is not null), '{}')
    into people, phones
    from private.routed_people(tenant, call,
      array(select jsonb_array_elements_text(e #> '{routing,callers}'))) r;
  facts := (select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key);
  if facts is null then
    -- Looked up where the next steps ask for them.
    if wishes @> '[{"whom": "owner"}]' then
      select x.owner_id into owner from public.calls c join public.contacts x
        on x.tenant_id = c.tenant_id and x.id = c.contact_id
        where c.tenant_id = tenant and c.id = call;
    end if;
    select l.user_id, l.ended_at into spoke from public.calls l
      where wishes @> '[{"whom": "last_speaker"}]'
        and l.tenant_id = tenant and l.id <> call and l.outcome = 'connected'
        and l.ended_at is not null
        and l.customer_number = (select c.customer_number from public.calls c
          where c.tenant_id = tenant and c.id = call)
      order by l.created_at desc, l.id desc limit 1;
    if e -> 'from_memory' is null then
      claimed := private.claim_people(tenant, e, people, (
        select jsonb_agg(case w ->> 'whom'
          when 'owner' then w || jsonb_build_object('people', jsonb_strip_nulls(
            jsonb_build_array(owner)))
          when 'last_speaker' then w || jsonb_build_object('people', case
            when spoke.ended_at >= now() - (w ->> 'days')::integer * interval '1 day'
            then jsonb_build_array(spoke.user_id) else '[]' end)
          else w end) from jsonb_array_elements(wishes) w));
      people := claimed -> 'people';
    end if;
    perform private.leave_queue(tenant, e, claimed #>> '{queue,position}' is not null);
    facts := jsonb_build_object('owner_id', owner, 'last_speaker', case
        when spoke.user_id is not null then jsonb_build_object('user_id', spoke.user_id,
          'at', floor(extract(epoch from spoke.ended_at) * 1000)) end,
      'queue', claimed -> 'queue', 'people', people);
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts || jsonb_build_object('phones', phones);
end
$$;
revoke all on function private.route_facts from public;

-- Everybody of a tenant, in a fixed order, as lib/routing/people.ts takes them: whether this call
-- may ring them, and why not. `callers` are the phones that the call comes from. In plpgsql like
-- what it calls: a caller waits, and a function in SQL is planned each time.
create or replace function private.routed_people(tenant uuid, call uuid, callers text[])
  returns table (user_id uuid, name text, phone text, availability text, rung_at timestamptz,
    talked_at timestamptz)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query select p.user_id, p.name, ph.phone,
    case
      when ph.phone is null or exists (select from public.phone_numbers n
        where n.tenant_id = tenant and n.number = ph.phone and n.removed_at is null) then 'no_phone'
      when ph.phone = any (callers) then 'is_caller'
      when a.state = 'offline' then 'offline'
      when a.state = 'away' and coalesce(a.away_until > now(), true) then 'away'
      when not private.is_within_week(h.week, h.time_zone, now()) then 'outside_hours'
      when live.is_live then 'on_call'
      when last.outcome = 'connected'
        and last.ended_at > now() - t.after_call_seconds * interval '1 second' then 'after_call'
      when k.call_id <> call and not private.is_claim_over(k) then 'ringing'
      else 'free'
    end,
    k.claimed_at, last.ended_at
  from public.profiles p
  join public.tenants t on t.id = tenant
  left join public.personal_phones ph
    on ph.tenant_id = tenant and ph.user_id = p.user_id and ph.verified_at is not null
  left join public.availability a on a.tenant_id = tenant and a.user_id = p.user_id
  left join public.own_hours h on h.tenant_id = tenant and h.user_id = p.user_id
  left join private.ring_claims k on k.tenant_id = tenant and k.user_id = p.user_id
  cross join lateral (select exists (select from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id and c.ended_at is null
      and c.id <> call) as is_live) live
  left join lateral (select c.ended_at, c.outcome from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id
    order by c.created_at desc, c.id desc limit 1) last on true
  where p.tenant_id = tenant and p.removed_at is null
  order by p.created_at, p.user_id;
end
$$;
revoke all on function private.routed_people from public;

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

-- Which waiting caller gets whom of the people (private.routed_people) who are free: the line is
-- served in its order, and each gets whoever has had no call or ring for longest. Nobody is in
-- there twice. Who has just not answered a caller is not rung for the same one at once. A caller
-- whom a manager has just taken comes first, and gets them, also where they take no calls.
create or replace function private.serve_line(tenant uuid, people jsonb)
  returns table (call_id uuid, user_id uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  able text[] := array['free', 'after_call', 'away', 'offline', 'outside_hours'];
  rung uuid[] := '{}';
  entry record;
begin
  for entry in
    select l.*, case when l.taken_at > now() - interval '60 seconds' then l.taken_by end as taker
    from private.queue_line(tenant) l
    order by coalesce(l.taken_at > now() - interval '60 seconds', false) desc, l.priority desc,
      l.joined_at, l.call_id
  loop
    continue when entry.taker is null and entry.state = 'callback' and entry.next_try_at > now();
    select r.user_id into user_id from jsonb_to_recordset(people) as r(user_id uuid,
        availability text, rung_at bigint, talked_at bigint)
      where r.user_id <> all (rung) and case when entry.taker is not null
          then r.user_id = entry.taker and r.availability = any (able)
          else r.availability = 'free'
            and (entry.people is null or r.user_id = any (entry.people)) end
        and not exists (select from private.ring_claims k where k.tenant_id = tenant
          and k.user_id = r.user_id and k.call_id = entry.call_id
          and k.claimed_at > now() - interval '45 seconds')
      order by greatest(r.rung_at, r.talked_at) nulls first, r.user_id limit 1;
    continue when user_id is null;
    rung := rung || user_id;
    call_id := entry.call_id;
    return next;
  end loop;
end
$$;
revoke all on function private.serve_line from public;

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

-- The entry of a call that joins a queue or waits on in it; null if the queue is full. Who was in
-- another queue before has left that.
create or replace function private.stay_in_queue(tenant uuid, e jsonb, route uuid, wish jsonb)
  returns public.queue_entries
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  joined timestamptz := to_timestamp((wish ->> 'joined')::numeric / 1000);
  chosen uuid[] := case jsonb_typeof(wish -> 'people') when 'array' then
    array(select jsonb_array_elements_text(wish -> 'people')::uuid) end;
  -- Of an arrival there is no URL to come back to.
  asked text := case when e ->> 'type' in ('queue', 'dialed') then e ->> 'query' end;
  own public.queue_entries;
begin
  if route is null then return null; end if;
  if (wish ->> 'joins')::boolean and (wish ->> 'max_waiting')::integer <= (
      select count(*) from public.queue_entries q
      where q.tenant_id = tenant and q.route_id = route and q.step = wish ->> 'step'
        and q.state in ('waiting', 'ringing') and q.call_id <> call
        and q.heard_at > now() - interval '60 seconds') then
    return null;
  end if;
  insert into public.queue_entries as q (tenant_id, call_id, route_id, step, name, people, priority,
      joined_at, heard_at, call_sid, query)
    values (tenant, call, route, wish ->> 'step', wish ->> 'name', chosen,
      (wish ->> 'priority')::smallint, joined, now(), e ->> 'call_sid', asked)
  on conflict (tenant_id, call_id) do update set route_id = excluded.route_id,
    step = excluded.step, name = excluded.name, people = excluded.people,
    priority = excluded.priority, joined_at = excluded.joined_at, heard_at = excluded.heard_at,
    query = coalesce(excluded.query, q.query), state = 'waiting', ringing = null,
    answered_at = null, tries = 0, next_try_at = null
  -- A key that asked to be called back may be recorded before the music that it interrupted.
  where q.joined_at <> excluded.joined_at or q.state in ('waiting', 'ringing', 'left')
  returning * into own;
  if found then return own; end if;
  select * into own from public.queue_entries q where q.tenant_id = tenant and q.call_id = call;
  return own;
end
$$;
revoke all on function private.stay_in_queue from public;

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

-- Who is asking, in one round trip: the profile, its tenant's settings and the topic to listen to;
-- null before onboarding.
create or replace function public.me() returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select json_build_object('user_id', p.user_id, 'role', p.role, 'name', p.name, 'email', p.email,
    'personal_phone', ph.phone, 'phone_verified', ph.verified_at is not null,
    'show_checklist', p.checklist_dismissed_at is null, 'topic', private.realtime_topic(),
    'availability', (select json_build_object('state', a.state, 'away_until', a.away_until)
      from public.availability a where a.tenant_id = p.tenant_id and a.user_id = p.user_id),
    'on_call', exists (select from public.calls c where c.tenant_id = p.tenant_id
      and c.user_id = p.user_id and c.ended_at is null),
    'after_call_until', (select last.until from (
      select c.outcome, c.ended_at + t.after_call_seconds * interval '1 second' as until
        from public.calls c where c.tenant_id = p.tenant_id and c.user_id = p.user_id
        order by c.created_at desc, c.id desc limit 1) last
      where last.outcome = 'connected' and last.until > now()),
    'own_hours', (select json_build_object('time_zone', h.time_zone, 'week', h.week)
      from public.own_hours h where h.tenant_id = p.tenant_id and h.user_id = p.user_id),
    'tenant', json_build_object('id', t.id, 'name', t.name, 'country_code', t.country_code,
      'time_zone', t.time_zone,
      'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
        'keep_recordings_days', t.keep_recordings_days,
      'call_time_limit_seconds', t.call_time_limit_seconds,
      'after_call_seconds', t.after_call_seconds))
  from public.profiles p
  join public.tenants t on t.id = p.tenant_id
  left join public.personal_phones ph on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id
  where p.user_id = (select auth.uid()) and p.tenant_id = (select private.tenant_id())
    and p.removed_at is null
$$;

revoke all on function public.me from public, anon, service_role;
grant execute on function public.me to authenticated;

-- Everybody of the tenant as a call would find them now: lib/routing/people.ts, for trying a route.
-- For managers and admins.
create or replace function public.people_to_ring() returns jsonb
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select private.people_to_ring()
$$;

revoke all on function public.people_to_ring from public, anon, service_role;
grant execute on function public.people_to_ring to authenticated;

alter table public.recordings add constraint recordings_transcript_check CHECK ((char_length(transcript) <= 100000));

alter table public.recordings add constraint recordings_transcript_state_check CHECK ((transcript_state = ANY (ARRAY['waiting'::text, 'done'::text, 'failed'::text])));

alter table public.tenants add constraint tenants_after_call_seconds_check CHECK (((after_call_seconds >= 0) AND (after_call_seconds <= 600)));

alter table public.tenants add constraint tenants_announce_countries_check CHECK (((cardinality(announce_countries) <= 300) AND (array_position(announce_countries, NULL::text) IS NULL)));

alter table public.tenants add constraint tenants_announce_recording_check CHECK ((announce_recording = ANY (ARRAY['always'::text, 'never'::text, 'countries'::text])));

alter table public.tenants add constraint tenants_anonymous_calls_check CHECK ((anonymous_calls = ANY (ARRAY['ring'::text, 'reject'::text, 'voicemail'::text])));

alter table public.tenants add constraint tenants_blocked_calls_check CHECK ((blocked_calls = ANY (ARRAY['reject'::text, 'voicemail'::text])));

CREATE INDEX phone_numbers_by_route ON public.phone_numbers USING btree (tenant_id, route_id);

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

CREATE TRIGGER broadcast AFTER INSERT ON public.call_steps FOR EACH ROW WHEN ((new.kind = ANY (ARRAY['recording_paused'::text, 'recording_resumed'::text]))) EXECUTE FUNCTION private.broadcast_change('call_steps', 'call_id');

CREATE TRIGGER follow_queue AFTER UPDATE ON public.calls FOR EACH ROW WHEN (((old.stage <> new.stage) AND (new.stage = ANY (ARRAY['connected'::public.call_stage, 'ended'::public.call_stage])) AND (new.direction = 'inbound'::text))) EXECUTE FUNCTION private.follow_queue();

CREATE TRIGGER forget_message BEFORE UPDATE OF status ON public.recordings FOR EACH ROW WHEN (((new.status = 'deleted'::text) AND (old.status <> 'deleted'::text))) EXECUTE FUNCTION private.forget_message();

CREATE TRIGGER keep_voicemail AFTER INSERT OR UPDATE OF status, purpose, duration_seconds, transcript_state ON public.recordings FOR EACH ROW WHEN (((new.purpose = 'voicemail'::text) AND (new.status = 'completed'::text) AND (new.duration_seconds >= 2))) EXECUTE FUNCTION private.keep_voicemail();

CREATE TRIGGER request_transcript AFTER INSERT OR UPDATE OF status, purpose, duration_seconds ON public.recordings FOR EACH ROW WHEN (((new.status = 'completed'::text) AND (new.transcript_state IS NULL) AND (new.purpose = ANY (ARRAY['talk'::text, 'voicemail'::text])) AND (new.duration_seconds >= 2))) EXECUTE FUNCTION private.request_transcript();

comment on column public.phone_numbers.route_id is 'The route that calls to it follow instead; null: none. Its foreign key is with routes.';

comment on column public.recordings.transcript_problem is 'Why it was not transcribed, or not yet, in a sentence.';

comment on column public.recordings.transcript_state is 'waiting: a job transcribes it. Null: nobody has asked for it, or the audio is deleted.';

comment on column public.tenants.after_call_seconds is 'How long after a talk no route rings the person who talked.';

comment on column public.tenants.announce_countries is 'ISO 3166-1 alpha-2.';

comment on column public.tenants.announce_recording is 'When recording_notice is played before a recorded call connects: always, never, or where the customer''s number is in one of announce_countries or its country is not known.';

comment on column public.tenants.anonymous_calls is 'What a caller without a number that can be dialled gets: as others, or as if blocked.';

comment on column public.tenants.blocked_calls is 'What a blocked caller gets: Twilio rejects the call, or the voicemail of the number''s route.';

grant insert (route_id) on table public.phone_numbers to authenticated;

grant update (after_call_seconds) on table public.tenants to authenticated;

grant update (announce_countries) on table public.tenants to authenticated;

grant update (announce_recording) on table public.tenants to authenticated;

grant update (anonymous_calls) on table public.tenants to authenticated;

grant update (blocked_calls) on table public.tenants to authenticated;

grant update (route_id) on table public.phone_numbers to authenticated;

create trigger clean_text before insert or update of name on public.audio_files
  for each row execute function private.clean_text('name:name');

create trigger audit after insert or update or delete on public.audio_files
  for each row execute function private.audit_row('audio_file', 'content_type,bytes,sha256');

create trigger keep_used before delete on public.audio_files
  for each row execute function private.keep_used_audio();

create trigger remove_bytes after delete on public.audio_files
  for each row execute function private.remove_audio_bytes();

-- What people say of themselves is no news for the activity log.
create trigger audit after insert or update on public.availability
  for each row when (auth.uid() <> new.user_id)
  execute function private.audit_row('availability', '');

create trigger broadcast after insert or update on public.availability
  for each row execute function private.broadcast_change('availability', 'user_id');

create trigger audit after insert or delete on public.blocked_callers
  for each row execute function private.audit_row('blocked_caller', '');

create trigger clean_text before insert or update of reason on public.blocked_callers
  for each row execute function private.clean_text('reason:note');

create trigger known_time_zone before insert or update of time_zone on public.own_hours
  for each row execute function private.known_time_zone();

create trigger broadcast_new after insert on public.queue_entries
  for each row execute function private.broadcast_change('queue_entries', 'call_id');

-- A caller who waits on is no news.
create trigger broadcast_changed after update on public.queue_entries
  for each row when (row(old.state, old.joined_at, old.ringing, old.taken_by, old.next_try_at)
    is distinct from row(new.state, new.joined_at, new.ringing, new.taken_by, new.next_try_at))
  execute function private.broadcast_change('queue_entries', 'call_id');

create trigger clean_text before insert or update of name on public.routes
  for each row execute function private.clean_text('name:name');

create trigger audit after insert or update on public.routes
  for each row execute function private.audit_row('route', 'draft');

create trigger require_audio before insert or update of draft on public.routes
  for each row execute function private.require_audio('draft');

create trigger audit after insert on public.route_versions
  for each row execute function private.audit_row('route_version', 'body');

create trigger require_audio before insert or update of body on public.route_versions
  for each row execute function private.require_audio('body');

create trigger audit after insert or update or delete on public.transcription_settings
  for each row
  execute function private.audit_row('transcription', 'api_key_ciphertext,updated_at');

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

-- Companies that were there before: their numbers without a person now take messages.
select private.add_default_route(t.id) from public.tenants t
  where not exists (select from public.routes r where r.tenant_id = t.id and r.is_default);

reset check_function_bodies;
