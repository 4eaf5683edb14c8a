set check_function_bodies = off;

alter table public.tenants
  add column user_messages_per_hour integer not null default 100,
  add column user_messages_per_day integer not null default 500,
  add column tenant_messages_per_hour integer not null default 1000,
  add column tenant_messages_per_day integer not null default 5000,
  add column quiet_from time default '21:00',
  add column quiet_until time default '08:00';

-- In the order in which they supersede each other: whatever arrives last, the highest stays.
-- Twilio's words, besides scheduled (ours waits), asking (Twilio is being asked) and unknown (its
-- answer was lost).
create type public.message_status as enum ('scheduled', 'asking', 'unknown', 'accepted', 'queued',
  'sending', 'sent', 'canceled', 'failed', 'undelivered', 'delivered', 'read', 'receiving',
  'received');

-- The Idempotency-Key of a request to send a message. Only machine functions reach it.
create table private.message_keys (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null,
  key text not null check (char_length(key) between 1 and 200),
  fingerprint text not null,
  message_id uuid not null,
  created_at timestamptz not null,
  primary key (tenant_id, user_id, key)
);
comment on table private.message_keys is
  'Kept for two days: the same key of the same person is the same message.';
comment on column private.message_keys.fingerprint is
  'A hash of the request''s body: a key belongs to one request.';

alter table private.message_keys enable row level security;
revoke all on private.message_keys from public;

create table public.message_events (
  id bigint generated always as identity primary key,
  tenant_id uuid not null,
  message_id uuid,
  message_sid text,
  event_type text not null,
  event_data jsonb not null,
  query text,
  dedupe_key text not null,
  occurred_at timestamptz not null,
  created_at timestamptz not null default now(),
  problem text,
  unique (tenant_id, dedupe_key)
);
comment on table public.message_events is
  'Append-only ledger: every webhook about messages whole, and every answer of Twilio''s API.';
comment on column public.message_events.tenant_id is
  'No foreign key, nor for message_id, as in call_events.';
comment on column public.message_events.problem is
  'Why it could not be applied, or not even be read; null when it was.';

create index message_events_by_message on public.message_events
  (tenant_id, message_id, occurred_at, id);

alter table public.message_events enable row level security;
revoke all on public.message_events from anon, authenticated, service_role;
grant select on public.message_events to authenticated;

create policy "members read the events of their tenant's messages" on public.message_events
  for select to authenticated using (tenant_id = (select private.tenant_id()));

create table public.message_threads (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  phone_number_id uuid not null,
  customer_number text not null check (char_length(customer_number) between 1 and 60),
  contact_id uuid,
  owner_id uuid,
  closed_at timestamptz,
  last_message_at timestamptz not null,
  last_direction text not null check (last_direction in ('inbound', 'outbound')),
  last_text text not null check (char_length(last_text) <= 200),
  last_failed boolean not null default false,
  unread_count integer not null default 0 check (unread_count >= 0),
  created_at timestamptz not null,
  version bigint not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, phone_number_id) references public.phone_numbers (tenant_id, id),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete set null
    (contact_id)
);
comment on table public.message_threads is
  'What is written with somebody: one thread for a contact and a company''s number, and for two '
  'numbers where nobody knows whose the other is. Written by machine functions alone.';
comment on column public.message_threads.customer_number is
  'The other party''s number that was used last (E.164, a short code, or a name that sends): the '
  'next message goes there.';
comment on column public.message_threads.owner_id is
  'Whose thread it is; null: nobody''s yet. No foreign key, as the API takes a table that refers '
  'to contacts and to profiles for a way between the two.';
comment on column public.message_threads.last_text is 'The beginning of the last message.';
comment on column public.message_threads.unread_count is
  'Messages that came in since its owner, or anybody where it has none, has opened it.';

create unique index message_threads_of_contact on public.message_threads
  (tenant_id, contact_id, phone_number_id) where contact_id is not null;
create unique index message_threads_of_stranger on public.message_threads
  (tenant_id, phone_number_id, customer_number) where contact_id is null;
create index message_threads_by_pair on public.message_threads
  (tenant_id, phone_number_id, customer_number, last_message_at desc);
create index message_threads_by_customer on public.message_threads (tenant_id, customer_number);
create index message_threads_page on public.message_threads
  (tenant_id, last_message_at desc, id desc) where closed_at is null;
create index message_threads_closed on public.message_threads
  (tenant_id, last_message_at desc, id desc) where closed_at is not null;
create index message_threads_of_owner on public.message_threads
  (tenant_id, owner_id, last_message_at desc, id desc) where closed_at is null;
create index message_threads_unassigned on public.message_threads
  (tenant_id, last_message_at desc, id desc) where closed_at is null and owner_id is null;
create index message_threads_unread on public.message_threads
  (tenant_id, last_message_at desc, id desc) where unread_count > 0;

alter table public.message_threads enable row level security;
revoke all on public.message_threads from anon, authenticated, service_role;
grant select on public.message_threads to authenticated;

create policy "members read their tenant's threads" on public.message_threads
  for select to authenticated using (tenant_id = (select private.tenant_id()));

create trigger broadcast after insert or update or delete on public.message_threads
  for each row execute function
    private.broadcast_change('message_threads', 'contact_id', 'owner_id');

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
  automatic text check (automatic in ('away', 'first_contact', 'missed_call', 'keyword')),
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
  foreign key (tenant_id, phone_number_id) references public.phone_numbers (tenant_id, id),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete set null
    (contact_id)
);
comment on table public.messages is
  'Text messages, in and out. The row of one that is sent is written before Twilio is asked. '
  'Evidence: machine functions alone write it.';
comment on column public.messages.first_thread_id is
  'The thread in which it was written: where it goes back to when a merge of contacts is undone.';
comment on column public.messages.customer_number is 'As the thread''s, of this message.';
comment on column public.messages.user_id is
  'Who wrote it; null for what came in and for automatic replies. No foreign key, as in threads.';
comment on column public.messages.automatic is 'Which automatic reply it is; null: a person''s.';
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

create trigger broadcast after insert or update or delete on public.messages
  for each row execute function
    private.broadcast_change('messages', 'thread_id', 'contact_id');

create table public.message_media (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  message_id uuid,
  position smallint not null default 0 check (position between 0 and 9),
  content_type text not null check (char_length(content_type) between 1 and 100),
  name text not null default '' check (char_length(name) <= 80),
  bytes integer check (bytes between 0 and 10485760),
  state text not null check (state in ('waiting', 'stored', 'failed')),
  problem text,
  media_sid text check (media_sid ~ '^ME[0-9a-f]{32}$'),
  uploaded_by uuid,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, message_id) references public.messages (tenant_id, id) on delete cascade
);
comment on table public.message_media is
  'Pictures and files of messages. What came in waits until a job has fetched it from Twilio; the '
  'bytes are in the private bucket (lib/files/key.ts).';
comment on column public.message_media.message_id is
  'Null: uploaded, and not sent yet; removed after a day.';
comment on column public.message_media.problem is 'Why it could not be fetched, in words.';

create index message_media_of_message on public.message_media (tenant_id, message_id, position);
create index message_media_unsent on public.message_media (created_at) where message_id is null;

alter table public.message_media enable row level security;
revoke all on public.message_media from anon, authenticated, service_role;
grant select on public.message_media to authenticated;

create policy "members read their tenant's media" on public.message_media
  for select to authenticated using (tenant_id = (select private.tenant_id()));

create table public.message_rules (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  kind text not null check (kind in ('away', 'first_contact', 'missed_call', 'keyword')),
  phone_number_id uuid,
  keyword text check (char_length(keyword) between 1 and 40),
  action text not null default 'reply' check (action in ('reply', 'task')),
  body text not null check (char_length(body) between 1 and 1600),
  open_from time,
  open_until time,
  open_days smallint[] not null default '{1,2,3,4,5}'
    check (cardinality(open_days) <= 7 and open_days <@ '{1,2,3,4,5,6,7}'::smallint[]),
  enabled boolean not null default true,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint message_rules_keyword check ((kind = 'keyword') = (keyword is not null)),
  constraint message_rules_hours check ((kind = 'away') = (open_from is not null)
    and (open_from is null) = (open_until is null)),
  foreign key (tenant_id, phone_number_id) references public.phone_numbers (tenant_id, id)
);
comment on table public.message_rules is
  'What is answered automatically, or made a task: texts outside of hours, first texts and texts '
  'with a word; and calls that were missed, by text.';
comment on column public.message_rules.phone_number_id is 'The number it is for; null: all.';
comment on column public.message_rules.body is 'The reply, with variables; or the task''s title.';
comment on column public.message_rules.open_from is
  'Of away: from when to when somebody answers on open_days (1 is Monday), in the tenant''s zone.';

create index message_rules_page on public.message_rules (tenant_id, kind, created_at, id);

alter table public.message_rules enable row level security;
revoke all on public.message_rules from anon, authenticated, service_role;
grant select, delete on public.message_rules to authenticated;
grant insert (tenant_id, kind, phone_number_id, keyword, action, body, open_from, open_until,
  open_days) on public.message_rules to authenticated;
grant update (phone_number_id, keyword, action, body, open_from, open_until, open_days, enabled)
  on public.message_rules to authenticated;

create policy "members read their tenant's automatic replies" on public.message_rules
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add automatic replies" on public.message_rules
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change automatic replies" on public.message_rules
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));
create policy "admins delete automatic replies" on public.message_rules
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert or update or delete on public.message_rules
  for each row execute function private.audit_row('message_rule', '');
create trigger clean_text before insert or update of keyword, body on public.message_rules
  for each row execute function private.clean_text('keyword:name', 'body:speech');

create table public.opt_outs (
  tenant_id uuid not null,
  phone_number_id uuid not null,
  number text not null check (char_length(number) between 1 and 60),
  opted_out boolean not null,
  source text not null check (source in ('word', 'twilio', 'refused')),
  changed_at timestamptz not null,
  primary key (tenant_id, phone_number_id, number),
  foreign key (tenant_id, phone_number_id) references public.phone_numbers (tenant_id, id)
);
comment on table public.opt_outs is
  'Who wants no more messages from a company''s number (STOP), and who wants them again (START): '
  'what was asked for last.';
comment on column public.opt_outs.number is 'The other party''s, as in message_threads.';
comment on column public.opt_outs.source is
  'How it is known: the word that was sent, Twilio''s OptOutType, or Twilio''s refusal (21610).';

create index opt_outs_by_number on public.opt_outs (tenant_id, number) where opted_out;

alter table public.opt_outs enable row level security;
revoke all on public.opt_outs from anon, authenticated, service_role;
grant select on public.opt_outs to authenticated;

create policy "members read their tenant's opt-outs" on public.opt_outs
  for select to authenticated using (tenant_id = (select private.tenant_id()));

create table public.templates (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 60),
  body text not null check (char_length(body) between 1 and 1600),
  created_by uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
comment on table public.templates is
  'Texts to send again and again, with variables: "Hi {first_name|there}".';

create unique index templates_by_name on public.templates (tenant_id, lower(name));

alter table public.templates enable row level security;
revoke all on public.templates from anon, authenticated, service_role;
grant select, delete on public.templates to authenticated;
grant insert (tenant_id, name, body) on public.templates to authenticated;
grant update (name, body, updated_at) on public.templates to authenticated;

create policy "members read their tenant's templates" on public.templates
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "managers and admins add templates" on public.templates
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin'));
create policy "managers and admins change templates" on public.templates
  for update to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin'))
  with check (tenant_id = (select private.tenant_id()));
create policy "managers and admins delete templates" on public.templates
  for delete to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin'));

create trigger audit after insert or update or delete on public.templates
  for each row execute function private.audit_row('template', '');
create trigger clean_text before insert or update of name, body on public.templates
  for each row execute function private.clean_text('name:name', 'body:speech');

-- A file for a message that a person writes; its bytes are stored already.
create or replace function machine.add_media(tenant uuid, person uuid, file jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.message_media
      (id, tenant_id, content_type, name, bytes, state, uploaded_by, created_at)
    values ((file ->> 'id')::uuid, tenant, file ->> 'content_type', file ->> 'name',
      (file ->> 'bytes')::integer, 'stored', person, now());
  return true;
end
$$;

revoke all on function machine.add_media from public;
grant execute on function machine.add_media to ringbook_machine;

-- Makes a message that came in a task, once: for the owner of its thread or contact, else for the
-- admin who is with the company longest.
create or replace function machine.add_message_task(tenant uuid, message uuid, task uuid,
  title text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  whose uuid;
begin
  select coalesce(
      (select p.user_id from public.profiles p where p.tenant_id = tenant
        and p.user_id = t.owner_id and p.removed_at is null),
      private.owner_of_contact(tenant, m.contact_id),
      (select p.user_id from public.profiles p where p.tenant_id = tenant and p.role = 'admin'
        and p.removed_at is null order by p.created_at, p.user_id limit 1))
    into whose
    from public.messages m
      join public.message_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
    where m.tenant_id = tenant and m.id = message;
  if whose is null then return false; end if;
  insert into public.tasks (id, tenant_id, title, owner_id, created_by, contact_id, due_at)
    select task, tenant, left(add_message_task.title, 200), whose, whose, m.contact_id, at
    from public.messages m where m.tenant_id = tenant and m.id = message
    on conflict do nothing;
  return found;
end
$$;

revoke all on function machine.add_message_task from public;
grant execute on function machine.add_message_task to ringbook_machine;

-- Writes an automatic reply, once: its id is derived from what it answers. Null when it is there,
-- may not be sent, or one of its kind went to the customer within a day.
create or replace function machine.begin_automatic(tenant uuid, request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (request ->> 'now')::timestamptz;
  customer constant text := request ->> 'to';
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
    or private.message_limit_refusal(settings, null, at) is not null
    or exists (select from public.messages m where m.tenant_id = tenant
      and m.id = (request ->> 'message_id')::uuid)
    or request ->> 'automatic' <> 'keyword' and exists (
      select from public.message_threads h
        join public.messages m on m.tenant_id = h.tenant_id and m.thread_id = h.id
      where h.tenant_id = tenant and h.phone_number_id = line.id and h.customer_number = customer
        and m.automatic = request ->> 'automatic' and m.created_at > at - interval '1 day')
  then return null; end if;
  return private.message_to_send(private.write_message(tenant, null, line, null, request));
end
$$;

revoke all on function machine.begin_automatic from public;
grant execute on function machine.begin_automatic to ringbook_machine;

-- Writes the message that a person sends, or says why not: { refused: reason }. A key that was used
-- before gives that message again. The row is there before Twilio is asked.
create or replace function machine.begin_message(tenant uuid, sender uuid, request jsonb)
  returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := (request ->> 'now')::timestamptz;
  customer text := request ->> 'to';
  contact uuid := (request ->> 'contact_id')::uuid;
  settings public.tenants;
  account public.twilio_accounts;
  line public.phone_numbers;
  m public.messages;
  verdict jsonb;
begin
  if not exists (select from public.profiles
    where tenant_id = tenant and user_id = sender and removed_at is null)
  then return jsonb_build_object('refused', 'not_a_member'); end if;
  -- One at a time per tenant, for these few milliseconds: what is counted below is exact.
  perform pg_advisory_xact_lock(hashtextextended('messages:' || tenant, 0));
  verdict := private.message_of_key(tenant, sender, request -> 'key');
  if verdict is not null then return verdict; end if;
  if contact is not null and not exists (
    select from public.contacts where tenant_id = tenant and id = contact
  ) then
    contact := private.merged_into(tenant, contact);
    if contact is null then return jsonb_build_object('refused', 'contact_not_found'); end if;
  end if;
  select * into settings from public.tenants where id = tenant;
  select * into account from public.twilio_accounts
    where tenant_id = tenant and verified_at is not null;
  select * into line from public.phone_numbers where tenant_id = tenant and removed_at is null
    and id = private.choose_text_number(tenant, sender,
      coalesce(contact, private.contact_for(tenant, customer)), customer, request ->> 'from')
    for share;
  if account.tenant_id is null or line.id is null then
    return jsonb_build_object('refused', case
      when account.tenant_id is not null and request ->> 'from' is not null
        then 'number_not_yours' else 'twilio_not_configured' end);
  end if;
  verdict := private.message_refusal(settings, sender, line, request);
  if verdict is not null then
    perform private.audit(tenant, sender, 'message.refused', contact::text, jsonb_build_object(
      'reason', verdict ->> 'refused', 'ends_in', right(customer, 2)));
    return verdict;
  end if;
  m := private.write_message(tenant, sender, line, contact, request);
  if m.id is null then return jsonb_build_object('refused', 'media_not_found'); end if;
  perform private.keep_message_key(tenant, sender, request -> 'key', m.id, at);
  if m.status = 'scheduled' then
    return jsonb_build_object('message_id', m.id, 'thread_id', m.thread_id, 'scheduled', m.send_at);
  end if;
  return private.message_to_send(m);
end
$$;

revoke all on function machine.begin_message from public;
grant execute on function machine.begin_message to ringbook_machine;

-- Who scheduled a message, or a manager or admin, takes it back before it is sent. Its text; null
-- when it is too late, or not theirs.
create or replace function machine.cancel_message(tenant uuid, person uuid, message uuid,
  at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said text;
begin
  update public.messages m set status = 'canceled', version = m.version + 1
    where m.tenant_id = tenant and m.id = message and m.status = 'scheduled'
      and exists (select from public.profiles p where p.tenant_id = tenant
        and p.user_id = person and p.removed_at is null
        and (p.role <> 'rep' or p.user_id = m.user_id))
    returning m.body into said;
  if said is null then return null; end if;
  insert into public.message_events
      (tenant_id, message_id, event_type, event_data, dedupe_key, occurred_at)
    values (tenant, message, 'cancel', jsonb_build_object('user_id', person),
      'cancel:' || message, at);
  return said;
end
$$;

revoke all on function machine.cancel_message from public;
grant execute on function machine.cancel_message to ringbook_machine;

-- Messages of all tenants that Twilio is to be asked about now, each by one copy at a time.
create or replace function machine.claim_message_checks(at timestamptz, max_count integer)
  returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  claimed jsonb;
begin
  with due as (
    select m.tenant_id, m.id from public.messages m where m.next_check_at <= at
    order by m.next_check_at limit max_count for no key update skip locked
  ), taken as (
    update public.messages m set checks = m.checks + 1,
        next_check_at = at + interval '1 minute' * (m.checks + 1) * (m.checks + 1)
      from due where m.tenant_id = due.tenant_id and m.id = due.id returning m.*
  )
  select coalesce(jsonb_agg(private.message_to_send(t) || jsonb_build_object('checks', t.checks,
      'message_sid', t.message_sid, 'direction', t.direction, 'status', t.status,
      'created_at', t.created_at)), '[]')
    into claimed from taken t;
  return claimed;
end
$$;

revoke all on function machine.claim_message_checks from public;
grant execute on function machine.claim_message_checks to ringbook_machine;

-- A scheduled message whose time has come is to be sent: what Twilio is asked, with { refused }
-- when it may not be sent any more. Null when it was canceled, or sent already.
create or replace function machine.claim_scheduled_message(tenant uuid, message uuid,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t public.message_threads;
  m public.messages;
  settings public.tenants;
  verdict jsonb;
begin
  perform pg_advisory_xact_lock(hashtextextended('messages:' || tenant, 0));
  select * into settings from public.tenants where id = tenant;
  select h.* into t from public.message_threads h where h.tenant_id = tenant and h.id = (
    select s.thread_id from public.messages s where s.tenant_id = tenant and s.id = message)
    for no key update;
  select * into m from public.messages s where s.tenant_id = tenant and s.id = message
    and s.status = 'scheduled' for no key update;
  if m.id is null then return null; end if;
  verdict := coalesce(private.text_refusal(tenant, m.phone_number_id, m.customer_number, at),
    private.message_limit_refusal(settings, m.user_id, at));
  if exists (select from public.phone_numbers n where n.tenant_id = tenant
      and n.id = m.phone_number_id and n.removed_at is not null) then
    verdict := jsonb_build_object('refused', 'number_not_yours');
  end if;
  update public.messages s set status = 'asking', created_at = at, version = s.version + 1,
      next_check_at = at + interval '60 seconds'
    where s.tenant_id = tenant and s.id = message returning * into m;
  perform private.touch_thread(t, m);
  return private.message_to_send(m) || coalesce(verdict, '{}');
end
$$;

revoke all on function machine.claim_scheduled_message from public;
grant execute on function machine.claim_scheduled_message to ringbook_machine;

-- A signed webhook about messages that could not be parsed, unchanged.
create or replace function machine.keep_unreadable_message(tenant uuid, e jsonb) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.message_events (tenant_id, event_type, event_data, query, dedupe_key,
      occurred_at, problem)
    values (tenant, e ->> 'type', e -> 'data', e ->> 'query', e ->> 'dedupe_key',
      (e ->> 'occurred_at')::timestamptz, left(e ->> 'problem', 500))
    on conflict do nothing;
  select true
$$;

revoke all on function machine.keep_unreadable_message from public;
grant execute on function machine.keep_unreadable_message to ringbook_machine;

-- Files of a message that came in and are not stored yet, with what Twilio is asked as.
create or replace function machine.media_to_fetch(tenant uuid, message uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('account_sid', a.account_sid,
    'auth_token_ciphertext', a.auth_token_ciphertext, 'message_sid', m.message_sid,
    'media', coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'media_sid', f.media_sid,
        'content_type', f.content_type) order by f.position)
      from public.message_media f where f.tenant_id = tenant and f.message_id = m.id
        and f.state = 'waiting'), '[]'))
  from public.messages m join public.twilio_accounts a on a.tenant_id = m.tenant_id
  where m.tenant_id = tenant and m.id = message
$$;

revoke all on function machine.media_to_fetch from public;
grant execute on function machine.media_to_fetch to ringbook_machine;

-- What is known of a message, for whoever asked for it: null when it is not this tenant's.
create or replace function machine.message_answer(tenant uuid, message uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('message_id', id, 'thread_id', thread_id, 'message_sid', message_sid,
    'status', status, 'send_at', send_at, 'error_code', error_code, 'error_message', error_message)
  from public.messages where tenant_id = tenant and id = message
$$;

revoke all on function machine.message_answer from public;
grant execute on function machine.message_answer to ringbook_machine;

-- Records one event (lib/messages/event.ts has its shape) of the tenant named by the session or the
-- verified signature. Null, and nothing written, if message or number are not this tenant's. The
-- same events in any order and any number give the same rows.
create or replace function machine.record_message_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  message uuid := (e ->> 'message_id')::uuid;
  noted bigint;
  failure text;
begin
  if e ->> 'type' = 'incoming' then
    -- Locked, so that it is not removed under this message.
    perform from public.phone_numbers n where n.tenant_id = tenant
      and n.id = (e ->> 'phone_number_id')::uuid and n.removed_at is null for share;
  else
    -- Its thread first, as everything that writes both.
    perform from public.message_threads t where t.tenant_id = tenant and t.id = (
      select m.thread_id from public.messages m where m.tenant_id = tenant and m.id = message)
      for no key update;
  end if;
  if not found then return null; end if;
  insert into public.message_events (tenant_id, message_id, message_sid, event_type, event_data,
      query, dedupe_key, occurred_at)
    values (tenant, message, e ->> 'message_sid', e ->> 'type', e -> 'data', e ->> 'query',
      e ->> 'dedupe_key', (e ->> 'occurred_at')::timestamptz)
    on conflict do nothing returning id into noted;
  if noted is not null then
    begin
      if e ->> 'type' = 'incoming' then perform private.take_message(tenant, e);
      else failure := private.follow_message(tenant, message, e); end if;
    exception when others then
      -- What may succeed a moment later is no problem of the event: Twilio sends it again.
      if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
      failure := sqlerrm;
    end;
    if failure is not null then
      update public.message_events set problem = left(failure, 500) where id = noted;
    end if;
  end if;
  return coalesce((select jsonb_build_object('message_id', m.id, 'thread_id', m.thread_id,
      'status', m.status, 'is_new', noted is not null)
    from public.messages m where m.tenant_id = tenant and m.id = message),
    jsonb_build_object('message_id', message, 'is_new', false));
end
$$;

revoke all on function machine.record_message_event from public;
grant execute on function machine.record_message_event to ringbook_machine;

-- Of a message that came in; null when it is not this tenant's.
create or replace function machine.reply_facts(tenant uuid, message uuid, at timestamptz)
  returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.reply_facts(tenant, m.phone_number_id, m.customer_number, m.contact_id, at)
    || jsonb_build_object('body', m.body, 'is_first', not exists (
      select from public.messages o where o.tenant_id = tenant and o.thread_id = m.thread_id
        and o.id <> m.id and o.created_at <= m.created_at))
  from public.messages m
  where m.tenant_id = tenant and m.id = message and m.direction = 'inbound'
$$;

revoke all on function machine.reply_facts from public;
grant execute on function machine.reply_facts to ringbook_machine;

-- A file that came in is stored, or can't be had: { id, bytes, content_type } or { id, problem }.
create or replace function machine.settle_media(tenant uuid, file jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.message_media f set
      state = case when file ->> 'problem' is null then 'stored' else 'failed' end,
      problem = file ->> 'problem',
      bytes = (file ->> 'bytes')::integer,
      content_type = coalesce(file ->> 'content_type', f.content_type)
    where f.tenant_id = tenant and f.id = (file ->> 'id')::uuid and f.state = 'waiting';
  if found then
    update public.messages m set version = m.version + 1 where m.tenant_id = tenant
      and m.id = (select f.message_id from public.message_media f
        where f.tenant_id = tenant and f.id = (file ->> 'id')::uuid);
  end if;
  return true;
end
$$;

revoke all on function machine.settle_media from public;
grant execute on function machine.settle_media to ringbook_machine;

-- Which of these SIDs are a message's of the tenant already.
create or replace function machine.sids_in_use(tenant uuid, sids text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(message_sid), '[]') from public.messages
  where tenant_id = tenant and message_sid = any (string_to_array(sids, ','))
$$;

revoke all on function machine.sids_in_use from public;
grant execute on function machine.sids_in_use to ringbook_machine;

-- Of a call that was missed, while nobody has talked with the caller since.
create or replace function machine.text_back_facts(tenant uuid, call uuid, at timestamptz)
  returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.reply_facts(tenant, c.phone_number_id, c.customer_number, c.contact_id, at)
  from public.calls c
    join public.missed_callers m on m.tenant_id = c.tenant_id and m.caller = c.customer_number
  where c.tenant_id = tenant and c.id = call and c.phone_number_id is not null
    and m.closed_at is null
$$;

revoke all on function machine.text_back_facts from public;
grant execute on function machine.text_back_facts to ringbook_machine;

-- What a stranger wrote is the contact's that gets the number; threads are locked by id, as
-- wherever several are.
create or replace function private.adopt_threads() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t public.message_threads;
  own public.message_threads;
begin
  for t in select * from public.message_threads s where s.tenant_id = new.tenant_id
      and s.customer_number = new.phone and s.contact_id is null order by s.id for no key update
  loop
    select * into own from public.message_threads o where o.tenant_id = new.tenant_id
      and o.phone_number_id = t.phone_number_id and o.contact_id = new.contact_id
      for no key update;
    if own.id is null then perform private.give_thread(t, new.contact_id);
    else perform private.fold_thread(t, own); end if;
  end loop;
  return null;
end
$$;

revoke all on function private.adopt_threads from public;

-- Gives a thread to a person, or to nobody (null). False when either is not of the tenant.
create or replace function private.assign_thread(thread uuid, person uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
begin
  if person is not null and not exists (select from public.profiles p
      where p.tenant_id = tenant and p.user_id = person and p.removed_at is null) then
    return false;
  end if;
  update public.message_threads t set owner_id = person, version = t.version + 1
    where t.tenant_id = tenant and t.id = thread;
  return found;
end
$$;

revoke all on function private.assign_thread from public;
grant execute on function private.assign_thread to authenticated;

-- Uploaded files become a message's, in the order given. False when one is not the sender's, or was
-- sent already.
create or replace function private.attach_media(tenant uuid, sender uuid, message uuid, files jsonb)
  returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  attached integer;
begin
  if coalesce(jsonb_array_length(files), 0) = 0 then return true; end if;
  update public.message_media f set message_id = message, position = listed.place - 1
    from jsonb_array_elements_text(files) with ordinality as listed (id, place)
    where f.tenant_id = tenant and f.id = listed.id::uuid and f.message_id is null
      and f.uploaded_by = sender and f.state = 'stored';
  get diagnostics attached = row_count;
  return attached = jsonb_array_length(files);
end
$$;

revoke all on function private.attach_media from public;

-- The company's number that a person's message comes from: the one asked for (`wanted`, an id or
-- E.164), else the one that the other party was written with last, else as of a call. Null as
-- there.
create or replace function private.choose_text_number(
  tenant uuid, person uuid, contact uuid, customer text, wanted text
) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  chosen uuid;
begin
  if wanted is null then
    select t.phone_number_id into chosen from public.message_threads t
      join public.phone_numbers n on n.id = t.phone_number_id and n.removed_at is null
      where t.tenant_id = tenant and t.contact_id = contact
      order by t.last_message_at desc limit 1;
    if chosen is null then
      select t.phone_number_id into chosen from public.message_threads t
        join public.phone_numbers n on n.id = t.phone_number_id and n.removed_at is null
        where t.tenant_id = tenant and t.customer_number = customer
        order by t.last_message_at desc limit 1;
    end if;
  end if;
  return coalesce(chosen,
    private.choose_caller_number(tenant, person, contact, customer, wanted));
end
$$;

revoke all on function private.choose_text_number from public;

create or replace function private.close_thread(thread uuid, closed boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.message_threads t set version = t.version + 1,
      closed_at = case when closed then coalesce(t.closed_at, now()) end,
      unread_count = case when closed then 0 else t.unread_count end
    where t.tenant_id = private.tenant_id() and t.id = thread;
  return found;
end
$$;

revoke all on function private.close_thread from public;
grant execute on function private.close_thread to authenticated;

-- The thread of two numbers, locked, or a new one. What is written to a contact is in the contact's
-- thread with that number; a stranger's thread becomes theirs. Without a contact it is the thread
-- in which the number was written with last, while its contact has the number.
create or replace function private.find_thread(tenant uuid, line uuid, customer text, contact uuid,
  at timestamptz) returns public.message_threads
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  t public.message_threads;
begin
  if contact is null then
    select h.contact_id into contact from public.message_threads h
      where h.tenant_id = tenant and h.phone_number_id = line and h.customer_number = customer
        and exists (select from public.contact_phones p where p.tenant_id = tenant
          and p.contact_id = h.contact_id and p.phone = customer)
      order by h.last_message_at desc limit 1;
    contact := coalesce(contact, private.contact_for(tenant, customer));
  end if;
  loop
    select * into t from public.message_threads h where h.tenant_id = tenant
      and h.phone_number_id = line and h.contact_id = contact for no key update;
    if t.id is not null then return t; end if;
    select * into t from public.message_threads h where h.tenant_id = tenant
      and h.phone_number_id = line and h.customer_number = customer and h.contact_id is null
      for no key update;
    if t.id is not null then
      if contact is not null then
        perform private.give_thread(t, contact);
        t.contact_id := contact;
      end if;
      return t;
    end if;
    insert into public.message_threads (tenant_id, phone_number_id, customer_number, contact_id,
        owner_id, last_message_at, last_direction, last_text, created_at)
      values (tenant, line, customer, contact, private.owner_of_contact(tenant, contact), at,
        'inbound', '', at)
      on conflict do nothing returning * into t;
    if t.id is not null then return t; end if;
  end loop;
end
$$;

revoke all on function private.find_thread from public;

-- The messages of one thread go on in another: both are locked, and of one company's number.
create or replace function private.fold_thread(t public.message_threads,
  into_thread public.message_threads) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update public.messages set thread_id = into_thread.id, contact_id = into_thread.contact_id,
      version = version + 1
    where tenant_id = t.tenant_id and thread_id = t.id;
  update public.message_threads k set
      unread_count = k.unread_count + t.unread_count,
      owner_id = coalesce(k.owner_id, t.owner_id),
      closed_at = case when t.closed_at is null then null else k.closed_at end,
      version = k.version + 1
    where k.tenant_id = t.tenant_id and k.id = into_thread.id;
  update public.message_threads k set customer_number = t.customer_number,
      last_message_at = t.last_message_at, last_direction = t.last_direction,
      last_text = t.last_text, last_failed = t.last_failed
    where k.tenant_id = t.tenant_id and k.id = into_thread.id
      and k.last_message_at < t.last_message_at;
  delete from public.message_threads where tenant_id = t.tenant_id and id = t.id;
end
$$;

revoke all on function private.fold_thread from public;

-- An event of a message that was sent: its status only ever moves forward, and each event adds what
-- it alone says. Gives why it could not be applied, or null.
create or replace function private.follow_message(tenant uuid, message uuid, e jsonb) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (e ->> 'occurred_at')::timestamptz;
  said constant public.message_status := e ->> 'status';
  code constant integer := (e ->> 'error_code')::integer;
  m public.messages;
  n public.messages;
begin
  select * into m from public.messages where tenant_id = tenant and id = message
    for no key update;
  n := m;
  if m.message_sid <> e ->> 'message_sid' then return 'the message has another SID'; end if;
  if m.message_sid is null and exists (select from public.messages o
      where o.tenant_id = tenant and o.message_sid = e ->> 'message_sid') then
    return 'the SID is another message''s';
  end if;
  n.message_sid := coalesce(m.message_sid, e ->> 'message_sid');
  n.price := coalesce(m.price, abs((e ->> 'price')::numeric));
  n.price_unit := coalesce(m.price_unit, e ->> 'price_unit');
  n.segments := coalesce((e ->> 'segments')::integer, m.segments);
  if m.direction = 'outbound' and m.status not in ('scheduled', 'canceled') then
    if said > m.status then
      n.status := said;
      n.error_code := code;
      n.error_message := e ->> 'error_message';
    elsif said = m.status then
      n.error_code := greatest(m.error_code, code);
      n.error_message := greatest(m.error_message, e ->> 'error_message');
    end if;
    if said in ('sent', 'undelivered', 'delivered', 'read') then
      n.sent_at := least(m.sent_at, at);
    end if;
    if said in ('delivered', 'read') then n.delivered_at := least(m.delivered_at, at); end if;
  end if;
  if code = 21610 then
    perform private.keep_opt_out(tenant, m.phone_number_id, m.customer_number, true, 'refused', at);
  end if;
  n.next_check_at := private.next_message_check(n, at);
  if n is distinct from m then perform private.put_message(m, n); end if;
  return null;
end
$$;

revoke all on function private.follow_message from public;

-- A thread and its messages become a contact's, which has no thread with that number.
create or replace function private.give_thread(t public.message_threads, contact uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update public.message_threads set contact_id = contact, version = version + 1,
      owner_id = coalesce(owner_id, private.owner_of_contact(t.tenant_id, contact))
    where tenant_id = t.tenant_id and id = t.id;
  update public.messages set contact_id = contact, version = version + 1
    where tenant_id = t.tenant_id and thread_id = t.id and contact_id is distinct from contact;
end
$$;

revoke all on function private.give_thread from public;

create or replace function private.keep_message_key(tenant uuid, sender uuid, used jsonb,
  message uuid, at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if used ->> 'value' is null then return; end if;
  delete from private.message_keys where tenant_id = tenant and user_id = sender
    and created_at < at - interval '2 days';
  insert into private.message_keys (tenant_id, user_id, key, fingerprint, message_id, created_at)
    values (tenant, sender, used ->> 'value', used ->> 'fingerprint', message, at);
end
$$;

revoke all on function private.keep_message_key from public;

-- What was asked for last counts, whichever event is recorded last.
create or replace function private.keep_opt_out(tenant uuid, line uuid, customer text,
  is_out boolean, source text, at timestamptz) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into public.opt_outs as known
      (tenant_id, phone_number_id, number, opted_out, source, changed_at)
    values (tenant, line, customer, is_out, source, at)
    on conflict (tenant_id, phone_number_id, number) do update
      set opted_out = excluded.opted_out, source = excluded.source,
        changed_at = excluded.changed_at
      where known.changed_at < excluded.changed_at
$$;

revoke all on function private.keep_opt_out from public;

-- Hours and days of calls are the last 60 minutes and the last 24 hours; a day of spending begins
-- at midnight.
create or replace function private.limit_refusal(settings public.tenants, caller uuid,
  at timestamptz) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  counted record;
  oldest timestamptz;
  midnight timestamptz := private.day_began(settings.time_zone, at);
begin
  if (select count(*) from public.calls
      where tenant_id = settings.id and direction = 'outbound' and ended_at is null
        and status in ('queued', 'ringing', 'in-progress')) >= settings.calls_at_once then
    return jsonb_build_object('refused', 'too_many_calls', 'allowed', settings.calls_at_once,
      'retry_after', 30);
  end if;
  for counted in values
    ('user_limit_reached', 'hour', settings.user_calls_per_hour, interval '1 hour'),
    ('user_limit_reached', 'day', settings.user_calls_per_day, interval '1 day'),
    ('tenant_limit_reached', 'hour', settings.tenant_calls_per_hour, interval '1 hour'),
    ('tenant_limit_reached', 'day', settings.tenant_calls_per_day, interval '1 day')
  loop
    -- The oldest call that still counts against the limit: once it falls out, the next may be
    -- placed.
    if counted.column1 = 'user_limit_reached' then
      select created_at into oldest from public.calls
        where tenant_id = settings.id and user_id = caller and direction = 'outbound'
          and created_at > at - counted.column4
        order by created_at desc, id desc offset counted.column3 - 1 limit 1;
    else
      select created_at into oldest from public.calls
        where tenant_id = settings.id and direction = 'outbound'
          and created_at > at - counted.column4
        order by created_at desc, id desc offset counted.column3 - 1 limit 1;
    end if;
    if oldest is not null then
      return jsonb_build_object('refused', counted.column1, 'allowed', counted.column3, 'per',
        counted.column2,
        'retry_after', ceil(extract(epoch from oldest + counted.column4 - at)));
    end if;
  end loop;
  if private.spent(settings.id, midnight, at) + private.messages_spent(settings.id, midnight)
      >= settings.spend_per_day then
    return jsonb_build_object('refused', 'spend_limit_reached',
      'retry_after',
        ceil(extract(epoch
        from private.day_began(settings.time_zone, midnight + interval '30 hours') - at)));
  end if;
  return null;
end
$$;

revoke all on function private.limit_refusal from public;

-- Makes one of two contacts, whose rows are locked. Gives the merge's id.
create or replace function private.merge_pair(k public.contacts, g public.contacts, taken text[])
returns uuid
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  merge constant uuid := gen_random_uuid();
  tenant constant uuid := k.tenant_id;
  before jsonb := jsonb_build_object('keep', private.contact_image(tenant, k.id),
    'gone', private.contact_image(tenant, g.id),
    'listed', private.list_merged(tenant, k.id, g.id));
  pinned jsonb;
begin
  perform private.set_merging(true);
  -- A contact has one pinned note: that of the kept one.
  select jsonb_build_object('id', n.id, 'at', n.pinned_at) into pinned from public.notes n
    where n.tenant_id = tenant and n.contact_id = g.id and n.pinned_at is not null;
  update public.notes n set pinned_at = null
    where n.tenant_id = tenant and n.contact_id = g.id and n.pinned_at is not null
      and exists (select from public.notes o
        where o.tenant_id = tenant and o.contact_id = k.id and o.pinned_at is not null);
  before := before || jsonb_build_object('pinned', pinned,
    'entries', private.merge_entries(tenant, k.id, g.id),
    'threads', private.merge_threads(tenant, k.id, g.id),
    'changes', private.merge_changes(tenant, k.id, g.id),
    'moved', private.move_rows(tenant, g.id, k.id));
  perform private.merge_details(k, g, taken);
  delete from public.contacts where tenant_id = tenant and id = g.id;
  perform set_config('ringbook.adding', '', true);
  perform set_config('ringbook.quiet', '', true);
  perform private.write_merged(private.merged_contact(k, g, taken));
  perform private.set_merging(false);
  perform private.add_contact_change(tenant, k.id, jsonb_build_object('merged',
    jsonb_build_object('to', jsonb_build_object('id', merge, 'name', g.name))));
  before := before || jsonb_build_object('result', private.contact_image(tenant, k.id));
  insert into public.contact_merges
      (id, tenant_id, keep_id, gone_id, keep_name, gone_name, before, merged_by)
    values (merge, tenant, k.id, g.id, k.name, g.name, before, private.actor());
  return merge;
end
$$;

revoke all on function private.merge_pair from public;

-- Threads of a contact become those of another. Of two with one number of the company the kept
-- contact's goes on, with the messages of both.
create or replace function private.merge_threads(tenant uuid, keep uuid, gone uuid) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  t public.message_threads;
  own public.message_threads;
  moved jsonb := '[]';
  folded jsonb := '[]';
begin
  for t in select * from public.message_threads s where s.tenant_id = tenant
      and s.contact_id = gone order by s.id for no key update
  loop
    select * into own from public.message_threads o where o.tenant_id = tenant
      and o.phone_number_id = t.phone_number_id and o.contact_id = keep for no key update;
    if own.id is null then
      perform private.give_thread(t, keep);
      moved := moved || to_jsonb(t.id);
    else
      perform private.fold_thread(t, own);
      folded := folded || jsonb_build_object('thread', to_jsonb(t), 'into', own.id);
    end if;
  end loop;
  return jsonb_build_object('moved', moved, 'folded', folded);
end
$$;

revoke all on function private.merge_threads from public;

-- Tables whose rows are the kept contact's after a merge, by nothing but contact_id: a registry. A
-- table with rules of its own has its functions. tests/database/merges/tables.test.ts compares this
-- with the tables that refer to contacts.
create or replace function private.merged_tables() returns text[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select array['calls', 'notes', 'tasks', 'logged_calls', 'messages'] $$;

revoke all on function private.merged_tables from public;

-- As private.limit_refusal, of messages; calls and messages share the spending of a day.
create or replace function private.message_limit_refusal(settings public.tenants, sender uuid,
  at timestamptz) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  counted record;
  oldest timestamptz;
  midnight timestamptz := private.day_began(settings.time_zone, at);
begin
  for counted in values
    ('user_limit_reached', 'hour', settings.user_messages_per_hour, interval '1 hour'),
    ('user_limit_reached', 'day', settings.user_messages_per_day, interval '1 day'),
    ('tenant_limit_reached', 'hour', settings.tenant_messages_per_hour, interval '1 hour'),
    ('tenant_limit_reached', 'day', settings.tenant_messages_per_day, interval '1 day')
  loop
    if counted.column1 = 'user_limit_reached' then
      select created_at into oldest from public.messages
        where tenant_id = settings.id and user_id = sender and direction = 'outbound'
          and created_at > at - counted.column4
        order by created_at desc, id desc offset counted.column3 - 1 limit 1;
    else
      select created_at into oldest from public.messages
        where tenant_id = settings.id and direction = 'outbound'
          and created_at > at - counted.column4
        order by created_at desc, id desc offset counted.column3 - 1 limit 1;
    end if;
    if oldest is not null then
      return jsonb_build_object('refused', counted.column1, 'allowed', counted.column3,
        'per', counted.column2,
        'retry_after', ceil(extract(epoch from oldest + counted.column4 - at)));
    end if;
  end loop;
  if private.spent(settings.id, midnight, at) + private.messages_spent(settings.id, midnight)
      >= settings.spend_per_day then
    return jsonb_build_object('refused', 'spend_limit_reached', 'retry_after',
      ceil(extract(epoch
        from private.day_began(settings.time_zone, midnight + interval '30 hours') - at)));
  end if;
  return null;
end
$$;

revoke all on function private.message_limit_refusal from public;

-- The message that a key {value, fingerprint} has sent before; null when it is new, or there is
-- none.
create or replace function private.message_of_key(tenant uuid, sender uuid, used jsonb)
  returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when fingerprint = used ->> 'fingerprint'
      then jsonb_build_object('repeated', message_id)
      else jsonb_build_object('refused', 'idempotency_key_reused') end
  from private.message_keys
  where tenant_id = tenant and user_id = sender and key = used ->> 'value'
$$;

revoke all on function private.message_of_key from public;

-- Why a person may not send this message now: { refused } with what its sentence needs.
create or replace function private.message_refusal(settings public.tenants, sender uuid,
  line public.phone_numbers, request jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (request ->> 'now')::timestamptz;
  customer constant text := request ->> 'to';
  reason text := private.place_refusal(settings, customer, request -> 'to_place');
  verdict jsonb;
begin
  if private.is_own_number(settings.id, customer) then
    return jsonb_build_object('refused', 'own_number');
  end if;
  if reason is not null then return jsonb_build_object('refused', reason); end if;
  verdict := private.text_refusal(settings.id, line.id, customer, at);
  if verdict is not null then return verdict; end if;
  -- Whoever wrote within the last hour is answered at any hour.
  if request ->> 'quiet_until' is not null
    and not private.wrote_since(settings.id, line.id, customer, at - interval '1 hour') then
    return jsonb_build_object('refused', 'quiet_hours', 'until', request -> 'quiet_until');
  end if;
  return private.message_limit_refusal(settings, sender, at);
end
$$;

revoke all on function private.message_refusal from public;

-- What Twilio is asked for a message.
create or replace function private.message_to_send(m public.messages) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('message_id', m.id, 'thread_id', m.thread_id, 'tenant_id', m.tenant_id,
    'from_number', n.number, 'to', m.customer_number, 'body', m.body, 'user_id', m.user_id,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
    'media', coalesce((select jsonb_agg(f.id order by f.position) from public.message_media f
      where f.tenant_id = m.tenant_id and f.message_id = m.id), '[]'))
  from public.phone_numbers n
    join public.twilio_accounts a on a.tenant_id = n.tenant_id
  where n.tenant_id = m.tenant_id and n.id = m.phone_number_id
$$;

revoke all on function private.message_to_send from public;

-- The cost of a tenant's messages since a moment. One without a price yet is estimated: its
-- segments at the highest price of a segment among the last hundred, or 0.02 before there is one.
create or replace function private.messages_spent(tenant uuid, since timestamptz) returns numeric
language sql stable set search_path = pg_catalog, pg_temp as $$
  with highest as (
    select coalesce(max(price / greatest(segments, 1)), 0.02) as per_segment
    from (select price, segments from public.messages
          where tenant_id = tenant and direction = 'outbound' and price > 0
          order by created_at desc, id desc limit 100) as priced
  )
  select coalesce(sum(coalesce(m.price,
      case when m.status in ('failed', 'canceled', 'scheduled') then 0
        else h.per_segment * greatest(coalesce(m.segments, 1), 1) end)), 0)
  from public.messages m, highest h
  where m.tenant_id = tenant and m.direction = 'outbound' and m.created_at >= since
$$;

revoke all on function private.messages_spent from public;

-- When Twilio is asked about a message next, if no event comes: sooner while nobody knows whether
-- it was taken, for a day at most until its status is final, and a few times for its price.
create or replace function private.next_message_check(m public.messages, at timestamptz)
  returns timestamptz
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case
    when m.status in ('scheduled', 'canceled') then null
    when m.status in ('failed', 'undelivered', 'delivered', 'read', 'received') then
      case when m.price is null and m.checks < 6 and m.message_sid is not null
        then m.created_at + interval '10 minutes' * (m.checks + 1) * (m.checks + 1) end
    when m.checks >= 12 then null
    when m.message_sid is null then m.created_at + interval '1 minute' * (m.checks + 1)
    else m.created_at + interval '5 minutes' * (m.checks + 1) * (m.checks + 1) end
$$;

revoke all on function private.next_message_check from public;

-- Who owns a contact and is still with the company.
create or replace function private.owner_of_contact(tenant uuid, contact uuid) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  select p.user_id from public.contacts c
    join public.profiles p on p.tenant_id = c.tenant_id and p.user_id = c.owner_id
  where c.tenant_id = tenant and c.id = contact and p.removed_at is null
$$;

revoke all on function private.owner_of_contact from public;

-- Writes what an event changed of a message, and of its thread if it was its last.
create or replace function private.put_message(m public.messages, n public.messages) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update public.messages set message_sid = n.message_sid, price = n.price,
      price_unit = n.price_unit, segments = n.segments, status = n.status,
      error_code = n.error_code, error_message = n.error_message, sent_at = n.sent_at,
      delivered_at = n.delivered_at, next_check_at = n.next_check_at, version = m.version + 1
    where tenant_id = m.tenant_id and id = m.id;
  if (n.status in ('failed', 'undelivered')) <> (m.status in ('failed', 'undelivered')) then
    update public.message_threads set last_failed = n.status in ('failed', 'undelivered'),
        version = version + 1
      where tenant_id = m.tenant_id and id = m.thread_id and last_direction = 'outbound'
        and last_message_at = m.created_at;
  end if;
end
$$;

revoke all on function private.put_message from public;

-- A colleague who looks into somebody's thread leaves it unread. Nothing is written for what is
-- read already: pages of others are not rendered again.
create or replace function private.read_thread(thread uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.message_threads t set unread_count = 0, version = t.version + 1
    where t.tenant_id = private.tenant_id() and t.id = thread and t.unread_count > 0
      and coalesce(t.owner_id, auth.uid()) = auth.uid();
  return found;
end
$$;

revoke all on function private.read_thread from public;
grant execute on function private.read_thread to authenticated;

-- A contact that is deleted leaves its threads to its numbers; where a number has one without a
-- contact already, they become one.
create or replace function private.release_threads() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t public.message_threads;
  own public.message_threads;
begin
  for t in select * from public.message_threads s where s.tenant_id = old.tenant_id
      and s.contact_id = old.id order by s.id for no key update
  loop
    select * into own from public.message_threads o where o.tenant_id = old.tenant_id
      and o.phone_number_id = t.phone_number_id and o.customer_number = t.customer_number
      and o.contact_id is null for no key update;
    if own.id is not null then perform private.fold_thread(t, own); end if;
  end loop;
  return old;
end
$$;

revoke all on function private.release_threads from public;

-- What an automatic reply to a customer is decided from, and filled in with.
create or replace function private.reply_facts(tenant uuid, line uuid, customer text, contact uuid,
  at timestamptz) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('rules', private.rules_for(tenant, line), 'phone_number_id', line,
    'customer', customer, 'company', t.name, 'time_zone', t.time_zone,
    'contact', (select jsonb_build_object('name', c.name, 'company', c.company)
      from public.contacts c where c.tenant_id = tenant and c.id = contact),
    'sent', coalesce((select jsonb_agg(distinct m.automatic)
      from public.message_threads h
        join public.messages m on m.tenant_id = h.tenant_id and m.thread_id = h.id
      where h.tenant_id = tenant and h.phone_number_id = line and h.customer_number = customer
        and m.automatic is not null and m.created_at > at - interval '1 day'), '[]'))
  from public.tenants t where t.id = tenant
$$;

revoke all on function private.reply_facts from public;

-- The rules that are switched on for a number of the company, its own before those of all numbers.
create or replace function private.rules_for(tenant uuid, line uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'keyword', r.keyword,
      'action', r.action, 'body', r.body, 'open_from', r.open_from, 'open_until', r.open_until,
      'open_days', r.open_days) order by r.phone_number_id is null, r.created_at, r.id), '[]')
  from public.message_rules r
  where r.tenant_id = tenant and r.enabled
    and coalesce(r.phone_number_id, line) = line
$$;

revoke all on function private.rules_for from public;

-- A message that came in, once: its id is derived from its SID. STOP and START are kept; Twilio
-- answers them itself.
create or replace function private.take_message(tenant uuid, e jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (e ->> 'occurred_at')::timestamptz;
  line constant uuid := e ->> 'phone_number_id';
  t public.message_threads;
  m public.messages;
begin
  t := private.find_thread(tenant, line, e ->> 'customer', null, at);
  insert into public.messages (id, tenant_id, thread_id, first_thread_id, contact_id,
      phone_number_id, customer_number, direction, body, media_count, status, message_sid, segments,
      opt_out, next_check_at, created_at)
    values ((e ->> 'message_id')::uuid, tenant, t.id, t.id, t.contact_id, line, e ->> 'customer',
      'inbound', e ->> 'body', jsonb_array_length(e -> 'media'), 'received', e ->> 'message_sid',
      (e ->> 'segments')::integer, e ->> 'opt_out', at + interval '10 minutes', at)
    on conflict do nothing returning * into m;
  if m.id is null then return; end if;
  insert into public.message_media (tenant_id, message_id, position, content_type, state, media_sid,
      created_at)
    select tenant, m.id, f.place - 1, f.file ->> 'content_type', 'waiting', f.file ->> 'sid', at
    from jsonb_array_elements(e -> 'media') with ordinality as f (file, place);
  if found then
    perform private.add_job('messages.fetch_media',
      jsonb_build_object('tenant_id', tenant, 'id', m.id), m.id::text);
  end if;
  if m.opt_out in ('stop', 'start') then
    perform private.keep_opt_out(tenant, line, m.customer_number, m.opt_out = 'stop',
      coalesce(e ->> 'opt_out_source', 'word'), at);
  end if;
  perform private.touch_thread(t, m);
  if m.opt_out is null and exists (select from public.message_rules r where r.tenant_id = tenant
      and r.enabled and r.kind <> 'missed_call') then
    perform private.add_job('messages.reply',
      jsonb_build_object('tenant_id', tenant, 'id', m.id), m.id::text);
  end if;
end
$$;

revoke all on function private.take_message from public;

-- A caller who was just missed is texted back by a job, where a rule says so.
create or replace function private.text_back() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.kind = 'missed' and new.missed_at > now() - interval '1 hour'
    and exists (select from public.message_rules r where r.tenant_id = new.tenant_id
      and r.kind = 'missed_call' and r.enabled) then
    perform private.add_job('messages.text_back',
      jsonb_build_object('tenant_id', new.tenant_id, 'id', new.call_id), new.call_id::text);
  end if;
  return null;
end
$$;

revoke all on function private.text_back from public;

-- Why nothing may be sent from a company's number to another number, whoever asks. A number on the
-- do-not-call list is not texted either, as the rules on unwanted calls count texts as calls
-- (47 CFR 64.1200(e)), but whoever wrote within the last day is answered.
create or replace function private.text_refusal(tenant uuid, line uuid, number text, at timestamptz)
  returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.opt_outs o where o.tenant_id = tenant and o.phone_number_id = line
      and o.number = text_refusal.number and o.opted_out) then
    return jsonb_build_object('refused', 'opted_out');
  end if;
  if exists (select from public.do_not_call d
      where d.tenant_id = tenant and d.number = text_refusal.number)
    and not private.wrote_since(tenant, line, number, at - interval '1 day') then
    return jsonb_build_object('refused', 'do_not_call');
  end if;
  return null;
end
$$;

revoke all on function private.text_refusal from public;

-- The thread's line in the inbox after a message. What comes in opens it again and is unread; what
-- a person sends is theirs from then on, if it was nobody's.
create or replace function private.touch_thread(t public.message_threads, m public.messages)
  returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update public.message_threads set
      customer_number = m.customer_number,
      last_message_at = greatest(last_message_at, m.created_at),
      last_direction = m.direction,
      last_text = left(coalesce(nullif(m.body, ''),
        case when m.media_count > 0 then 'Picture or file' else '' end), 200),
      last_failed = false,
      closed_at = case when m.direction = 'outbound' and m.automatic is not null then closed_at end,
      unread_count = case
        when m.direction = 'inbound' then unread_count + 1
        when m.automatic is not null then unread_count else 0 end,
      owner_id = coalesce(owner_id, m.user_id),
      version = version + 1
    where tenant_id = t.tenant_id and id = t.id;
end
$$;

revoke all on function private.touch_thread from public;

-- Makes two contacts of one again. Both are locked, the kept one is as `k`.
create or replace function private.unmerge_pair(m public.contact_merges, k public.contacts)
returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  g public.contacts := jsonb_populate_record(null::public.contacts,
    m.before -> 'gone' -> 'contact');
  pinned constant jsonb := m.before -> 'pinned';
begin
  perform private.set_merging(true);
  g.company := coalesce((select name from public.companies
    where tenant_id = m.tenant_id and id = g.company_id), g.company);
  g.version := g.version + 1;
  perform private.put_row('contacts', to_jsonb(g));
  perform private.move_rows(m.tenant_id, m.keep_id, m.gone_id, m.before -> 'moved');
  -- Its pinned note, unless another one of its own was pinned since.
  update public.notes n set pinned_at = (pinned ->> 'at')::timestamptz
    where n.tenant_id = m.tenant_id and n.id = (pinned ->> 'id')::uuid
      and n.contact_id = m.gone_id
      and not exists (select from public.notes o where o.tenant_id = m.tenant_id
        and o.contact_id = m.gone_id and o.pinned_at is not null);
  perform private.unmerge_entries(m.tenant_id, m.keep_id, m.gone_id, m.before -> 'entries');
  perform private.unmerge_threads(m.tenant_id, m.gone_id, m.before -> 'threads');
  update public.contact_changes c set contact_id = m.gone_id, created_at = was.at::timestamptz
    from jsonb_each_text(m.before -> 'changes') as was (id, at)
    where c.tenant_id = m.tenant_id and c.contact_id = m.keep_id and c.id = was.id::uuid;
  perform private.unmerge_details(m);
  delete from public.do_not_call where tenant_id = m.tenant_id and id in (
    select id::uuid from jsonb_array_elements_text(m.before -> 'listed') as listed (id));
  perform private.write_merged(g);
  perform set_config('ringbook.adding', '', true);
  perform set_config('ringbook.quiet', '', true);
  perform private.write_merged(private.unmerged_contact(k, m.before -> 'keep' -> 'contact',
    m.before -> 'result' -> 'contact'));
  perform private.set_merging(false);
  update public.contact_changes set changes = jsonb_set(changes, '{merged,undone}', 'true')
    where tenant_id = m.tenant_id and contact_id = m.keep_id
      and changes -> 'merged' -> 'to' ->> 'id' = m.id::text;
  perform private.add_contact_change(m.tenant_id, c.id, jsonb_build_object('unmerged',
      jsonb_build_object('to', jsonb_build_object('id', c.other, 'name', c.name))))
    from (values (m.keep_id, m.gone_id, g.name), (m.gone_id, m.keep_id, k.name))
      as c (id, other, name);
  update public.contact_merges set undone_at = now(), undone_by = private.actor()
    where tenant_id = m.tenant_id and id = m.id;
end
$$;

revoke all on function private.unmerge_pair from public;

-- What private.merge_threads did, taken back: a message goes to the thread in which it was written.
create or replace function private.unmerge_threads(tenant uuid, gone uuid, was jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  t public.message_threads;
  folded jsonb;
begin
  for t in select * from public.message_threads s where s.tenant_id = tenant
      and s.id in (select id::uuid from jsonb_array_elements_text(was -> 'moved') as moved (id))
      order by s.id for no key update
  loop
    perform private.give_thread(t, gone);
  end loop;
  for folded in select * from jsonb_array_elements(was -> 'folded') loop
    t := jsonb_populate_record(null::public.message_threads, folded -> 'thread');
    t.unread_count := 0;
    insert into public.message_threads select t.* on conflict do nothing;
    continue when not found;
    update public.messages set thread_id = t.id, contact_id = gone, version = version + 1
      where tenant_id = t.tenant_id and thread_id = (folded ->> 'into')::uuid
        and first_thread_id = t.id;
  end loop;
end
$$;

revoke all on function private.unmerge_threads from public;

-- A message that is sent, now or at send_at: its row, thread and first event. Null, and nothing
-- written, when a file of it is not to be had.
create or replace function private.write_message(tenant uuid, sender uuid,
  line public.phone_numbers, contact uuid, request jsonb) returns public.messages
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (request ->> 'now')::timestamptz;
  later constant timestamptz := (request ->> 'send_at')::timestamptz;
  t public.message_threads;
  m public.messages;
begin
  t := private.find_thread(tenant, line.id, request ->> 'to', contact, at);
  insert into public.messages (id, tenant_id, thread_id, first_thread_id, contact_id,
      phone_number_id, customer_number, direction, user_id, automatic, body, media_count, status,
      segments, send_at, next_check_at, created_at)
    values ((request ->> 'message_id')::uuid, tenant, t.id, t.id, t.contact_id, line.id,
      request ->> 'to', 'outbound', sender, request ->> 'automatic', request ->> 'body',
      coalesce(jsonb_array_length(request -> 'media'), 0),
      case when later is null then 'asking' else 'scheduled' end::public.message_status,
      (request ->> 'segments')::integer, later,
      case when later is null then at + interval '60 seconds' end, at)
    returning * into m;
  if not private.attach_media(tenant, sender, m.id, request -> 'media') then
    delete from public.messages where tenant_id = tenant and id = m.id;
    return null;
  end if;
  insert into public.message_events
      (tenant_id, message_id, event_type, event_data, dedupe_key, occurred_at)
    values (tenant, m.id, 'begin', jsonb_strip_nulls(jsonb_build_object('from', line.number,
      'to', m.customer_number, 'user_id', sender, 'automatic', m.automatic, 'send_at', later)),
      'begin:' || m.id, at);
  if later is null then
    perform private.touch_thread(t, m);
  else
    perform private.add_job('messages.send_scheduled',
      jsonb_build_object('tenant_id', tenant, 'id', m.id), m.id::text, later);
  end if;
  return m;
end
$$;

revoke all on function private.write_message from public;

-- Whether the other party has written to this number of the company since a moment.
create or replace function private.wrote_since(tenant uuid, line uuid, customer text,
  since timestamptz) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from public.message_threads t
      join public.messages m on m.tenant_id = t.tenant_id and m.thread_id = t.id
    where t.tenant_id = tenant and t.phone_number_id = line and t.customer_number = customer
      and m.direction = 'inbound' and m.customer_number = customer and m.created_at >= since)
$$;

revoke all on function private.wrote_since from public;

create or replace function public.assign_thread(thread uuid, person uuid default null)
  returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.assign_thread(thread, person)
$$;

comment on function public.assign_thread is
  'Gives a thread of messages to a person, or to nobody. False when either is not the tenant''s.';

revoke all on function public.assign_thread from public, anon, service_role;
grant execute on function public.assign_thread to authenticated;

create or replace function public.close_thread(thread uuid, closed boolean) returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.close_thread(thread, closed)
$$;

comment on function public.close_thread is
  'Takes a thread of messages out of the inbox until something new comes, or puts it back. False '
  'when it is not the tenant''s.';

revoke all on function public.close_thread from public, anon, service_role;
grant execute on function public.close_thread to authenticated;

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

create or replace function public.read_thread(thread uuid) returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.read_thread(thread)
$$;

comment on function public.read_thread is
  'Marks a thread of messages as read, for its owner or where it has none. False when nothing '
  'changed.';

revoke all on function public.read_thread from public, anon, service_role;
grant execute on function public.read_thread to authenticated;

alter table public.tenants add constraint tenants_quiet_hours CHECK (((quiet_from IS NULL) = (quiet_until IS NULL)));

alter table public.tenants add constraint tenants_tenant_messages_per_day_check CHECK (((tenant_messages_per_day >= 1) AND (tenant_messages_per_day <= 100000)));

alter table public.tenants add constraint tenants_tenant_messages_per_hour_check CHECK (((tenant_messages_per_hour >= 1) AND (tenant_messages_per_hour <= 100000)));

alter table public.tenants add constraint tenants_user_messages_per_day_check CHECK (((user_messages_per_day >= 1) AND (user_messages_per_day <= 100000)));

alter table public.tenants add constraint tenants_user_messages_per_hour_check CHECK (((user_messages_per_hour >= 1) AND (user_messages_per_hour <= 100000)));

CREATE TRIGGER adopt_threads AFTER INSERT OR UPDATE OF phone ON public.contact_phones FOR EACH ROW EXECUTE FUNCTION private.adopt_threads();

CREATE TRIGGER release_threads BEFORE DELETE ON public.contacts FOR EACH ROW EXECUTE FUNCTION private.release_threads();

CREATE TRIGGER text_back AFTER UPDATE ON public.missed_callers FOR EACH ROW WHEN ((old.call_id IS DISTINCT FROM new.call_id)) EXECUTE FUNCTION private.text_back();

CREATE TRIGGER text_back_new AFTER INSERT ON public.missed_callers FOR EACH ROW EXECUTE FUNCTION private.text_back();

comment on column public.tenants.quiet_from is 'From when to quiet_until nobody is texted, by the clock where they are (47 CFR 64.1200(c)(1)); null: at any hour.';

comment on function public.assign_thread(pg_catalog.uuid,pg_catalog.uuid) is 'Gives a thread of messages to a person, or to nobody. False when either is not the tenant''s.';

comment on function public.close_thread(pg_catalog.uuid,boolean) is 'Takes a thread of messages out of the inbox until something new comes, or puts it back. False when it is not the tenant''s.';

comment on function public.company_timeline(pg_catalog.uuid,integer,pg_catalog.text,timestamp with time zone,pg_catalog.uuid) is 'What happened with the first 500 people of a company, newest first, before a moment and id: calls, logged calls, messages, notes, tasks and changes, or what a filter shows.';

comment on function public.read_thread(pg_catalog.uuid) is 'Marks a thread of messages as read, for its owner or where it has none. False when nothing changed.';

grant update (quiet_from) on table public.tenants to authenticated;

grant update (quiet_until) on table public.tenants to authenticated;

grant update (tenant_messages_per_day) on table public.tenants to authenticated;

grant update (tenant_messages_per_hour) on table public.tenants to authenticated;

grant update (user_messages_per_day) on table public.tenants to authenticated;

grant update (user_messages_per_hour) on table public.tenants to authenticated;

reset check_function_bodies;
