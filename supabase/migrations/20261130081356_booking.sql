set check_function_bodies = off;

-- Exclusion constraints compare ids beside ranges of time (bookings).
create extension if not exists btree_gist with schema extensions;

alter table public.messages drop constraint messages_automatic_check;

create table public.services (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 80),
  spoken_names text[] not null default '{}'
    check (cardinality(spoken_names) <= 10 and array_position(spoken_names, null) is null
      and char_length(array_to_string(spoken_names, ',')) <= 800),
  duration_minutes integer not null
    check (duration_minutes between 5 and 720 and duration_minutes % 5 = 0),
  buffer_before_minutes integer not null default 0
    check (buffer_before_minutes between 0 and 240 and buffer_before_minutes % 5 = 0),
  buffer_after_minutes integer not null default 0
    check (buffer_after_minutes between 0 and 240 and buffer_after_minutes % 5 = 0),
  price_minor integer check (price_minor between 0 and 1000000000),
  currency text check (currency ~ '^[A-Z]{3}$'),
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint services_price check ((price_minor is null) = (currency is null))
);
comment on table public.services is 'What can be booked.';
comment on column public.services.spoken_names is
  'What callers also call it: "trim", "men''s cut".';
comment on column public.services.buffer_before_minutes is
  'Kept free before it: nobody else is booked, and the customer comes later.';
comment on column public.services.price_minor is
  'In the smallest unit of currency (ISO 4217); null: not said.';
comment on column public.services.archived_at is
  'Since when it cannot be booked any more; bookings keep it.';

create unique index services_one_name on public.services (tenant_id, lower(name))
  where archived_at is null;

alter table public.services enable row level security;
revoke all on public.services from anon, authenticated, service_role;
grant select on public.services to authenticated;
grant insert (tenant_id, name, spoken_names, duration_minutes, buffer_before_minutes,
  buffer_after_minutes, price_minor, currency) on public.services to authenticated;
grant update (name, spoken_names, duration_minutes, buffer_before_minutes, buffer_after_minutes,
  price_minor, currency, archived_at) on public.services to authenticated;

create policy "members read their tenant's services" on public.services
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add services" on public.services
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change services" on public.services
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or update on public.services
  for each row execute function private.audit_row('service', '');
create trigger clean_text before insert or update of name on public.services
  for each row execute function private.clean_text('name:name');

create table public.staff (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 80),
  kind text not null default 'person' check (kind in ('person', 'resource')),
  user_id uuid,
  colour smallint not null default 1 check (colour between 1 and 6),
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint staff_person check (user_id is null or kind = 'person'),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id)
);
comment on table public.staff is
  'Who or what is booked: people, with or without an account of Ringbook, and rooms or machines.';
comment on column public.staff.name is 'As callers hear it.';
comment on column public.staff.user_id is 'Of a person who signs in.';
comment on column public.staff.colour is 'In the calendar: components/booking/colours.ts.';
comment on column public.staff.archived_at is
  'Since when it cannot be booked any more; bookings keep it.';

create unique index staff_one_name on public.staff (tenant_id, lower(name))
  where archived_at is null;
create unique index staff_one_user on public.staff (tenant_id, user_id)
  where archived_at is null;

alter table public.staff enable row level security;
revoke all on public.staff from anon, authenticated, service_role;
grant select on public.staff to authenticated;
grant insert (id, tenant_id, name, kind, user_id, colour) on public.staff to authenticated;
grant update (name, kind, user_id, colour, archived_at) on public.staff to authenticated;

create policy "members read their tenant's staff" on public.staff
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add staff" on public.staff
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change staff" on public.staff
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or update on public.staff
  for each row execute function private.audit_row('staff', '');
create trigger clean_text before insert or update of name on public.staff
  for each row execute function private.clean_text('name:name');

create table public.staff_services (
  tenant_id uuid not null,
  staff_id uuid not null,
  service_id uuid not null,
  primary key (tenant_id, staff_id, service_id),
  foreign key (tenant_id, staff_id) references public.staff (tenant_id, id) on delete cascade,
  foreign key (tenant_id, service_id) references public.services (tenant_id, id) on delete cascade
);
comment on table public.staff_services is 'Who or what can be booked for which service.';

create index staff_services_by_service on public.staff_services (tenant_id, service_id);

alter table public.staff_services enable row level security;
revoke all on public.staff_services from anon, authenticated, service_role;
grant select, delete on public.staff_services to authenticated;
grant insert (tenant_id, staff_id, service_id) on public.staff_services to authenticated;

create policy "members read who does what" on public.staff_services
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins say who does what" on public.staff_services
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins take back who does what" on public.staff_services
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create table public.opening_hours (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  staff_id uuid,
  week jsonb not null check (private.is_week(week)),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique nulls not distinct (tenant_id, staff_id),
  foreign key (tenant_id, staff_id) references public.staff (tenant_id, id) on delete cascade
);
comment on table public.opening_hours is
  'When bookings are taken, by the clock of the tenant''s zone: of the company (staff_id null), '
  'and of those of its staff who have hours of their own.';
comment on column public.opening_hours.week is
  'Spans by weekday, as `week` of lib/routing/hours-schema.ts.';

alter table public.opening_hours enable row level security;
revoke all on public.opening_hours from anon, authenticated, service_role;
grant select, delete on public.opening_hours to authenticated;
grant insert (tenant_id, staff_id, week) on public.opening_hours to authenticated;
grant update (week, updated_at) on public.opening_hours to authenticated;

create policy "members read their tenant's opening hours" on public.opening_hours
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add opening hours" on public.opening_hours
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change opening hours" on public.opening_hours
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));
create policy "admins remove opening hours" on public.opening_hours
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert or update or delete on public.opening_hours
  for each row execute function private.audit_row('opening_hours', '');

create table public.closures (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  staff_id uuid,
  first_day date not null,
  last_day date not null,
  name text not null check (char_length(name) between 1 and 80),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint closures_days check (last_day between first_day and first_day + 366),
  foreign key (tenant_id, staff_id) references public.staff (tenant_id, id) on delete cascade
);
comment on table public.closures is
  'Whole days of the tenant''s zone, both included, on which no bookings are taken: by the company '
  '(staff_id null) or for one of its staff.';

create index closures_by_day on public.closures (tenant_id, last_day, first_day, id);
create index closures_by_staff on public.closures (tenant_id, staff_id);

alter table public.closures enable row level security;
revoke all on public.closures from anon, authenticated, service_role;
grant select, delete on public.closures to authenticated;
grant insert (tenant_id, staff_id, first_day, last_day, name) on public.closures to authenticated;

create policy "members read their tenant's closures" on public.closures
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add closures" on public.closures
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins remove closures" on public.closures
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert or delete on public.closures
  for each row execute function private.audit_row('closure', '');
create trigger clean_text before insert or update of name on public.closures
  for each row execute function private.clean_text('name:name');

create table public.booking_settings (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  language text not null default 'en' check (language in ('en', 'ro')),
  slot_minutes integer not null default 15 check (slot_minutes in (5, 10, 15, 20, 30, 60)),
  notice_minutes integer not null default 60 check (notice_minutes between 0 and 20160),
  ahead_days integer not null default 60 check (ahead_days between 1 and 365),
  reminder_hours integer check (reminder_hours between 1 and 168),
  updated_at timestamptz not null default now()
);
comment on table public.booking_settings is
  'How a tenant takes bookings; without a row as the defaults say (private.booking_settings).';
comment on column public.booking_settings.language is
  'Of confirmations and reminders of what the desk books; a call''s are in its language.';
comment on column public.booking_settings.slot_minutes is 'Times are offered this far apart.';
comment on column public.booking_settings.notice_minutes is
  'How soon callers may come; people of the company book at any time.';
comment on column public.booking_settings.ahead_days is 'How far ahead callers may book.';
comment on column public.booking_settings.reminder_hours is
  'How long before it customers are reminded by text; null: never.';

alter table public.booking_settings enable row level security;
revoke all on public.booking_settings from anon, authenticated, service_role;
grant select on public.booking_settings to authenticated;
grant insert (tenant_id, language, slot_minutes, notice_minutes, ahead_days, reminder_hours)
  on public.booking_settings to authenticated;
grant update (language, slot_minutes, notice_minutes, ahead_days, reminder_hours, updated_at)
  on public.booking_settings to authenticated;

create policy "members read how their tenant takes bookings" on public.booking_settings
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add how bookings are taken" on public.booking_settings
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change how bookings are taken" on public.booking_settings
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or update on public.booking_settings
  for each row execute function private.audit_row('booking_settings', '');

create table public.bookings (
  id uuid not null,
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  service_id uuid not null,
  staff_id uuid not null,
  contact_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  during tstzrange not null,
  status text not null default 'confirmed'
    check (status in ('confirmed', 'done', 'no_show', 'cancelled')),
  source text not null check (source in ('desk', 'call')),
  call_id uuid,
  language text not null check (language in ('en', 'ro')),
  notifies boolean not null default true,
  note text not null default '' check (char_length(note) <= 1000),
  price_minor integer,
  currency text,
  booked_by uuid,
  changed_by uuid,
  sequence integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (tenant_id, id),
  constraint bookings_time check (starts_at < ends_at
    and during @> tstzrange(starts_at, ends_at) and upper(during) - lower(during) <= '24 hours'),
  constraint bookings_never_twice exclude using gist
    (tenant_id with =, staff_id with =, during with &&) where (status in ('confirmed', 'done')),
  foreign key (tenant_id, service_id) references public.services (tenant_id, id),
  foreign key (tenant_id, staff_id) references public.staff (tenant_id, id),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete set null
    (contact_id)
);
comment on table public.bookings is
  'Appointments, made by people and by voice agents through one guard (private.book, '
  'private.move_booking, private.set_booking_status). bookings_never_twice holds that nobody is '
  'booked twice.';
comment on column public.bookings.id is
  'Chosen by who books: what is sent twice is booked once. The UID of its calendar file.';
comment on column public.bookings.during is
  'From starts_at to ends_at with the service''s buffers: the staff''s time that it takes.';
comment on column public.bookings.call_id is
  'The call in which it was booked. No foreign key, as in tasks.';
comment on column public.bookings.notifies is
  'Whether the customer gets texts and mails about it.';
comment on column public.bookings.booked_by is
  'Who booked it; null: a voice agent. No foreign key, as the API takes a table that refers to '
  'contacts and to profiles for a way between the two.';
comment on column public.bookings.changed_by is 'Who changed it last, as booked_by.';
comment on column public.bookings.sequence is
  'Counts changes that customers are told of: of its time, service or staff, and its cancellation.';

create index bookings_by_time on public.bookings (tenant_id, starts_at, id);
create index bookings_of_contact on public.bookings
  (tenant_id, contact_id, created_at desc, id desc) where contact_id is not null;
create index bookings_coming on public.bookings (tenant_id, contact_id, starts_at)
  where status = 'confirmed';
create index bookings_by_call on public.bookings (tenant_id, call_id) where call_id is not null;
create index bookings_by_service on public.bookings (tenant_id, service_id);
create index bookings_by_staff on public.bookings (tenant_id, staff_id, starts_at);

alter table public.bookings enable row level security;
revoke all on public.bookings from anon, authenticated, service_role;
grant select on public.bookings to authenticated;

create policy "members read their tenant's bookings" on public.bookings
  for select to authenticated using (tenant_id = (select private.tenant_id()));

create trigger broadcast after insert or update or delete on public.bookings
  for each row execute function private.broadcast_change('bookings', 'contact_id', 'staff_id');
create trigger clean_text before insert or update of note on public.bookings
  for each row execute function private.clean_text('note:paragraphs');
create trigger follow_merge before insert on public.bookings
  for each row when (new.contact_id is not null) execute function private.follow_merge();

create table private.slot_offers (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  call_id uuid not null,
  token text not null check (char_length(token) between 8 and 64),
  service_id uuid not null,
  staff_id uuid not null,
  starts_at timestamptz not null,
  booking_id uuid,
  after_turn integer not null,
  offered_at timestamptz not null,
  primary key (tenant_id, call_id, token)
);
comment on table private.slot_offers is
  'Times that a voice agent has offered in a call: nothing else can be booked in it; and bookings '
  'that it has offered to cancel. They are forgotten after two days.';
comment on column private.slot_offers.token is
  'What the model books it by: an HMAC of all of this (lib/agent/tools/booking/token.ts).';
comment on column private.slot_offers.booking_id is
  'What is to be cancelled; null: a time to book.';
comment on column private.slot_offers.after_turn is
  'How often the caller had spoken (ToolContext.turnsOfCaller): whoever takes it has since.';

create index slot_offers_by_time on private.slot_offers (tenant_id, offered_at);

alter table private.slot_offers enable row level security;
revoke all on private.slot_offers from anon, authenticated, service_role;

-- Writes an automatic message, once: its id is derived from what it answers. Null when it is there,
-- may not be sent, or one of its kind went to the customer within a day. Of replies, three go to a
-- number within an hour: they may be answered by a machine, whose words are answered again. What is
-- said of a booking answers no text.
create or replace function machine.begin_automatic(tenant uuid, request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (request ->> 'now')::timestamptz;
  customer constant text := request ->> 'to';
  is_reply constant boolean := request ->> 'automatic' not in ('booking', 'booking_reminder');
  line public.phone_numbers;
  settings public.tenants;
begin
  perform pg_advisory_xact_lock(hashtextextended('messages:' || tenant, 0));
  select * into settings from public.tenants where id = tenant;
  select * into line from public.phone_numbers n where n.tenant_id = tenant
    and n.id = (request ->> 'phone_number_id')::uuid and n.removed_at is null for share;
  if line.id is null or private.is_own_number(tenant, customer)
    or private.place_refusal(settings, customer, request -> 'to_place') is not null
    or private.text_refusal(tenant, line.id, customer, at) is not null
    or private.message_limit_refusal(settings, null, null, at) is not null
    or exists (select from public.messages m where m.tenant_id = tenant
      and m.id = (request ->> 'message_id')::uuid)
    or is_reply and cardinality(private.automatic_sent(tenant, line.id, customer, null,
      at - interval '1 hour')) >= 3
    or is_reply and request ->> 'automatic' <> 'keyword' and request ->> 'automatic' = any (
      private.automatic_sent(tenant, line.id, customer, private.contact_for(tenant, customer),
        at - interval '1 day'))
  then return null; end if;
  return private.message_to_send(private.write_message(tenant, null, line, null, request));
end
$$;

revoke all on function machine.begin_automatic from public;
grant execute on function machine.begin_automatic to ringbook_machine;

-- A voice agent books for the caller of a call: only what it has offered in it and they have heard.
-- What this call has booked already it does not book again. `texts` says whether a text will come:
-- `place` is where the caller's number is, by lib/core/destination.
create or replace function machine.book(tenant uuid, call uuid, request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  offer constant jsonb := private.heard_offer(tenant, call, request ->> 'slot_token',
    (request ->> 'turns')::integer);
  answer jsonb;
  b public.bookings;
begin
  if offer ? 'refused' then return offer; end if;
  -- One after the other, where a model asks twice at once.
  perform pg_advisory_xact_lock(hashtextextended('booking:' || tenant || call, 0));
  select * into b from public.bookings o where o.tenant_id = tenant and o.call_id = call
    and o.status = 'confirmed' and o.service_id = (offer ->> 'service_id')::uuid
    and o.staff_id = (offer ->> 'staff_id')::uuid
    and o.starts_at = (offer ->> 'starts_at')::timestamptz;
  if b.id is null then
    answer := private.book(tenant, null, request || offer
      || jsonb_build_object('source', 'call', 'call_id', call, 'anytime', false));
    if answer ? 'refused' then return answer; end if;
    select * into b from public.bookings o
      where o.tenant_id = tenant and o.id = (answer ->> 'booking_id')::uuid;
  end if;
  return private.booking_answer(b) || jsonb_build_object('texts', private.gets_text(b,
    request -> 'customer' ->> 'phone', request -> 'place', (request ->> 'now')::timestamptz));
end
$$;

revoke all on function machine.book from public;
grant execute on function machine.book to ringbook_machine;

create or replace function machine.booking_facts(tenant uuid, since timestamptz,
  until timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.booking_facts(tenant, since, until)
$$;

revoke all on function machine.booking_facts from public;
grant execute on function machine.booking_facts to ringbook_machine;

-- What a customer is told of a booking, and how they are reached: on the number that they called
-- from, else their main one; from the company's number that they called, else as any text. Null
-- when it has been changed since, or nobody is to be told.
create or replace function machine.booking_notice(tenant uuid, booking uuid, seen integer)
  returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.booking_answer(b) || jsonb_build_object('company', t.name, 'language', b.language,
    'time_zone', t.time_zone, 'created_at', b.created_at, 'updated_at', b.updated_at,
    'country', t.country_code, 'quiet', case when t.quiet_from is not null
      then jsonb_build_object('from', t.quiet_from, 'until', t.quiet_until) end,
    'contact', c.name, 'contact_zone', c.time_zone, 'number', reach.number,
    'phone_number_id', coalesce(
      (select n.id from public.phone_numbers n where n.tenant_id = tenant
        and n.id = k.phone_number_id and n.removed_at is null),
      private.choose_text_number(tenant, b.booked_by, c.id, reach.number, null)),
    'email', (select e.email from public.contact_emails e
      where e.tenant_id = tenant and e.contact_id = c.id order by e.position, e.id limit 1))
  from public.bookings b
    join public.tenants t on t.id = b.tenant_id
    join public.contacts c on c.tenant_id = b.tenant_id and c.id = b.contact_id
    left join public.calls k on k.tenant_id = b.tenant_id and k.id = b.call_id
    cross join lateral (select (select p.phone from public.contact_phones p
      where p.tenant_id = tenant and p.contact_id = c.id
      order by p.phone = k.customer_number desc nulls last, p.position, p.created_at, p.id
      limit 1) as number) reach
  where b.tenant_id = tenant and b.id = booking and b.sequence = seen and b.notifies
$$;

revoke all on function machine.booking_notice from public;
grant execute on function machine.booking_notice to ringbook_machine;

-- A caller's next bookings, the first one first: those of their contact, and of this call.
create or replace function machine.callers_bookings(tenant uuid, contact uuid, call uuid,
  at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(private.booking_answer(b) order by b.starts_at), '[]') from (
    select distinct on (o.starts_at, o.id) o.* from (
      select c.* from public.bookings c where c.tenant_id = tenant and c.contact_id = contact
        and c.status = 'confirmed' and c.starts_at > at
      union all
      select k.* from public.bookings k where k.tenant_id = tenant and k.call_id = call
        and k.status = 'confirmed' and k.starts_at > at) o
    order by o.starts_at, o.id limit 5) b
$$;

revoke all on function machine.callers_bookings from public;
grant execute on function machine.callers_bookings to ringbook_machine;

-- A caller's booking is cancelled, once they have spoken after it was told to them: the first time
-- this says that they have not. Another's is as if there were none.
create or replace function machine.cancel_callers_booking(tenant uuid, contact uuid, call uuid,
  booking uuid, turns integer, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  b public.bookings;
  heard boolean;
begin
  select * into b from public.bookings o where o.tenant_id = tenant and o.id = booking
    and private.is_callers(tenant, o.id, contact, call);
  if b.id is null then return jsonb_build_object('refused', 'booking_not_found'); end if;
  if b.status = 'confirmed' then
    insert into private.slot_offers (tenant_id, call_id, token, service_id, staff_id, starts_at,
        booking_id, after_turn, offered_at)
      values (tenant, call, b.id || ':' || b.sequence, b.service_id, b.staff_id, b.starts_at, b.id,
        turns, at)
      on conflict do nothing;
    select o.after_turn < turns into heard from private.slot_offers o where o.tenant_id = tenant
      and o.call_id = call and o.token = b.id || ':' || b.sequence;
    if not heard then return jsonb_build_object('refused', 'not_heard'); end if;
  end if;
  return private.set_booking_status(tenant, null, b.id, 'cancelled', b.sequence, at);
end
$$;

revoke all on function machine.cancel_callers_booking from public;
grant execute on function machine.cancel_callers_booking to ringbook_machine;

-- A caller's booking gets a time that was offered in this call and that they have heard. Another's
-- booking is as if there were none.
create or replace function machine.move_callers_booking(tenant uuid, contact uuid, call uuid,
  request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  offer constant jsonb := private.heard_offer(tenant, call, request ->> 'slot_token',
    (request ->> 'turns')::integer);
begin
  if not private.is_callers(tenant, (request ->> 'booking_id')::uuid, contact, call) then
    return jsonb_build_object('refused', 'booking_not_found');
  end if;
  if offer ? 'refused' then return offer; end if;
  return private.move_booking(tenant, null, request || offer || '{"anytime": false}');
end
$$;

revoke all on function machine.move_callers_booking from public;
grant execute on function machine.move_callers_booking to ringbook_machine;

-- Remembers what a voice agent offers in a call; what it offers again counts from the first time.
create or replace function machine.offer_slots(tenant uuid, call uuid, turns integer, offers jsonb,
  at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from private.slot_offers o where o.tenant_id = tenant
    and o.offered_at < at - interval '2 days';
  insert into private.slot_offers (tenant_id, call_id, token, service_id, staff_id, starts_at,
      after_turn, offered_at)
    select tenant, call, o.token, o.service_id, o.staff_id, o.starts_at, turns, at
    from jsonb_to_recordset(offers) as o (token text, service_id uuid, staff_id uuid,
      starts_at timestamptz)
  on conflict do nothing;
end
$$;

revoke all on function machine.offer_slots from public;
grant execute on function machine.offer_slots to ringbook_machine;

-- The kinds of the automatic replies that went from a company's number to a customer since a
-- moment, one for each message: to this number, or to any of the contact's.
create or replace function private.automatic_sent(tenant uuid, line uuid, customer text,
  contact uuid, since timestamptz) returns text[]
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(m.automatic), '{}') from public.messages m
  where m.tenant_id = tenant and m.direction = 'outbound' and m.user_id is null
    and m.automatic not like 'booking%' and m.created_at > since and m.phone_number_id = line
    and (m.customer_number = customer or m.contact_id = contact)
$$;

revoke all on function private.automatic_sent from public;

-- The one door by which anything is booked: { booking_id, … }, or { refused } and why. `person` is
-- null for a voice agent. What is sent again gives the booking that it made.
create or replace function private.book(tenant uuid, person uuid, request jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (request ->> 'now')::timestamptz;
  beginning constant timestamptz := (request ->> 'starts_at')::timestamptz;
  service public.services;
  helper public.staff;
  contact uuid;
  b public.bookings;
  verdict jsonb;
begin
  select * into b from public.bookings o
    where o.tenant_id = tenant and o.id = (request ->> 'booking_id')::uuid;
  if b.id is not null then return private.booking_answer(b); end if;
  select * into service from public.services s where s.tenant_id = tenant
    and s.id = (request ->> 'service_id')::uuid and s.archived_at is null;
  if service.id is null then return jsonb_build_object('refused', 'service_not_found'); end if;
  select * into helper from public.staff s where s.tenant_id = tenant
    and s.id = (request ->> 'staff_id')::uuid and s.archived_at is null;
  if helper.id is null then return jsonb_build_object('refused', 'staff_not_found'); end if;
  verdict := private.booking_refusal(service, helper, beginning,
    coalesce((request ->> 'anytime')::boolean, false), at);
  if verdict is not null then return verdict; end if;
  contact := private.customer_of_call(tenant, request -> 'customer');
  if contact is null and request -> 'customer' ->> 'contact_id' is not null then
    return jsonb_build_object('refused', 'contact_not_found');
  end if;
  insert into public.bookings (id, tenant_id, service_id, staff_id, contact_id, starts_at, ends_at,
      during, source, call_id, language, notifies, note, price_minor, currency, booked_by,
      changed_by, created_at, updated_at)
    values ((request ->> 'booking_id')::uuid, tenant, service.id, helper.id, contact, beginning,
      beginning + service.duration_minutes * interval '1 minute',
      private.time_taken(service, beginning), request ->> 'source',
      (request ->> 'call_id')::uuid,
      coalesce(request ->> 'language', (private.booking_settings(tenant)).language),
      coalesce((request ->> 'notifies')::boolean, true), coalesce(request ->> 'note', ''),
      service.price_minor, service.currency, person, person, at, at)
    on conflict do nothing returning * into b;
  if b.id is null then
    select * into b from public.bookings o
      where o.tenant_id = tenant and o.id = (request ->> 'booking_id')::uuid;
    if b.id is not null then return private.booking_answer(b); end if;
    return jsonb_build_object('refused', 'taken');
  end if;
  perform private.tell_customer(b, at);
  return private.booking_answer(b);
end
$$;

revoke all on function private.book from public;

create or replace function private.book_as_member(request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
begin
  if tenant is null then return null; end if;
  return private.book(tenant, auth.uid(), request
    || jsonb_build_object('source', 'desk', 'call_id', null, 'now', now()));
end
$$;

revoke all on function private.book_as_member from public;
grant execute on function private.book_as_member to authenticated;

-- A booking as whoever made or changed it is answered.
create or replace function private.booking_answer(b public.bookings) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('booking_id', b.id, 'service_id', b.service_id, 'service', s.name,
    'staff_id', b.staff_id, 'staff', t.name, 'contact_id', b.contact_id, 'starts_at', b.starts_at,
    'ends_at', b.ends_at, 'status', b.status, 'sequence', b.sequence,
    'price_minor', b.price_minor, 'currency', b.currency)
  from public.services s, public.staff t
  where s.tenant_id = b.tenant_id and s.id = b.service_id
    and t.tenant_id = b.tenant_id and t.id = b.staff_id
$$;

revoke all on function private.booking_answer from public;

-- What free times are computed from (lib/booking/slots.ts): all that can be booked, when, and what
-- is taken between two moments.
create or replace function private.booking_facts(tenant uuid, since timestamptz,
  until timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('time_zone', t.time_zone, 'company', t.name,
    'settings', to_jsonb(private.booking_settings(tenant)) - 'tenant_id' - 'updated_at',
    'week', (select h.week from public.opening_hours h
      where h.tenant_id = tenant and h.staff_id is null),
    'services', coalesce((select jsonb_agg(to_jsonb(s) - 'tenant_id' - 'created_at'
        order by s.name, s.id) from public.services s
      where s.tenant_id = tenant and s.archived_at is null), '[]'),
    'staff', coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name,
        'kind', p.kind, 'user_id', p.user_id, 'colour', p.colour,
        'week', (select h.week from public.opening_hours h
          where h.tenant_id = tenant and h.staff_id = p.id),
        'services', coalesce((select jsonb_agg(x.service_id order by x.service_id)
          from public.staff_services x where x.tenant_id = tenant and x.staff_id = p.id), '[]'))
        order by p.kind, p.name, p.id)
      from public.staff p where p.tenant_id = tenant and p.archived_at is null), '[]'),
    'closures', coalesce((select jsonb_agg(jsonb_build_object('staff_id', c.staff_id,
        'first_day', c.first_day, 'last_day', c.last_day, 'name', c.name)
        order by c.first_day, c.id)
      from public.closures c where c.tenant_id = tenant
        and c.last_day >= (since at time zone t.time_zone)::date
        and c.first_day <= (until at time zone t.time_zone)::date), '[]'),
    'busy', coalesce((select jsonb_agg(jsonb_build_object('booking_id', b.id,
        'staff_id', b.staff_id, 'from', lower(b.during), 'until', upper(b.during))
        order by b.during) from public.bookings b where b.tenant_id = tenant
        and b.status in ('confirmed', 'done')
        and b.starts_at > since - interval '1 day' and b.starts_at < until + interval '1 day'
        and b.during && tstzrange(since, until)), '[]'))
  from public.tenants t where t.id = tenant
$$;

revoke all on function private.booking_facts from public;

-- Why a service can't be booked with this member of the staff from then on: { refused }. Whoever
-- works for the company may book outside of opening hours, and says so (`anytime`). That nobody
-- else has the time is the constraint's to say.
create or replace function private.booking_refusal(service public.services, helper public.staff,
  starts_at timestamptz, anytime boolean, at timestamptz) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := service.tenant_id;
  ends_at constant timestamptz := starts_at + service.duration_minutes * interval '1 minute';
  zone constant text := (select time_zone from public.tenants where id = tenant);
  day constant date := (starts_at at time zone zone)::date;
begin
  if not exists (select from public.staff_services s where s.tenant_id = tenant
    and s.staff_id = helper.id and s.service_id = service.id) then
    return jsonb_build_object('refused', 'not_their_service');
  end if;
  if date_trunc('minute', starts_at) <> starts_at then
    return jsonb_build_object('refused', 'no_such_time');
  end if;
  if ends_at <= at then return jsonb_build_object('refused', 'past'); end if;
  if starts_at > at + interval '400 days' then
    return jsonb_build_object('refused', 'too_far_ahead');
  end if;
  if anytime or private.open_hours(tenant, helper.id, day, day + 1)
    @> tstzrange(starts_at, ends_at) then return null; end if;
  return jsonb_strip_nulls(jsonb_build_object('refused', 'closed', 'closure', (
    select c.name from public.closures c where c.tenant_id = tenant
      and day between c.first_day and c.last_day and (c.staff_id is null or c.staff_id = helper.id)
    order by c.staff_id is null desc, c.id limit 1)));
end
$$;

revoke all on function private.booking_refusal from public;

-- How a tenant takes bookings: its row, or the defaults.
create or replace function private.booking_settings(tenant uuid) returns public.booking_settings
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce((select s from public.booking_settings s where s.tenant_id = tenant),
    row(tenant, 'en', 15, 60, 60, null, now())::public.booking_settings)
$$;

revoke all on function private.booking_settings from public;

-- Whose booking it is: the contact that is named, or the one with the caller's number, or a new
-- one. Null where neither a number nor a name is known.
create or replace function private.customer_of_call(tenant uuid, customer jsonb) returns uuid
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  number constant text := customer ->> 'phone';
  called constant text := private.clean_line(coalesce(customer ->> 'name', ''));
  contact uuid := (customer ->> 'contact_id')::uuid;
begin
  if contact is not null then
    return (select coalesce((select c.id from public.contacts c
      where c.tenant_id = tenant and c.id = contact), private.merged_into(tenant, contact)));
  end if;
  if number is not null then
    -- Two calls at once from one number make one contact.
    perform pg_advisory_xact_lock(hashtextextended('caller:' || tenant || number, 0));
    contact := private.contact_for(tenant, number);
  end if;
  if contact is not null or (number is null and called = '') then return contact; end if;
  insert into public.contacts (tenant_id, name)
    values (tenant, coalesce(nullif(left(called, 120), ''), number)) returning id into contact;
  if number is not null then
    insert into public.contact_phones (tenant_id, contact_id, phone, label)
      values (tenant, contact, number, 'mobile');
  end if;
  return contact;
end
$$;

revoke all on function private.customer_of_call from public;

create or replace function private.facts_as_member(since timestamptz, until timestamptz)
  returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.booking_facts(private.tenant_id(), since, least(until, since + interval '40 days'))
$$;

revoke all on function private.facts_as_member from public;
grant execute on function private.facts_as_member to authenticated;

-- When the clock of a zone first shows a time, or jumps past it: as openingAt of
-- lib/routing/hours.ts has it.
create or replace function private.first_shown(clock timestamp, zone text) returns timestamptz
language plpgsql immutable strict set search_path = pg_catalog, pg_temp as $$
declare
  moment constant timestamptz := clock at time zone zone;
begin
  if (moment - interval '3 hours') at time zone zone = clock - interval '3 hours'
    and moment at time zone zone = clock then return moment; end if;
  return (select min(moment - n * interval '1 minute') from generate_series(-180, 180) n
    where (moment - n * interval '1 minute') at time zone zone >= clock);
end
$$;

revoke all on function private.first_shown from public;

-- Whether a customer gets the text about a booking on their number, as machine.begin_automatic will
-- decide. `place` is where the number is, by lib/core/destination.
create or replace function private.gets_text(b public.bookings, number text, place jsonb,
  at timestamptz) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  settings public.tenants;
  line constant uuid := coalesce(
    (select n.id from public.calls k
      join public.phone_numbers n on n.tenant_id = k.tenant_id and n.id = k.phone_number_id
        and n.removed_at is null
      where k.tenant_id = b.tenant_id and k.id = b.call_id),
    private.choose_text_number(b.tenant_id, b.booked_by, b.contact_id, number, null));
begin
  select * into settings from public.tenants where id = b.tenant_id;
  return b.notifies and number is not null and line is not null
    and not private.is_own_number(b.tenant_id, number)
    and private.place_refusal(settings, number, place) is null
    and private.text_refusal(b.tenant_id, line, number, at) is null
    and private.message_limit_refusal(settings, null, null, at) is null;
end
$$;

revoke all on function private.gets_text from public;

-- What a caller may book: { service_id, staff_id, starts_at } of an offer that was made in this
-- call and after which they have spoken; else { refused }.
create or replace function private.heard_offer(tenant uuid, call uuid, slot text, turns integer)
  returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce((select case when o.after_turn < turns then jsonb_build_object('service_id',
      o.service_id, 'staff_id', o.staff_id, 'starts_at', o.starts_at)
      else jsonb_build_object('refused', 'not_heard') end
    from private.slot_offers o
    where o.tenant_id = tenant and o.call_id = call and o.token = slot
      and o.booking_id is null),
    jsonb_build_object('refused', 'not_offered'))
$$;

revoke all on function private.heard_offer from public;

-- Whether a booking is a caller's: of their contact, or made in this call.
create or replace function private.is_callers(tenant uuid, booking uuid, contact uuid, call uuid)
  returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.bookings b where b.tenant_id = tenant and b.id = booking
    and (b.contact_id = contact or b.call_id = call))
$$;

revoke all on function private.is_callers from public;

-- Tables whose rows are the kept contact's after a merge, by nothing but contact_id: a registry. A
-- table with rules of its own has its functions. tests/database/merges/tables.test.ts compares this
-- with the tables that refer to contacts.
create or replace function private.merged_tables() returns text[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select array['calls', 'notes', 'tasks', 'logged_calls', 'messages', 'bookings'] $$;

revoke all on function private.merged_tables from public;

create or replace function private.move_as_member(request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
begin
  if tenant is null then return null; end if;
  return private.move_booking(tenant, auth.uid(), request || jsonb_build_object('now', now()));
end
$$;

revoke all on function private.move_as_member from public;
grant execute on function private.move_as_member to authenticated;

-- Gives a booking another time, service or member of the staff, by one statement that
-- bookings_never_twice judges. `sequence` is that of the booking which was seen: whoever moves one
-- that somebody else has just moved is told so. As it is already, it stays untouched;
-- of the same service it keeps the price that was agreed.
create or replace function private.move_booking(tenant uuid, person uuid, request jsonb)
  returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (request ->> 'now')::timestamptz;
  beginning constant timestamptz := (request ->> 'starts_at')::timestamptz;
  service public.services;
  helper public.staff;
  b public.bookings;
  verdict jsonb;
begin
  select * into b from public.bookings o
    where o.tenant_id = tenant and o.id = (request ->> 'booking_id')::uuid for update;
  if b.id is null then return jsonb_build_object('refused', 'booking_not_found'); end if;
  select * into service from public.services s where s.tenant_id = tenant
    and s.id = coalesce((request ->> 'service_id')::uuid, b.service_id)
    and (s.archived_at is null or s.id = b.service_id);
  if service.id is null then return jsonb_build_object('refused', 'service_not_found'); end if;
  select * into helper from public.staff s where s.tenant_id = tenant
    and s.id = coalesce((request ->> 'staff_id')::uuid, b.staff_id) and s.archived_at is null;
  if helper.id is null then return jsonb_build_object('refused', 'staff_not_found'); end if;
  if b.status = 'confirmed' and (b.starts_at, b.staff_id, b.service_id)
    = (beginning, helper.id, service.id) then return private.booking_answer(b); end if;
  if (request ->> 'sequence')::integer <> b.sequence then
    return jsonb_build_object('refused', 'changed_meanwhile');
  end if;
  if b.status <> 'confirmed' then return jsonb_build_object('refused', 'over'); end if;
  verdict := private.booking_refusal(service, helper, beginning,
    coalesce((request ->> 'anytime')::boolean, false), at);
  if verdict is not null then return verdict; end if;
  update public.bookings o set service_id = service.id, staff_id = helper.id,
      starts_at = beginning, ends_at = beginning + service.duration_minutes * interval '1 minute',
      during = private.time_taken(service, beginning), changed_by = person, updated_at = at,
      price_minor = case when service.id = o.service_id then o.price_minor
        else service.price_minor end,
      currency = case when service.id = o.service_id then o.currency else service.currency end,
      sequence = o.sequence + 1, version = o.version + 1
    where o.tenant_id = tenant and o.id = b.id returning * into b;
  perform private.tell_customer(b, at);
  return private.booking_answer(b);
exception when exclusion_violation then
  return jsonb_build_object('refused', 'taken');
end
$$;

revoke all on function private.move_booking from public;

-- When bookings are taken for one of the staff on these days (both included): by their own hours,
-- else the company's, without the days that it or they are closed.
create or replace function private.open_hours(tenant uuid, member_of_staff uuid, first_day date,
  last_day date) returns tstzmultirange
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  days constant text[] := array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  zone constant text := (select time_zone from public.tenants where id = tenant);
  hours constant jsonb := (select h.week from public.opening_hours h where h.tenant_id = tenant
    and (h.staff_id = member_of_staff or h.staff_id is null)
    order by h.staff_id is null limit 1);
  opened tstzmultirange;
  closed tstzmultirange;
begin
  select range_agg(tstzrange(s.since, s.until)) into opened from (
    select private.first_shown(d.day + (span ->> 'from')::interval, zone) as since,
      private.first_shown(d.day + (span ->> 'until')::interval
        + case when span ->> 'until' > span ->> 'from' then interval '0' else interval '1 day' end,
        zone) as until
    from (select first_day + n as day from generate_series(-1, last_day - first_day) n) d,
      jsonb_array_elements(hours -> days[extract(isodow from d.day)::integer]) span) s
    where s.since < s.until;
  select range_agg(tstzrange(private.first_shown(c.first_day, zone),
      private.first_shown(c.last_day + 1, zone))) into closed
    from public.closures c where c.tenant_id = tenant
      and c.last_day >= open_hours.first_day - 1 and c.first_day <= open_hours.last_day + 1
      and (c.staff_id is null or c.staff_id = member_of_staff);
  return coalesce(opened, '{}') - coalesce(closed, '{}');
end
$$;

revoke all on function private.open_hours from public;

-- Cancels a booking, says what became of it, or takes that back; what it is already it stays. Only
-- what has begun can be done or a no-show, and only what nobody else has taken can be taken back.
-- `seen` is the sequence of the booking which was seen: one that somebody has just moved stays.
create or replace function private.set_booking_status(tenant uuid, person uuid, booking uuid,
  became text, seen integer, at timestamptz) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  b public.bookings;
  was text;
begin
  select * into b from public.bookings o where o.tenant_id = tenant and o.id = booking for update;
  if b.id is null then return jsonb_build_object('refused', 'booking_not_found'); end if;
  if b.status = became then return private.booking_answer(b); end if;
  if seen <> b.sequence then return jsonb_build_object('refused', 'changed_meanwhile'); end if;
  if b.status <> 'confirmed' and became <> 'confirmed' then
    return jsonb_build_object('refused', 'over');
  end if;
  was := b.status;
  if became in ('done', 'no_show') and b.starts_at > at then
    return jsonb_build_object('refused', 'not_begun');
  end if;
  update public.bookings o set status = became, changed_by = person, updated_at = at,
      sequence = o.sequence + case when 'cancelled' in (o.status, became) then 1 else 0 end,
      version = o.version + 1
    where o.tenant_id = tenant and o.id = booking returning * into b;
  if 'cancelled' in (was, became) then perform private.tell_customer(b, at); end if;
  return private.booking_answer(b);
exception when exclusion_violation then
  return jsonb_build_object('refused', 'taken');
end
$$;

revoke all on function private.set_booking_status from public;

create or replace function private.set_status_as_member(booking uuid, became text, seen integer)
  returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
begin
  if tenant is null or seen is null
    or became not in ('confirmed', 'done', 'no_show', 'cancelled') then
    return null;
  end if;
  return private.set_booking_status(tenant, auth.uid(), booking, became, seen, now());
end
$$;

revoke all on function private.set_status_as_member from public;
grant execute on function private.set_status_as_member to authenticated;

-- The customer is told what became of a booking, by text and mail, once its change is committed;
-- and is reminded before it begins.
create or replace function private.tell_customer(b public.bookings, at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  about constant jsonb := jsonb_build_object('tenant_id', b.tenant_id, 'id', b.id,
    'sequence', b.sequence);
  key constant text := b.id || ':' || b.sequence;
  hours constant integer := (private.booking_settings(b.tenant_id)).reminder_hours;
begin
  if not b.notifies or b.contact_id is null or b.ends_at <= at then return; end if;
  perform private.add_job('bookings.text', about, key);
  perform private.add_job('bookings.mail', about, key);
  if b.status = 'confirmed' and b.starts_at - hours * interval '1 hour' > at then
    perform private.add_job('bookings.remind', about, key,
      b.starts_at - hours * interval '1 hour');
  end if;
end
$$;

revoke all on function private.tell_customer from public;

-- The time of the staff that a service takes, with its buffers.
create or replace function private.time_taken(service public.services, starts_at timestamptz)
  returns tstzrange
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select tstzrange(starts_at - service.buffer_before_minutes * interval '1 minute', starts_at
    + (service.duration_minutes + service.buffer_after_minutes) * interval '1 minute')
$$;

revoke all on function private.time_taken from public;

create or replace function public.book(request jsonb) returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.book_as_member(request)
$$;

comment on function public.book is
  'Books {booking_id, service_id, staff_id, starts_at, customer: {contact_id} or {name, phone}, '
  'note, notifies, anytime}: {booking_id, …}, or {refused} and why. The same id again gives the '
  'same booking.';

revoke all on function public.book from public, anon, service_role;
grant execute on function public.book to authenticated;

create or replace function public.booking_facts(since timestamptz, until timestamptz)
  returns jsonb
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select private.facts_as_member(since, until)
$$;

comment on function public.booking_facts is
  'What can be booked, when, and what is taken between two moments, at most 40 days apart.';

revoke all on function public.booking_facts from public, anon, service_role;
grant execute on function public.booking_facts to authenticated;

-- The newest entries of a company's people: each person's newest of each kind by its index, then
-- the newest of all. Notes on a call stand with their call, unless only notes are asked for.
create or replace function public.company_timeline(of_company uuid, page_size integer,
  only_kind text default null, before_at timestamptz default 'infinity',
  before_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff')
returns table (kind text, id uuid, created_at timestamptz, contact_id uuid)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  with people as (
    select c.id as person, c.tenant_id as tenant from public.contacts c
    where c.tenant_id = (select private.tenant_id()) and c.company_id = of_company
    order by c.sort_name, c.id limit 500
  )
  select e.kind, e.id, e.created_at, e.person
  from (
    select 'calls' as kind, x.id, x.created_at, p.person from people p cross join lateral (
      select c.id, c.created_at from public.calls c
      where c.tenant_id = p.tenant and c.contact_id = p.person
        and (c.created_at, c.id) < (before_at, before_id)
      order by c.created_at desc, c.id desc limit page_size) x
    where coalesce(only_kind, 'calls') = 'calls'
    union all
    select 'logged_calls', x.id, x.happened_at, p.person from people p cross join lateral (
      select l.id, l.happened_at from public.logged_calls l
      where l.tenant_id = p.tenant and l.contact_id = p.person
        and (l.happened_at, l.id) < (before_at, before_id)
      order by l.happened_at desc, l.id desc limit page_size) x
    where coalesce(only_kind, 'calls') = 'calls'
    union all
    select 'messages', x.id, x.created_at, p.person from people p cross join lateral (
      select m.id, m.created_at from public.messages m
      where m.tenant_id = p.tenant and m.contact_id = p.person
        and (m.created_at, m.id) < (before_at, before_id)
      order by m.created_at desc, m.id desc limit page_size) x
    where coalesce(only_kind, 'messages') = 'messages'
    union all
    select 'notes', x.id, x.created_at, p.person from people p cross join lateral (
      select n.id, n.created_at from public.notes n
      where n.tenant_id = p.tenant and n.contact_id = p.person
        and (only_kind = 'notes' or n.call_id is null)
        and (n.created_at, n.id) < (before_at, before_id)
      order by n.created_at desc, n.id desc limit page_size) x
    where coalesce(only_kind, 'notes') = 'notes'
    union all
    select 'tasks', x.id, x.created_at, p.person from people p cross join lateral (
      select t.id, t.created_at from public.tasks t
      where t.tenant_id = p.tenant and t.contact_id = p.person
        and (t.created_at, t.id) < (before_at, before_id)
      order by t.created_at desc, t.id desc limit page_size) x
    where coalesce(only_kind, 'tasks') = 'tasks'
    union all
    select 'bookings', x.id, x.created_at, p.person from people p cross join lateral (
      select b.id, b.created_at from public.bookings b
      where b.tenant_id = p.tenant and b.contact_id = p.person
        and (b.created_at, b.id) < (before_at, before_id)
      order by b.created_at desc, b.id desc limit page_size) x
    where coalesce(only_kind, 'bookings') = 'bookings'
    union all
    select 'changes', x.id, x.created_at, p.person from people p cross join lateral (
      select h.id, h.created_at from public.contact_changes h
      where h.tenant_id = p.tenant and h.contact_id = p.person
        and (h.created_at, h.id) < (before_at, before_id)
      order by h.created_at desc, h.id desc limit page_size) x
    where coalesce(only_kind, 'changes') = 'changes'
  ) e
  order by e.created_at desc, e.id desc limit page_size
$$;

comment on function public.company_timeline is
  'What happened with the first 500 people of a company, newest first, before a moment and id: '
  'calls, logged calls, messages, notes, tasks and changes, or what a filter shows.';

revoke all on function public.company_timeline from public, anon, service_role;
grant execute on function public.company_timeline to authenticated;

create or replace function public.move_booking(request jsonb) returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.move_as_member(request)
$$;

comment on function public.move_booking is
  'Moves {booking_id, sequence, starts_at, service_id, staff_id, anytime}: {booking_id, …}, or '
  '{refused} and why.';

revoke all on function public.move_booking from public, anon, service_role;
grant execute on function public.move_booking to authenticated;

create or replace function public.set_booking_status(booking uuid, became text, seen integer)
  returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.set_status_as_member(booking, became, seen)
$$;

comment on function public.set_booking_status is
  'Says that a booking is done, a no-show, cancelled, or confirmed again, if its sequence still is '
  'the seen one: {booking_id, …}, or {refused} and why.';

revoke all on function public.set_booking_status from public, anon, service_role;
grant execute on function public.set_booking_status to authenticated;

alter table public.messages add constraint messages_automatic_check CHECK ((automatic = ANY (ARRAY['away'::text, 'first_contact'::text, 'missed_call'::text, 'keyword'::text, 'booking'::text, 'booking_reminder'::text])));

comment on column public.messages.automatic is 'Which automatic message it is; null: a person''s.';

comment on extension btree_gist is 'support for indexing common datatypes in GiST';

comment on function public.book(pg_catalog.jsonb) is 'Books {booking_id, service_id, staff_id, starts_at, customer: {contact_id} or {name, phone}, note, notifies, anytime}: {booking_id, …}, or {refused} and why. The same id again gives the same booking.';

comment on function public.move_booking(pg_catalog.jsonb) is 'Moves {booking_id, sequence, starts_at, service_id, staff_id, anytime}: {booking_id, …}, or {refused} and why.';

comment on function public.set_booking_status(pg_catalog.uuid,pg_catalog.text,pg_catalog.int4) is 'Says that a booking is done, a no-show, cancelled, or confirmed again, if its sequence still is the seen one: {booking_id, …}, or {refused} and why.';

reset check_function_bodies;

-- Whether people have done something with a contact that would be lost with it.
-- tests/database/imports/undo.test.ts compares this with the tables that refer to contacts.
create or replace function private.used_since(tenant uuid, contact uuid, moment timestamptz)
returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.calls
      where tenant_id = tenant and contact_id = contact and created_at > moment)
    or exists (select from public.notes where tenant_id = tenant and contact_id = contact)
    or exists (select from public.tasks where tenant_id = tenant and contact_id = contact)
    or exists (select from public.message_threads
      where tenant_id = tenant and contact_id = contact)
    or exists (select from public.messages where tenant_id = tenant and contact_id = contact)
    or exists (select from public.bookings where tenant_id = tenant and contact_id = contact)
    or exists (select from public.logged_calls where tenant_id = tenant and contact_id = contact)
    or exists (select from public.call_list_entries
      where tenant_id = tenant and contact_id = contact)
    or exists (select from public.contact_merges
      where tenant_id = tenant and keep_id = contact and undone_at is null)
$$;

revoke all on function private.used_since from public;
