create table public.contacts (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 120),
  company text not null default '' check (char_length(company) <= 120),
  company_id uuid,
  title text not null default '' check (char_length(title) <= 120),
  owner_id uuid,
  stage_id uuid,
  address text not null default '' check (char_length(address) <= 500),
  time_zone text check (time_zone ~ '^([A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+|UTC)$'
    and pg_input_is_valid('2000-01-01 00:00 ' || time_zone, 'timestamptz')),
  zone_guessed boolean not null default true,
  custom jsonb not null default '{}'
    check (jsonb_typeof(custom) = 'object' and pg_column_size(custom) <= 65536),
  archived_at timestamptz,
  sort_name text not null generated always as (lower(name)) stored,
  phone_words text not null default '',
  email_words text not null default '',
  -- Each word begins with its tenant, so that the index keeps tenants apart and a search never
  -- walks another's words.
  search tsvector not null generated always as (
    to_tsvector('simple', regexp_replace(
      ' ' || lower(name || ' ' || company || ' ' || email_words || ' ' || phone_words),
        '[^[:alnum:]]+', ' t' || left(tenant_id::text, 8), 'g'))
  ) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  edited_by jsonb not null default '{}',
  version integer not null default 1,
  unique (tenant_id, id),
  foreign key (tenant_id, owner_id) references public.profiles (tenant_id, user_id),
  foreign key (tenant_id, company_id) references public.companies (tenant_id, id),
  foreign key (tenant_id, stage_id) references public.contact_stages (tenant_id, id)
);
comment on table public.contacts is 'A person a tenant talks with.';
comment on column public.contacts.company is
  'The name of its company. Writing it links the contact to the company of that name, which is '
  'added when there is none; renaming the company writes it.';
comment on column public.contacts.company_id is 'By trigger: the company of that name.';
comment on column public.contacts.time_zone is
  'IANA: where the contact is called; null where nobody knows.';
comment on column public.contacts.zone_guessed is
  'Whether the time zone is a guess from the main number (lib/core/phone-zone.ts) that no person '
  'set.';
comment on column public.contacts.custom is
  'Values of the company''s own fields, by contact_fields.id: text, number, true or false, '
  'a date as 2026-11-29, a choice, an address of the web.';
comment on column public.contacts.archived_at is
  'Since when it is left out of lists and of the search; calls name it still.';
comment on column public.contacts.version is
  'Counts every change of the contact, its numbers, emails and tags.';
comment on column public.contacts.email_words is
  'The contact''s email addresses, the main one first. Kept by a trigger.';
comment on column public.contacts.sort_name is
  'The name as the list is ordered by it: the API orders by a column, not by an expression.';
comment on column public.contacts.phone_words is
  'The contact''s numbers as people type them: whole, national, last seven and last four digits. '
  'Kept by a trigger.';

create index contacts_by_name on public.contacts (tenant_id, sort_name, id)
  where archived_at is null;
create index contacts_archived on public.contacts (tenant_id, sort_name, id)
  where archived_at is not null;
-- For a search: the contacts whose name begins with what was typed, without comparing as people
-- sort.
create index contacts_by_beginning on public.contacts (tenant_id, sort_name text_pattern_ops, id)
  where archived_at is null;
-- What the list is filtered by, in the list's order.
create index contacts_by_owner on public.contacts (tenant_id, owner_id, sort_name, id)
  where archived_at is null;
create index contacts_by_stage on public.contacts (tenant_id, stage_id, sort_name, id)
  where archived_at is null;
create index contacts_by_company on public.contacts (tenant_id, company_id, sort_name, id)
  where archived_at is null;
create index contacts_by_creation on public.contacts (tenant_id, created_at, id)
  where archived_at is null;
create index contacts_by_company_name on public.contacts
  (tenant_id, lower(company), sort_name, id) where archived_at is null;
-- These two without a list of pending rows, all of which each search reads: an import leaves
-- hundreds of pages of them until the next vacuum.
create index contacts_custom on public.contacts using gin (custom jsonb_path_ops)
  with (fastupdate = off);
create index contacts_search on public.contacts using gin (search) with (fastupdate = off)
  where archived_at is null;
-- Thousands of contacts may share the beginning of a number, and the words' index gathers all of
-- them before it gives one. Their main numbers in order give the first fifty without.
create index contacts_by_number on public.contacts
  (tenant_id, split_part(phone_words, ' ', 1) text_pattern_ops) where archived_at is null;
-- For the search of calls: any part of a name or company.
create index contacts_by_part on public.contacts
  using gin (private.grams(tenant_id, name || ' ' || company));
comment on column public.contacts.edited_by is
  'Who changed a column, or "phone:+1…", "email:…", "tag:…", "custom:<field>", last: '
  '{column: user_id}. Kept by triggers.';

alter table public.contacts enable row level security;
revoke all on public.contacts from anon, authenticated, service_role;
grant select on public.contacts to authenticated;
grant insert (id, tenant_id, name, company, title, owner_id, stage_id, address, time_zone,
  zone_guessed, custom, archived_at) on public.contacts to authenticated;
grant update (name, company, title, owner_id, stage_id, address, time_zone, zone_guessed, custom,
  archived_at, updated_at) on public.contacts to authenticated;

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

create trigger check_custom before insert or update of custom on public.contacts
  for each row when (new.custom <> '{}') execute function private.check_custom();
create trigger clean_text before insert or update of name, company, title, address
  on public.contacts for each row execute function
    private.clean_text('name:name', 'company:line', 'title:line', 'address:paragraphs');
create trigger count_version before update on public.contacts
  for each row execute function private.count_version();
create trigger keep_change after insert or update of name, company, title, owner_id, stage_id,
  address, time_zone, zone_guessed, custom, archived_at
  on public.contacts for each row execute function private.keep_contact_change();
-- After clean_text, by its name.
create trigger link_company before insert or update of company on public.contacts
  for each row execute function private.link_company();
create trigger note_editor before update of name, company, title, owner_id, stage_id, address,
  time_zone, zone_guessed, custom, archived_at
  on public.contacts for each row when (auth.uid() is not null)
  execute function private.note_editor();
create trigger release_threads before delete on public.contacts
  for each row execute function private.release_threads();
create trigger rename_tagged after update of name on public.contacts
  for each row when (new.sort_name is distinct from old.sort_name)
  execute function private.rename_tagged();
