create table private.early_room_events (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  room text not null,
  dedupe_key text not null,
  report jsonb not null,
  received_at timestamptz not null default now(),
  primary key (tenant_id, room, dedupe_key)
);
comment on table private.early_room_events is
  'What LiveKit said of a tenant''s room before it said whose call is in there: taken once that is '
  'known (machine.take_room_event), or forgotten after an hour (machine.forget_room_events).';

create index early_room_events_by_age on private.early_room_events (received_at);

alter table private.early_room_events enable row level security;
revoke all on private.early_room_events from anon, authenticated, service_role;
