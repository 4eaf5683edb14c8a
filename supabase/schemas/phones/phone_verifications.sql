-- A personal phone is verified before calls may ring it: it is called, says a code, and its person
-- types it in.
create table public.phone_verifications (
  id uuid primary key,
  tenant_id uuid not null,
  user_id uuid not null,
  phone text not null,
  from_number text,
  code_hash text not null,
  wrong_tries integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_as text check (ended_as in ('verified', 'wrong', 'refused', 'replaced', 'changed')),
  call_sid text,
  call_status public.call_status,
  price numeric(12, 5),
  price_unit text,
  next_check_at timestamptz not null,
  settled_at timestamptz,
  place jsonb,
  unique (tenant_id, call_sid),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.phone_verifications is
  'Calls that say a code to a personal phone. No conversations: they have no row in calls, but '
  'they are on the Twilio bill.';
comment on column public.phone_verifications.place is
  'Country and kind of the phone (lib/core/destination.ts), for private.routed_people.';
comment on column public.phone_verifications.from_number is
  'The company''s number that called; a call whose answer was lost is looked for by it.';
comment on column public.phone_verifications.code_hash is
  'HMAC-SHA-256 of tenant, person, phone and code under the encryption key: six digits alone '
  'could be tried out.';
comment on column public.phone_verifications.ended_as is
  'verified; wrong: five tries; refused by Twilio; replaced by a newer call; the phone was '
  'changed. Null while the code may be typed, or has expired.';
comment on column public.phone_verifications.call_sid is
  'Null until Twilio''s answer is there; the sweep looks for one that was lost.';

create index phone_verifications_by_person on public.phone_verifications
  (tenant_id, user_id, created_at desc);
create index phone_verifications_by_time on public.phone_verifications (tenant_id, created_at desc);
create index phone_verifications_unsettled on public.phone_verifications (next_check_at)
  where settled_at is null;

alter table public.phone_verifications enable row level security;
revoke all on public.phone_verifications from anon, authenticated, service_role;
grant select (id, tenant_id, user_id, phone, wrong_tries, created_at, expires_at, ended_at,
  ended_as) on public.phone_verifications to authenticated;

create policy "people read how their own phone's verification stands" on public.phone_verifications
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
