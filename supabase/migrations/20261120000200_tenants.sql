create table public.tenants (
  id uuid primary key default gen_random_uuid(),
  name text not null check (char_length(btrim(name)) between 1 and 80),
  country_code text not null default 'US' check (country_code ~ '^[A-Z]{2}$'),
  time_zone text not null default 'America/New_York' check (char_length(time_zone) between 1 and 64),
  recording_enabled boolean not null default true,
  recording_notice text not null default 'This call may be recorded.'
    check (char_length(recording_notice) between 1 and 500),
  call_time_limit_seconds integer not null default 7200
    check (call_time_limit_seconds between 60 and 14400),
  keep_recordings_days integer check (keep_recordings_days between 1 and 3650),
  realtime_epoch integer not null default 1,
  created_at timestamptz not null default now()
);
comment on table public.tenants is 'One company. Everything else belongs to exactly one.';
comment on column public.tenants.country_code is 'ISO 3166-1 alpha-2: how numbers typed without a country are read.';
comment on column public.tenants.keep_recordings_days is 'Older recordings are deleted, at Twilio and here; null keeps them for ever.';
comment on column public.tenants.realtime_epoch is 'Part of the realtime topic; a removal or demotion bumps it.';

alter table public.tenants enable row level security;
revoke all on public.tenants from anon, authenticated, service_role;
