create table public.messages (
  id uuid not null,
  tenant_id uuid not null,
  thread_id uuid not null,
  first_thread_id uuid not null,
  contact_id uuid,
  phone_number_id uuid not null,
  customer_number text not null check (char_length(customer_number) between 1 and 60),
  direction text not null check (direction in ('inbound', 'outbound')),
  user_id uuid,
  automatic text check (automatic in ('away', 'first_contact', 'missed_call', 'keyword', 'any',
    'booking', 'booking_reminder')),
  body text not null check (char_length(body) <= 5000),
  media_count integer not null default 0 check (media_count between 0 and 10),
  status public.message_status not null,
  message_sid text check (message_sid ~ '^(SM|MM)[0-9a-f]{32}$'),
  segments integer check (segments between 0 and 100),
  price numeric check (price >= 0),
  price_unit text,
  error_code integer,
  error_message text,
  opt_out text check (opt_out in ('stop', 'start', 'help')),
  send_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  checks integer not null default 0,
  next_check_at timestamptz,
  created_at timestamptz not null,
  version bigint not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, message_sid),
  constraint messages_scheduled check (status <> 'scheduled' or send_at is not null),
  foreign key (tenant_id, thread_id) references public.message_threads (tenant_id, id)
    on delete cascade,
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete set null
    (contact_id)
);
comment on table public.messages is
  'Text messages, in and out. The row of one that is sent is written before Twilio is asked. '
  'Evidence: machine functions alone write it.';
comment on column public.messages.first_thread_id is
  'The thread in which it was written: where it goes back to when a merge of contacts is undone.';
comment on column public.messages.phone_number_id is
  'The thread''s, which has the foreign key. Numbers are never deleted.';
comment on column public.messages.customer_number is 'As the thread''s, of this message.';
comment on column public.messages.user_id is
  'Who wrote it; null for what came in and for automatic replies. No foreign key, as in threads.';
comment on column public.messages.automatic is 'Which automatic message it is; null: a person''s.';
comment on column public.messages.status is 'The highest that any event said.';
comment on column public.messages.price is 'In price_unit, positive; null until Twilio says.';
comment on column public.messages.error_code is
  'Twilio''s, of a message that failed: https://www.twilio.com/docs/api/errors';
comment on column public.messages.opt_out is 'What it asked for, by its word or Twilio''s.';
comment on column public.messages.send_at is 'When a scheduled one is sent.';
comment on column public.messages.next_check_at is
  'When Twilio is asked about it, because its status or price has not come; null: never again.';

create index messages_of_thread on public.messages
  (tenant_id, thread_id, created_at desc, id desc);
create index messages_of_contact on public.messages
  (tenant_id, contact_id, created_at desc, id desc) where contact_id is not null;
create index messages_by_word on public.messages
  using gin (private.message_words(tenant_id, created_at, body)) with (fastupdate = off);
create index messages_of_number on public.messages
  (tenant_id, phone_number_id, created_at desc);
create index messages_sent on public.messages (tenant_id, created_at desc, id desc)
  where direction = 'outbound';
create index messages_sent_by on public.messages (tenant_id, user_id, created_at desc, id desc)
  where direction = 'outbound';
create index messages_to_check on public.messages (next_check_at) where next_check_at is not null;
create index messages_scheduled on public.messages (send_at) where status = 'scheduled';

alter table public.messages enable row level security;
revoke all on public.messages from anon, authenticated, service_role;
grant select on public.messages to authenticated;

create policy "members read their tenant's messages" on public.messages
  for select to authenticated using (tenant_id = (select private.tenant_id()));

create trigger broadcast after update or delete on public.messages
  for each row execute function
    private.broadcast_change('messages', 'thread_id', 'contact_id');
-- A new message is broadcast as a change of its thread, unless it is to be sent later.
create trigger broadcast_scheduled after insert on public.messages
  for each row when (new.status = 'scheduled') execute function
    private.broadcast_change('messages', 'thread_id', 'contact_id');
-- When everything else of the transaction is written.
create constraint trigger notify_new after insert on public.messages
  deferrable initially deferred
  for each row when (new.direction = 'inbound' and new.opt_out is null)
  execute function private.notify_message();
