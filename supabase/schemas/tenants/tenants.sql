create table public.tenants (
  id uuid primary key default gen_random_uuid(),
  name text not null check (char_length(btrim(name)) between 1 and 80),
  country_code text not null default 'US' check (country_code ~ '^[A-Z]{2}$'),
  time_zone text not null default 'America/New_York' check (char_length(time_zone) between 1
    and 64),
  recording_enabled boolean not null default true,
  recording_notice text not null default 'This call may be recorded.'
    check (char_length(recording_notice) between 1 and 500),
  call_time_limit_seconds integer not null default 7200
    check (call_time_limit_seconds between 60 and 14400),
  after_call_seconds integer not null default 0 check (after_call_seconds between 0 and 600),
  keep_recordings_days integer check (keep_recordings_days between 1 and 3650),
  allowed_countries text[]
    check (cardinality(allowed_countries) between 1 and 300
      and array_position(allowed_countries, null) is null),
  -- A country's code and at least one digit after it; lib/core/prefixes.ts holds to the same.
  allowed_prefixes text[] not null default '{}'
    check (cardinality(allowed_prefixes) <= 20 and array_position(allowed_prefixes, null) is null
      and (array_to_string(allowed_prefixes, ',') || ',') ~ concat(
        '^(,|(\+(([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])[0-9]{1,11}',
        '|[2-9][0-9]{3,11}),)+)$')),
  user_calls_per_hour integer not null default 60 check (user_calls_per_hour between 1 and 100000),
  user_calls_per_day integer not null default 300 check (user_calls_per_day between 1 and 100000),
  tenant_calls_per_hour integer not null default 500 check (tenant_calls_per_hour between 1
    and 100000),
  tenant_calls_per_day integer not null default 3000 check (tenant_calls_per_day between 1
    and 100000),
  calls_at_once integer not null default 20 check (calls_at_once between 1 and 10000),
  spend_per_day numeric(9, 2) not null default 100 check (spend_per_day between 0 and 1000000),
  blocked_calls text not null default 'reject' check (blocked_calls in ('reject', 'voicemail')),
  anonymous_calls text not null default 'ring'
    check (anonymous_calls in ('ring', 'reject', 'voicemail')),
  announce_recording text not null default 'always'
    check (announce_recording in ('always', 'never', 'countries')),
  announce_countries text[] not null default '{}'
    check (cardinality(announce_countries) <= 300
      and array_position(announce_countries, null) is null),
  rep_caller_id text not null default 'caller' check (rep_caller_id in ('caller', 'company')),
  record_internal_calls boolean not null default false,
  announce_supervision boolean not null default false,
  show_supervision boolean not null default true,
  local_presence boolean not null default false,
  agent_talks_at_once integer not null default 20 check (agent_talks_at_once between 1 and 200),
  user_messages_per_hour integer not null default 100
    check (user_messages_per_hour between 1 and 100000),
  user_messages_per_day integer not null default 500
    check (user_messages_per_day between 1 and 100000),
  tenant_messages_per_hour integer not null default 1000
    check (tenant_messages_per_hour between 1 and 100000),
  tenant_messages_per_day integer not null default 5000
    check (tenant_messages_per_day between 1 and 100000),
  quiet_from time default '21:00',
  quiet_until time default '08:00',
  realtime_epoch integer not null default 1,
  created_at timestamptz not null default now(),
  constraint tenants_quiet_hours check ((quiet_from is null) = (quiet_until is null))
);
comment on table public.tenants is 'One company. Everything else belongs to exactly one.';
comment on column public.tenants.country_code is
  'ISO 3166-1 alpha-2: how numbers typed without a country are read.';
comment on column public.tenants.agent_talks_at_once is
  'How many callers may talk with the company''s voice agents at one time.';
comment on column public.tenants.after_call_seconds is
  'How long after a talk no route rings the person who talked.';
comment on column public.tenants.keep_recordings_days is
  'Older recordings are deleted, at Twilio and here; null keeps them forever.';
comment on column public.tenants.allowed_countries is
  'ISO 3166-1 alpha-2: where people may call, and where their own phones may be; null means the '
  'company''s own country.';
comment on column public.tenants.calls_at_once is
  'Concurrent outbound calls; a call on hold counts like any other.';
comment on column public.tenants.spend_per_day is
  'In the currency of the Twilio account; a day begins at midnight in the tenant''s time zone.';
comment on column public.tenants.blocked_calls is
  'What a blocked caller gets: Twilio rejects the call, or the voicemail of the number''s route.';
comment on column public.tenants.anonymous_calls is
  'What a caller without a number that can be dialled gets: as others, or as if blocked.';
comment on column public.tenants.announce_recording is
  'When recording_notice is played before a recorded call connects: always, never, or where the '
  'customer''s number is in one of announce_countries or its country is not known.';
comment on column public.tenants.announce_countries is 'ISO 3166-1 alpha-2.';
comment on column public.tenants.rep_caller_id is
  'Which number the phones of the company''s people show of an incoming call: the caller''s, or '
  'the number that was called.';
comment on column public.tenants.announce_supervision is
  'Everybody on a call is told, by a sentence, when a manager joins it to listen.';
comment on column public.tenants.show_supervision is
  'Whoever talks sees who listens, also before they speak.';
comment on column public.tenants.record_internal_calls is
  'Whether calls between colleagues are recorded; recording_enabled says nothing of them.';
comment on column public.tenants.local_presence is
  'Whether calls and texts come from the number with the customer''s area code, where there is one '
  'and nobody chose another.';
comment on column public.tenants.quiet_from is
  'From when to quiet_until nobody is texted, by the clock where they are (47 CFR 64.1200(c)(1)); '
  'null: at any hour.';
comment on column public.tenants.realtime_epoch is
  'Part of the realtime topic; a removal or demotion bumps it.';
comment on column public.tenants.allowed_prefixes is
  'Beginnings of numbers (+1861) that may be called whatever allowed_countries says.';

alter table public.tenants enable row level security;
revoke all on public.tenants from anon, authenticated, service_role;
grant select on public.tenants to authenticated;
grant update (name, country_code, time_zone, recording_enabled, recording_notice,
    keep_recordings_days, call_time_limit_seconds, after_call_seconds, allowed_countries,
    allowed_prefixes, user_calls_per_hour, user_calls_per_day, tenant_calls_per_hour,
    tenant_calls_per_day, calls_at_once, spend_per_day, blocked_calls, anonymous_calls,
    announce_recording, announce_countries, rep_caller_id, record_internal_calls,
    user_messages_per_hour, user_messages_per_day, tenant_messages_per_hour,
    tenant_messages_per_day, quiet_from, quiet_until, announce_supervision, show_supervision,
    local_presence, agent_talks_at_once)
  on public.tenants to authenticated;

create policy "members read their tenant" on public.tenants
  for select to authenticated using (id = (select private.tenant_id()));
create policy "admins change their tenant's settings" on public.tenants
  for update to authenticated
  using (id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (id = (select private.tenant_id()));

create trigger broadcast_epoch after update of realtime_epoch on public.tenants
  for each row when
    (old.realtime_epoch <> new.realtime_epoch) execute function private.broadcast_epoch();
create trigger first_dispositions after insert on public.tenants
  for each row execute function private.first_dispositions();
create trigger first_stages after insert on public.tenants
  for each row execute function private.first_stages();
create trigger audit after update on public.tenants
  for each row execute function private.audit_row('settings', '');

create trigger clean_text before insert or update of name, recording_notice on public.tenants
  for each row execute function private.clean_text('name:name', 'recording_notice:speech');
create trigger look_again_at_numbers
  after update of allowed_countries, allowed_prefixes, country_code on public.tenants
  for each row execute function private.look_again_at_numbers();
create trigger known_time_zone before insert or update of time_zone on public.tenants
  for each row execute function private.known_time_zone();
