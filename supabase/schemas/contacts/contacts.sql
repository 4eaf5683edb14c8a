create table public.contacts (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 120),
  company text not null default '' check (char_length(company) <= 120),
  email text not null default '' check (char_length(email) <= 254),
  owner_id uuid,
  sort_name text not null generated always as (lower(name)) stored,
  phone_words text not null default '',
  -- Each word begins with its tenant, so that the index keeps tenants apart and a search never
  -- walks another's words.
  search tsvector not null generated always as (
    to_tsvector('simple', regexp_replace(
      ' ' || lower(name || ' ' || company || ' ' || email || ' ' || phone_words), '[^[:alnum:]]+',
        ' t' || left(tenant_id::text, 8), 'g'))
  ) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  edited_by jsonb not null default '{}',
  unique (tenant_id, id),
  foreign key (tenant_id, owner_id) references public.profiles (tenant_id, user_id)
);
comment on table public.contacts is 'A person a tenant talks with.';
comment on column public.contacts.sort_name is
  'The name as the list is ordered by it: the API orders by a column, not by an expression.';
comment on column public.contacts.phone_words is
  'The contact''s numbers as people type them: whole, national, last seven and last four digits. '
  'Kept by a trigger.';

create index contacts_by_name on public.contacts (tenant_id, sort_name, id);
-- For a search: the contacts whose name begins with what was typed, without comparing as people
-- sort.
create index contacts_by_beginning on public.contacts (tenant_id, sort_name text_pattern_ops, id);
create index contacts_by_owner on public.contacts (tenant_id, owner_id);
create index contacts_search on public.contacts using gin (search);
-- Thousands of contacts may share the beginning of a number, and the words' index gathers all of
-- them before it gives one. Their main numbers in order give the first fifty without.
create index contacts_by_number on public.contacts
  (tenant_id, split_part(phone_words, ' ', 1) text_pattern_ops);
-- For the search of calls: any part of a name or company.
create index contacts_by_part on public.contacts
  using gin (private.grams(tenant_id, name || ' ' || company));
-- For an import: who has this address already.
create index contacts_by_email on public.contacts (tenant_id, lower(email)) where email <> '';
comment on column public.contacts.edited_by is
  'Who changed a column, or the number "phone:+1…", last: {column: user_id}. Kept by triggers.';

alter table public.contacts enable row level security;
revoke all on public.contacts from anon, authenticated, service_role;
grant select on public.contacts to authenticated;
grant insert (id, tenant_id, name, company, email, owner_id) on public.contacts to authenticated;
grant update (name, company, email, owner_id, updated_at) on public.contacts to authenticated;

create policy "members read their tenant's contacts" on public.contacts
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members add contacts to their tenant" on public.contacts
  for insert to authenticated with check (tenant_id = (select private.tenant_id()));
create policy "members edit their tenant's contacts" on public.contacts
  for update to authenticated
  using (tenant_id = (select private.tenant_id())) with check
    (tenant_id = (select private.tenant_id()));

create trigger broadcast after insert or update on public.contacts
  for each row execute function private.broadcast_change('contacts');

create trigger clean_text before insert or update of name, company, email on public.contacts
  for each row execute function private.clean_text('name:name', 'company:line', 'email:line');
create trigger keep_change after insert or update of name, company, email, owner_id
  on public.contacts for each row execute function private.keep_contact_change();
create trigger note_editor before update of name, company, email, owner_id
  on public.contacts for each row when (auth.uid() is not null)
  execute function private.note_editor();
