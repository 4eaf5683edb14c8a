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
