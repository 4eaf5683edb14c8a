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
create trigger settle_notifications after update on public.message_threads
  for each row when (old.unread_count > 0 and (new.unread_count = 0
    or old.owner_id is distinct from new.owner_id))
  execute function private.settle_messages();
create trigger forget_notifications after delete on public.message_threads
  for each row execute function private.forget_notifications();
