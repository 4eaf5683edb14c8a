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
