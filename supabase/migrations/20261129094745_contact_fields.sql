set check_function_bodies = off;


comment on function public.save_contact(pg_catalog.jsonb,pg_catalog.jsonb,pg_catalog.jsonb) is null;
revoke insert (email) on table public.contacts from authenticated;
revoke update (email) on table public.contacts from authenticated;
drop trigger clean_text on public.contacts;
drop trigger index_contact_phones on public.contact_phones;
drop trigger keep_change on public.contacts;
drop trigger note_editor on public.contacts;
drop index public.contacts_by_beginning;
drop index public.contacts_by_name;
drop index public.contacts_by_number;
drop index public.contacts_by_owner;
drop index public.contacts_search;
alter table public.contacts drop constraint contacts_email_check;
drop function public.save_contact(jsonb,jsonb,jsonb);

alter table public.contacts
  add column company_id uuid,
  add column title text not null default '',
  add column stage_id uuid,
  add column address text not null default '',
  add column time_zone text,
  add column zone_guessed boolean not null default true,
  add column custom jsonb not null default '{}',
  add column archived_at timestamptz,
  add column email_words text not null default '',
  add column version integer not null default 1;

-- Values of a tenant's own fields, as their types say; nothing is no value. What a contact has
-- already stays valid when a choice is taken out of the list.
create or replace function private.check_custom() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  field record;
begin
  new.custom := jsonb_strip_nulls(new.custom);
  if tg_op = 'UPDATE' and new.custom = old.custom then return new; end if;
  for field in
    select v.key, v.value, v.value #>> '{}' as typed, f.type, f.choices
    from jsonb_each(new.custom) v
    left join public.contact_fields f on f.tenant_id = new.tenant_id and f.id::text = v.key
  loop
    continue when tg_op = 'UPDATE' and field.value = old.custom -> field.key;
    if not coalesce(case field.type
      when 'text' then jsonb_typeof(field.value) = 'string' and char_length(field.typed) <= 1000
        and field.typed = private.clean_line(field.typed)
      when 'number' then jsonb_typeof(field.value) = 'number'
      when 'date' then jsonb_typeof(field.value) = 'string'
        and field.typed ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and pg_input_is_valid(field.typed, 'date')
      when 'choice' then jsonb_typeof(field.value) = 'string' and field.typed = any (field.choices)
      when 'checkbox' then jsonb_typeof(field.value) = 'boolean'
      when 'link' then jsonb_typeof(field.value) = 'string' and char_length(field.typed) <= 1000
        and field.typed ~* '^https?://[^[:space:][:cntrl:]]+$'
    end, false) then
      raise exception 'contacts.custom: % does not fit the field %', field.value, field.key
        using errcode = 'check_violation';
    end if;
  end loop;
  return new;
end
$$;

revoke all on function private.check_custom from public;

-- By field {from, to}, for those that differ.
create or replace function private.contact_diff(before public.contacts, after public.contacts)
returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(field,
      jsonb_build_object('from', was -> field, 'to', become -> field)), '{}')
  from (select private.contact_facts(before) as was, private.contact_facts(after) as become) facts,
    jsonb_object_keys(was || become) field
  where was -> field is distinct from become -> field
$$;

revoke all on function private.contact_diff from public;

-- What people change about a contact, by the names under which a change is kept.
create or replace function private.contact_facts(about public.contacts) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('name', about.name, 'company', about.company, 'title', about.title,
      'owner_id', about.owner_id, 'stage_id', about.stage_id, 'address', about.address,
      'time_zone', case when not about.zone_guessed then about.time_zone end,
      'archived', about.archived_at is not null)
    || coalesce((select jsonb_object_agg('custom:' || key, value)
      from jsonb_each(about.custom)), '{}')
$$;

revoke all on function private.contact_facts from public;

create or replace function private.count_version() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.version := old.version + 1;
  return new;
end
$$;

revoke all on function private.count_version from public;

-- A new company starts with these; its admins change them in Settings → Stages.
create or replace function private.first_stages() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.contact_stages (tenant_id, name, position)
    values (new.id, 'Lead', 1), (new.id, 'Contacted', 2), (new.id, 'Qualified', 3),
      (new.id, 'Customer', 4), (new.id, 'Lost', 5);
  return null;
end
$$;

revoke all on function private.first_stages from public;

create or replace function private.index_contact_emails() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  touched uuid := coalesce(new.contact_id, old.contact_id);
  editor uuid := auth.uid();
begin
  update public.contacts c set email_words = coalesce((
    select string_agg(e.email, ' ' order by e.position, e.id)
    from public.contact_emails e where e.contact_id = touched), ''),
    edited_by = case when editor is null then c.edited_by else c.edited_by || (
      select jsonb_object_agg('email:' || address, editor)
      from unnest(array[old.email, new.email]) address where address is not null) end
  where c.id = touched;
  return null;
end
$$;

revoke all on function private.index_contact_emails from public;

-- Stages and fields are kept by their names: what has happened reads the same once they are
-- renamed.
create or replace function private.keep_contact_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  what jsonb := '{"created": {}}';
begin
  if tg_op = 'UPDATE' then
    what := private.contact_diff(old, new);
    if what ? 'stage_id' then
      what := what - 'stage_id' || jsonb_build_object('stage', jsonb_build_object(
        'from', (select name from public.contact_stages
          where tenant_id = new.tenant_id and id = old.stage_id),
        'to', (select name from public.contact_stages
          where tenant_id = new.tenant_id and id = new.stage_id)));
    end if;
    select coalesce(jsonb_object_agg(coalesce('custom:' || f.name, field), change), '{}') into what
      from jsonb_each(what) as each (field, change)
      left join public.contact_fields f
        on f.tenant_id = new.tenant_id and 'custom:' || f.id = field;
  end if;
  perform private.add_contact_change(new.tenant_id, new.id, what);
  return null;
end
$$;

revoke all on function private.keep_contact_change from public;

-- A contact that is being deleted takes its addresses along: nothing to keep then.
create or replace function private.keep_email_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  about public.contact_emails := coalesce(new, old);
  what jsonb := '{}';
begin
  if old.email is not null and old.email is distinct from new.email then
    what := jsonb_build_object('email:' || old.email, jsonb_build_object('from', old.label));
  end if;
  if new.email is not null then
    what := what || jsonb_build_object('email:' || new.email, jsonb_build_object('to', new.label)
      || case when old.email = new.email then jsonb_build_object('from', old.label)
        else '{}' end);
  end if;
  if exists (select from public.contacts c
    where c.tenant_id = about.tenant_id and c.id = about.contact_id) then
    perform private.add_contact_change(about.tenant_id, about.contact_id, what);
  end if;
  return null;
end
$$;

revoke all on function private.keep_email_change from public;

-- A contact or tag that is being deleted takes its row along: nothing to keep then.
create or replace function private.keep_tag_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  about public.contact_tags := coalesce(new, old);
  field text := (select 'tag:' || name from public.tags
    where tenant_id = about.tenant_id and id = about.tag_id);
begin
  if field is null then return null; end if;
  update public.contacts set edited_by = edited_by
      || case when auth.uid() is null then '{}' else jsonb_build_object(field, auth.uid()) end
    where tenant_id = about.tenant_id and id = about.contact_id;
  if found then
    perform private.add_contact_change(about.tenant_id, about.contact_id,
      jsonb_build_object(field, jsonb_build_object(
        case tg_op when 'DELETE' then 'from' else 'to' end, true)));
  end if;
  return null;
end
$$;

revoke all on function private.keep_tag_change from public;

-- The company of that name, whatever its case; added when there is none.
create or replace function private.link_company() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  existing record;
begin
  if new.company = '' then
    new.company_id := null;
    return new;
  end if;
  -- Again when somebody adds, renames or removes it in between.
  for tries in 1 .. 3 loop
    select id, name into existing from public.companies
      where tenant_id = new.tenant_id and sort_name = lower(new.company) for key share;
    exit when found;
    insert into public.companies as added (tenant_id, name) values (new.tenant_id, new.company)
      on conflict (tenant_id, sort_name) do nothing
      returning added.id, added.name into existing;
    exit when found;
  end loop;
  new.company_id := existing.id;
  new.company := existing.name;
  return new;
end
$$;

revoke all on function private.link_company from public;

create or replace function private.note_editor() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.edited_by := new.edited_by || coalesce((select jsonb_object_agg(field, auth.uid())
    from jsonb_object_keys(private.contact_diff(old, new)) field), '{}');
  return new;
end
$$;

revoke all on function private.note_editor from public;

-- Contacts carry their company's name: the list and the search read it.
create or replace function private.rename_company() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.contacts set company = new.name
    where tenant_id = new.tenant_id and company_id = new.id;
  return null;
end
$$;

revoke all on function private.rename_company from public;

create or replace function private.rename_tagged() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.contact_tags set sort_name = new.sort_name
    where tenant_id = new.tenant_id and contact_id = new.id;
  return null;
end
$$;

revoke all on function private.rename_tagged from public;

create or replace function private.save_contact_emails(tenant uuid, contact uuid, emails jsonb)
returns void
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.contact_emails kept
    where kept.tenant_id = tenant and kept.contact_id = contact and not exists (
      select from jsonb_array_elements(emails) as wanted where wanted ->> 'email' = kept.email);
  insert into public.contact_emails as kept (tenant_id, contact_id, email, label, position)
    select tenant, contact, wanted.email, wanted.label, wanted.place - 1
    from rows from (jsonb_to_recordset(emails) as (email text, label text))
      with ordinality as wanted (email, label, place)
  on conflict (tenant_id, contact_id, email)
    do update set label = excluded.label, position = excluded.position
    where (kept.label, kept.position) is distinct from (excluded.label, excluded.position);
end
$$;

revoke all on function private.save_contact_emails from public;
grant execute on function private.save_contact_emails to authenticated;

-- A number that stays keeps its row: calls from a shared number go to the contact that had it
-- first.
create or replace function private.save_contact_phones(tenant uuid, contact uuid, phones jsonb)
returns void
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.contact_phones kept
    where kept.tenant_id = tenant and kept.contact_id = contact and not exists (
      select from jsonb_array_elements(phones) as wanted where wanted ->> 'phone' = kept.phone);
  insert into public.contact_phones as kept
      (tenant_id, contact_id, phone, extension, label, position)
    select tenant, contact, wanted.phone, coalesce(wanted.extension, ''), wanted.label,
      wanted.place - 1
    from rows from (jsonb_to_recordset(phones) as (phone text, extension text, label text))
      with ordinality as wanted (phone, extension, label, place)
  on conflict (tenant_id, contact_id, phone)
    do update set extension = excluded.extension, label = excluded.label,
      position = excluded.position
    where (kept.extension, kept.label, kept.position)
      is distinct from (excluded.extension, excluded.label, excluded.position);
end
$$;

revoke all on function private.save_contact_phones from public;
grant execute on function private.save_contact_phones to authenticated;

-- Tags by their names, whatever their case; a name that is new becomes a tag.
create or replace function private.save_contact_tags(tenant uuid, contact uuid, names jsonb)
returns void
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.tags (tenant_id, name)
    select tenant, name from jsonb_array_elements_text(names) name order by lower(name)
  on conflict (tenant_id, sort_name) do nothing;
  delete from public.contact_tags t
    where t.tenant_id = tenant and t.contact_id = contact and t.tag_id not in (
      select id from public.tags where tenant_id = tenant and sort_name in (
        select lower(name) from jsonb_array_elements_text(names) name));
  insert into public.contact_tags (tenant_id, contact_id, tag_id)
    select tenant, contact, id from public.tags
    where tenant_id = tenant and sort_name in (
      select lower(name) from jsonb_array_elements_text(names) name)
  on conflict do nothing;
end
$$;

revoke all on function private.save_contact_tags from public;
grant execute on function private.save_contact_tags to authenticated;

-- Words match from their beginning, in any order, split and folded as they were kept; spaces and
-- punctuation inside a number do not matter. `number_beginning` is what was typed as the beginning
-- of a number in the tenant's country: E.164 without its plus. First come names that begin with
-- what was typed, then numbers that are it or end with it and names with those figures, then main
-- numbers that begin with it, then others; some page_size of them: sorting them all would cost the
-- more the more there are. Beginnings are asked for in their index's order and never sorted, so
-- that no more of them are read than are given, whatever the planner takes for rare. A definer's:
-- matching words is not leakproof, so that under row-level security no index would be used. It
-- gives rows of the asking person's own tenant, as their policy does, without archived contacts.
create or replace function private.search_contacts(query text, page_size integer,
  number_beginning text) returns setof public.contacts
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off set enable_sort = off as $$
declare
  tenant uuid := private.tenant_id();
  more integer := least(greatest(page_size, 1), 100);
  typed text := lower(btrim(query));
  mark text := 't' || left(tenant::text, 8);
  number text := case
    when query ~ '^[0-9+().\s/-]+$' then nullif(regexp_replace(query, '[^0-9]', '', 'g'), '') end;
  -- What looks like a number is one, or figures next to each other in a name: 24/7.
  typed_words text :=
      (select string_agg(quote_literal(mark || word) || case when number is null then ':*'
      else '' end,
      case when number is null then ' & ' else ' <-> ' end)
    from regexp_split_to_table(regexp_replace(lower(query), '[^[:alnum:]]+', ' ', 'g'),
      '\s+') as word
    where word <> '');
  words text := concat_ws(' | ', mark || number || ':*', '(' || typed_words || ')');
  whole tsquery := to_tsquery('simple', mark || number || ' | (' || typed_words || ')');
  found_now integer;
begin
  if tenant is null or words = '' then return; end if;
  return query select c.* from public.contacts c
    where c.tenant_id = tenant and c.archived_at is null and c.sort_name ^@ typed
    order by c.sort_name using ~<~
    limit more;
  get diagnostics found_now = row_count;
  more := more - found_now;

  if more > 0 and whole is not null then
    return query select c.* from public.contacts c
      where c.search @@ whole and c.archived_at is null
        -- Said so that no index of tenants is put beside the words': these are one tenant's
        -- already.
        and c.tenant_id is not distinct from tenant
        and not c.sort_name ^@ typed
      limit more;
    get diagnostics found_now = row_count;
    more := more - found_now;
  end if;

  if more > 0 and number_beginning <> '' then
    return query select c.* from public.contacts c
      where c.tenant_id = tenant and c.archived_at is null
        and split_part(c.phone_words, ' ', 1) ^@ number_beginning
        and not c.sort_name ^@ typed
        and (c.search @@ whole) is not true
      order by split_part(c.phone_words, ' ', 1) using ~<~
      limit more;
    get diagnostics found_now = row_count;
    more := more - found_now;
  end if;

  if more > 0 then
    return query select c.* from public.contacts c
      where c.search @@ to_tsquery('simple', words) and c.archived_at is null
        and c.tenant_id is not distinct from tenant
        and not c.sort_name ^@ typed
        and (c.search @@ whole) is not true
        and (number_beginning <> ''
          and split_part(c.phone_words, ' ', 1) ^@ number_beginning) is not true
      limit more;
  end if;
end
$$;

revoke all on function private.search_contacts from public;
grant execute on function private.search_contacts to authenticated;

create or replace function private.sort_tagged() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  select c.sort_name into new.sort_name from public.contacts c
    where c.tenant_id = new.tenant_id and c.id = new.contact_id;
  new.sort_name := coalesce(new.sort_name, '');
  return new;
end
$$;

revoke all on function private.sort_tagged from public;

-- A contact with its numbers, emails and tags, all or nothing.
create or replace function public.save_contact(contact jsonb, was_version integer default null)
returns text
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.tenant_id();
  typed record;
  version_now integer;
begin
  if tenant is null then
    raise exception 'members only' using errcode = 'insufficient_privilege';
  end if;
  select * into typed from jsonb_to_record(contact) as c (id uuid, name text, company text,
    title text, owner_id uuid, stage_id uuid, address text, time_zone text, zone_guessed boolean,
    custom jsonb, phones jsonb, emails jsonb, tags jsonb);
  if was_version is null then
    insert into public.contacts (id, tenant_id, name, company, title, owner_id, stage_id, address,
        time_zone, zone_guessed, custom)
      values (typed.id, tenant, typed.name, coalesce(typed.company, ''), coalesce(typed.title, ''),
        typed.owner_id, typed.stage_id, coalesce(typed.address, ''), typed.time_zone,
        coalesce(typed.zone_guessed, true), coalesce(typed.custom, '{}'))
      on conflict (id) do nothing;
    if not found then
      return case when exists (
        select from public.contacts where tenant_id = tenant and id = typed.id
      ) then 'changed' else 'not_found' end;
    end if;
  else
    select version into version_now
      from public.contacts where tenant_id = tenant and id = typed.id for update;
    if not found then return 'not_found'; end if;
    if version_now <> was_version then return 'changed'; end if;
    update public.contacts set name = typed.name, company = coalesce(typed.company, ''),
      title = coalesce(typed.title, ''), owner_id = typed.owner_id, stage_id = typed.stage_id,
      address = coalesce(typed.address, ''), time_zone = typed.time_zone,
      zone_guessed = coalesce(typed.zone_guessed, true), custom = coalesce(typed.custom, '{}'),
      updated_at = now()
      where tenant_id = tenant and id = typed.id;
  end if;
  perform private.save_contact_phones(tenant, typed.id, coalesce(typed.phones, '[]'));
  perform private.save_contact_emails(tenant, typed.id, coalesce(typed.emails, '[]'));
  perform private.save_contact_tags(tenant, typed.id, coalesce(typed.tags, '[]'));
  return 'saved';
end
$$;

comment on function public.save_contact is
  'Adds a contact {id, name, company, title, owner_id, stage_id, address, time_zone, zone_guessed, '
  'custom, phones: [{phone, extension, label}], emails: [{email, label}], tags: [name]}, the main '
  'number and email first, or changes it if it still has this version; null for a new one. '
  'saved | changed | not_found';

revoke all on function public.save_contact from public, anon, service_role;
grant execute on function public.save_contact to authenticated;

create table public.companies (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 120),
  phone text check (phone ~ '^\+[1-9][0-9]{6,14}$' and not private.is_withheld(phone)),
  extension text not null default '' check (extension ~ '^[0-9]{0,20}$'),
  website text not null default '' check (char_length(website) <= 200),
  address text not null default '' check (char_length(address) <= 500),
  sort_name text not null generated always as (lower(name)) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
comment on table public.companies is
  'A firm that contacts work at. Writing contacts.company adds one by its name.';
comment on column public.companies.phone is 'Its main number (E.164), or none.';

-- Also the order of their list.
create unique index companies_one_name on public.companies (tenant_id, sort_name);
create index companies_by_part on public.companies using gin (private.grams(tenant_id, name));

alter table public.companies enable row level security;
revoke all on public.companies from anon, authenticated, service_role;
grant select, delete on public.companies to authenticated;
grant insert (id, tenant_id, name, phone, extension, website, address) on public.companies
  to authenticated;
grant update (name, phone, extension, website, address, updated_at) on public.companies
  to authenticated;

create policy "members read their tenant's companies" on public.companies
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members add companies to their tenant" on public.companies
  for insert to authenticated with check (tenant_id = (select private.tenant_id()));
create policy "members edit their tenant's companies" on public.companies
  for update to authenticated
  using (tenant_id = (select private.tenant_id())) with check
    (tenant_id = (select private.tenant_id()));
create policy "members remove their tenant's companies" on public.companies
  for delete to authenticated using (tenant_id = (select private.tenant_id()));

create trigger audit after update or delete on public.companies
  for each row when (auth.uid() is not null)
  execute function private.audit_row('company', 'sort_name,updated_at');
create trigger broadcast after insert or update or delete on public.companies
  for each row execute function private.broadcast_change('companies');
create trigger clean_text before insert or update of name, website, address on public.companies
  for each row execute function
    private.clean_text('name:name', 'website:line', 'address:paragraphs');
create trigger rename_in_contacts after update of name on public.companies
  for each row when (new.name is distinct from old.name)
  execute function private.rename_company();

create table public.tags (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 40),
  sort_name text not null generated always as (lower(name)) stored,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
comment on table public.tags is 'What people put on contacts to find them together.';

create unique index tags_one_name on public.tags (tenant_id, sort_name);

alter table public.tags enable row level security;
revoke all on public.tags from anon, authenticated, service_role;
grant select, delete on public.tags to authenticated;
grant insert (tenant_id, name) on public.tags to authenticated;
grant update (name) on public.tags to authenticated;

create policy "members read their tenant's tags" on public.tags
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members add tags to their tenant" on public.tags
  for insert to authenticated with check (tenant_id = (select private.tenant_id()));
create policy "managers and admins rename tags" on public.tags
  for update to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin'))
  with check (tenant_id = (select private.tenant_id()));
create policy "managers and admins remove tags" on public.tags
  for delete to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin'));

create trigger audit after update or delete on public.tags
  for each row when (auth.uid() is not null)
  execute function private.audit_row('tag', 'sort_name');
create trigger clean_text before insert or update of name on public.tags
  for each row execute function private.clean_text('name:name');

create table public.contact_emails (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  contact_id uuid not null,
  email text not null check (char_length(email) between 3 and 254 and email = lower(email)),
  label text not null default 'work' check (label in ('work', 'home', 'other')),
  position smallint not null default 0,
  created_at timestamptz not null default now(),
  unique (tenant_id, contact_id, email),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade
);
comment on table public.contact_emails is
  'A contact''s email addresses, in small letters. The lowest position is the main one.';

create index contact_emails_by_address on public.contact_emails (tenant_id, email, contact_id);

alter table public.contact_emails enable row level security;
revoke all on public.contact_emails from anon, authenticated, service_role;
grant select, delete on public.contact_emails to authenticated;
grant insert (id, tenant_id, contact_id, email, label, position) on public.contact_emails
  to authenticated;
grant update (email, label, position) on public.contact_emails to authenticated;

create policy "members read their tenant's contact emails" on public.contact_emails
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members add emails to their tenant's contacts" on public.contact_emails
  for insert to authenticated with check (tenant_id = (select private.tenant_id()));
create policy "members edit their tenant's contact emails" on public.contact_emails
  for update to authenticated
  using (tenant_id = (select private.tenant_id())) with check
    (tenant_id = (select private.tenant_id()));
create policy "members remove their tenant's contact emails" on public.contact_emails
  for delete to authenticated using (tenant_id = (select private.tenant_id()));

create trigger clean_text before insert or update of email on public.contact_emails
  for each row execute function private.clean_text('email:name');
create trigger index_contact_emails after insert or update of email, label, position or delete
  on public.contact_emails for each row execute function private.index_contact_emails();
create trigger keep_change after insert or update of email, label or delete
  on public.contact_emails for each row execute function private.keep_email_change();

create table public.contact_stages (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 40),
  position integer not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
comment on table public.contact_stages is
  'How far a contact has come, from the first to the last.';
comment on column public.contact_stages.archived_at is
  'Since when it cannot be chosen any more; contacts that are in it stay.';

create unique index contact_stages_one_name on public.contact_stages (tenant_id, lower(name))
  where archived_at is null;

alter table public.contact_stages enable row level security;
revoke all on public.contact_stages from anon, authenticated, service_role;
grant select on public.contact_stages to authenticated;
grant insert (tenant_id, name, position) on public.contact_stages to authenticated;
grant update (name, position, archived_at) on public.contact_stages to authenticated;

create policy "members read their tenant's stages" on public.contact_stages
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add stages" on public.contact_stages
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change stages" on public.contact_stages
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or update on public.contact_stages
  for each row when (auth.uid() is not null)
  execute function private.audit_row('stage', 'position');
create trigger clean_text before insert or update of name on public.contact_stages
  for each row execute function private.clean_text('name:name');

create table public.contact_fields (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 60),
  type text not null
    check (type in ('text', 'number', 'date', 'choice', 'checkbox', 'link')),
  choices text[] not null default '{}'
    check (cardinality(choices) <= 100 and array_position(choices, null) is null),
  position integer not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  check (type <> 'choice' or cardinality(choices) > 0)
);
comment on table public.contact_fields is
  'What a company keeps about its contacts beside the fields that every contact has.';
comment on column public.contact_fields.id is
  'The key of its values in contacts.custom: one tenant''s alone, so that an index of values keeps '
  'tenants apart.';
comment on column public.contact_fields.choices is
  'What may be chosen, in its order. A contact keeps what it has when a choice goes.';
comment on column public.contact_fields.archived_at is
  'Since when it is neither shown nor filled; contacts keep their values.';

create unique index contact_fields_one_name on public.contact_fields (tenant_id, lower(name))
  where archived_at is null;

alter table public.contact_fields enable row level security;
revoke all on public.contact_fields from anon, authenticated, service_role;
grant select on public.contact_fields to authenticated;
grant insert (tenant_id, name, type, choices, position) on public.contact_fields to authenticated;
-- Not its type: values would not fit any more.
grant update (name, choices, position, archived_at) on public.contact_fields to authenticated;

create policy "members read their tenant's fields" on public.contact_fields
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add fields" on public.contact_fields
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change fields" on public.contact_fields
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or update on public.contact_fields
  for each row when (auth.uid() is not null)
  execute function private.audit_row('contact_field', 'position');
create trigger clean_text before insert or update of name on public.contact_fields
  for each row execute function private.clean_text('name:name');

create table public.contact_tags (
  tenant_id uuid not null,
  contact_id uuid not null,
  tag_id uuid not null,
  sort_name text not null default '',
  created_at timestamptz not null default now(),
  primary key (tenant_id, contact_id, tag_id),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, tag_id) references public.tags (tenant_id, id) on delete cascade
);
comment on table public.contact_tags is 'Which contacts have which tags.';
comment on column public.contact_tags.sort_name is
  'The contact''s, by trigger: a tag''s contacts are listed by name from an index.';

create index contact_tags_by_tag on public.contact_tags
  (tenant_id, tag_id, sort_name, contact_id);

alter table public.contact_tags enable row level security;
revoke all on public.contact_tags from anon, authenticated, service_role;
grant select, delete on public.contact_tags to authenticated;
grant insert (tenant_id, contact_id, tag_id) on public.contact_tags to authenticated;

create policy "members read their tenant's tagged contacts" on public.contact_tags
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members tag their tenant's contacts" on public.contact_tags
  for insert to authenticated with check (tenant_id = (select private.tenant_id()));
create policy "members take tags off their tenant's contacts" on public.contact_tags
  for delete to authenticated using (tenant_id = (select private.tenant_id()));

create trigger keep_change after insert or delete on public.contact_tags
  for each row execute function private.keep_tag_change();
create trigger sort_tagged before insert on public.contact_tags
  for each row execute function private.sort_tagged();

-- A company for each name that contacts carry, whatever its case.
alter table public.contacts disable trigger user;
alter table public.contact_emails disable trigger user;
insert into public.companies (tenant_id, name)
  select distinct on (tenant_id, lower(company)) tenant_id, company
  from public.contacts where company <> '' order by tenant_id, lower(company), created_at;
insert into public.contact_emails (tenant_id, contact_id, email)
  select tenant_id, id, lower(email) from public.contacts where email <> '';
update public.contacts c set email_words = lower(c.email), company = coalesce(k.name, ''),
    company_id = k.id,
    edited_by = c.edited_by - 'email' || case when c.edited_by ? 'email' and c.email <> ''
      then jsonb_build_object('email:' || lower(c.email), c.edited_by -> 'email') else '{}' end
  from public.contacts each
  left join public.companies k on k.tenant_id = each.tenant_id
    and k.sort_name = lower(each.company)
  where c.id = each.id and (c.email <> '' or c.company <> '');
alter table public.contact_emails enable trigger user;
alter table public.contacts enable trigger user;

alter table public.contacts alter column search set expression as (
    to_tsvector('simple', regexp_replace(
      ' ' || lower(name || ' ' || company || ' ' || email_words || ' ' || phone_words),
        '[^[:alnum:]]+', ' t' || left(tenant_id::text, 8), 'g'))
  );
alter table public.contacts drop column email;

-- What a new company starts with.
insert into public.contact_stages (tenant_id, name, position)
  select t.id, stage.name, stage.position
  from public.tenants t, (values ('Lead', 1), ('Contacted', 2), ('Qualified', 3),
    ('Customer', 4), ('Lost', 5)) as stage (name, position);

alter table public.contacts add constraint contacts_address_check CHECK ((char_length(address) <= 500));

alter table public.contacts add constraint contacts_custom_check CHECK (((jsonb_typeof(custom) = 'object'::text) AND (pg_column_size(custom) <= 65536)));

alter table public.contacts add constraint contacts_tenant_id_company_id_fkey FOREIGN KEY (tenant_id, company_id) REFERENCES public.companies(tenant_id, id);

alter table public.contacts add constraint contacts_tenant_id_stage_id_fkey FOREIGN KEY (tenant_id, stage_id) REFERENCES public.contact_stages(tenant_id, id);

alter table public.contacts add constraint contacts_time_zone_check CHECK (((time_zone ~ '^([A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+|UTC)$'::text) AND pg_input_is_valid(('2000-01-01 00:00 '::text || time_zone), 'timestamptz'::text)));

alter table public.contacts add constraint contacts_title_check CHECK ((char_length(title) <= 120));

CREATE INDEX contacts_archived ON public.contacts USING btree (tenant_id, sort_name, id) WHERE (archived_at IS NOT NULL);

CREATE INDEX contacts_by_beginning ON public.contacts USING btree (tenant_id, sort_name text_pattern_ops, id) WHERE (archived_at IS NULL);

CREATE INDEX contacts_by_company ON public.contacts USING btree (tenant_id, company_id, sort_name, id);

CREATE INDEX contacts_by_name ON public.contacts USING btree (tenant_id, sort_name, id) WHERE (archived_at IS NULL);

CREATE INDEX contacts_by_number ON public.contacts USING btree (tenant_id, split_part(phone_words, ' '::text, 1) text_pattern_ops) WHERE (archived_at IS NULL);

CREATE INDEX contacts_by_owner ON public.contacts USING btree (tenant_id, owner_id, sort_name, id);

CREATE INDEX contacts_by_stage ON public.contacts USING btree (tenant_id, stage_id, sort_name, id);

CREATE INDEX contacts_custom ON public.contacts USING gin (custom jsonb_path_ops);

CREATE INDEX contacts_search ON public.contacts USING gin (search) WHERE (archived_at IS NULL);

CREATE TRIGGER check_custom BEFORE INSERT OR UPDATE OF custom ON public.contacts FOR EACH ROW WHEN ((new.custom <> '{}'::jsonb)) EXECUTE FUNCTION private.check_custom();

CREATE TRIGGER clean_text BEFORE INSERT OR UPDATE OF name, company, title, address ON public.contacts FOR EACH ROW EXECUTE FUNCTION private.clean_text('name:name', 'company:line', 'title:line', 'address:paragraphs');

CREATE TRIGGER count_version BEFORE UPDATE ON public.contacts FOR EACH ROW EXECUTE FUNCTION private.count_version();

CREATE TRIGGER first_stages AFTER INSERT ON public.tenants FOR EACH ROW EXECUTE FUNCTION private.first_stages();

CREATE TRIGGER index_contact_phones AFTER INSERT OR DELETE OR UPDATE OF phone, extension, label, "position" ON public.contact_phones FOR EACH ROW EXECUTE FUNCTION private.index_contact_phones();

CREATE TRIGGER keep_change AFTER INSERT OR UPDATE OF name, company, title, owner_id, stage_id, address, time_zone, zone_guessed, custom, archived_at ON public.contacts FOR EACH ROW EXECUTE FUNCTION private.keep_contact_change();

CREATE TRIGGER link_company BEFORE INSERT OR UPDATE OF company ON public.contacts FOR EACH ROW EXECUTE FUNCTION private.link_company();

CREATE TRIGGER note_editor BEFORE UPDATE OF name, company, title, owner_id, stage_id, address, time_zone, zone_guessed, custom, archived_at ON public.contacts FOR EACH ROW WHEN ((auth.uid() IS NOT NULL)) EXECUTE FUNCTION private.note_editor();

CREATE TRIGGER rename_tagged AFTER UPDATE OF name ON public.contacts FOR EACH ROW WHEN ((new.sort_name IS DISTINCT FROM old.sort_name)) EXECUTE FUNCTION private.rename_tagged();

comment on column public.contact_changes.changes is 'By field {from, to}: name, company, title, owner_id, stage (its name), address, time_zone, archived, "phone:+1…" and "email:…" (its label), "tag:…" (true), "custom:…" (the field''s name), and "created" for a new contact.';

comment on column public.contacts.archived_at is 'Since when it is left out of lists and of the search; calls name it still.';

comment on column public.contacts.company is 'The name of its company. Writing it links the contact to the company of that name, which is added when there is none; renaming the company writes it.';

comment on column public.contacts.company_id is 'By trigger: the company of that name.';

comment on column public.contacts.custom is 'Values of the company''s own fields, by contact_fields.id: text, number, true or false, a date as 2026-11-29, a choice, an address of the web.';

comment on column public.contacts.edited_by is 'Who changed a column, or "phone:+1…", "email:…", "tag:…", "custom:<field>", last: {column: user_id}. Kept by triggers.';

comment on column public.contacts.email_words is 'The contact''s email addresses, the main one first. Kept by a trigger.';

comment on column public.contacts.time_zone is 'IANA: where the contact is called; null where nobody knows.';

comment on column public.contacts.version is 'Counts every change of the contact, its numbers, emails and tags.';

comment on column public.contacts.zone_guessed is 'Whether the time zone is a guess from the main number (lib/core/phone-zone.ts) that no person set.';

comment on function public.save_contact(pg_catalog.jsonb,integer) is 'Adds a contact {id, name, company, title, owner_id, stage_id, address, time_zone, zone_guessed, custom, phones: [{phone, extension, label}], emails: [{email, label}], tags: [name]}, the main number and email first, or changes it if it still has this version; null for a new one. saved | changed | not_found';

grant insert (address) on table public.contacts to authenticated;

grant insert (archived_at) on table public.contacts to authenticated;

grant insert (custom) on table public.contacts to authenticated;

grant insert (stage_id) on table public.contacts to authenticated;

grant insert (time_zone) on table public.contacts to authenticated;

grant insert (title) on table public.contacts to authenticated;

grant insert (zone_guessed) on table public.contacts to authenticated;

grant update (address) on table public.contacts to authenticated;

grant update (archived_at) on table public.contacts to authenticated;

grant update (custom) on table public.contacts to authenticated;

grant update (stage_id) on table public.contacts to authenticated;

grant update (time_zone) on table public.contacts to authenticated;

grant update (title) on table public.contacts to authenticated;

grant update (zone_guessed) on table public.contacts to authenticated;

reset check_function_bodies;
