set check_function_bodies = off;

create table public.contacts (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 120),
  company text not null default '' check (char_length(company) <= 120),
  email text not null default '' check (char_length(email) <= 254),
  notes text not null default '' check (char_length(notes) <= 10000),
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
comment on column public.contacts.edited_by is
  'Who changed a column, or the number "phone:+1…", last: {column: user_id}. Kept by triggers.';

alter table public.contacts enable row level security;
revoke all on public.contacts from anon, authenticated, service_role;
grant select on public.contacts to authenticated;
grant insert (id, tenant_id, name, company, email, notes,
  owner_id) on public.contacts to authenticated;
grant update (name, company, email, notes, owner_id, updated_at) on public.contacts
  to authenticated;

create policy "members read their tenant's contacts" on public.contacts
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members add contacts to their tenant" on public.contacts
  for insert to authenticated with check (tenant_id = (select private.tenant_id()));
create policy "members edit their tenant's contacts" on public.contacts
  for update to authenticated
  using (tenant_id = (select private.tenant_id())) with check
    (tenant_id = (select private.tenant_id()));

create trigger broadcast_contact after insert or update on public.contacts
  for each row execute function private.broadcast_contact();

create trigger clean_text before insert or update of name, company, email, notes on public.contacts
  for each row execute function
    private.clean_text('name:name', 'company:line', 'email:line', 'notes:paragraphs');
create trigger note_editor before update of name, company, email, notes, owner_id
  on public.contacts for each row when (auth.uid() is not null)
  execute function private.note_editor();

create table public.contact_phones (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  contact_id uuid not null,
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  extension text not null default '' check (extension ~ '^[0-9]{0,20}$'),
  label text not null default 'work' check (label in ('mobile', 'work', 'home', 'other')),
  position smallint not null default 0,
  created_at timestamptz not null default now(),
  constraint contact_phones_not_withheld check (not private.is_withheld(phone)),
  unique (tenant_id, contact_id, phone),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade
);
comment on table public.contact_phones is
  'A contact''s numbers (E.164). A switchboard may belong to several contacts; a call from it '
  'goes to the one that had it first.';
comment on column public.contact_phones.extension is
  'Digits to dial once the number answers, or empty. A caller is found by the number alone.';

create index contact_phones_by_number on public.contact_phones (tenant_id, phone, created_at, id);

alter table public.contact_phones enable row level security;
revoke all on public.contact_phones from anon, authenticated, service_role;
grant select, delete on public.contact_phones to authenticated;
grant insert (id, tenant_id, contact_id, phone, extension, label, position) on public.contact_phones
  to authenticated;
grant update (phone, extension, label, position) on public.contact_phones to authenticated;

create policy "members read their tenant's contact numbers" on public.contact_phones
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members add numbers to their tenant's contacts" on public.contact_phones
  for insert to authenticated with check (tenant_id = (select private.tenant_id()));
create policy "members edit their tenant's contact numbers" on public.contact_phones
  for update to authenticated
  using (tenant_id = (select private.tenant_id())) with check
    (tenant_id = (select private.tenant_id()));
create policy "members remove their tenant's contact numbers" on public.contact_phones
  for delete to authenticated using (tenant_id = (select private.tenant_id()));

create trigger index_contact_phones after insert or update of phone, extension, label
  or delete
  on public.contact_phones for each row execute function private.index_contact_phones();
create trigger adopt_calls after insert or update of phone on public.contact_phones
  for each row execute function private.adopt_calls();

-- In plpgsql, as everything that an event calls: its plans last as long as the connection. A
-- function in SQL that cannot be inlined is parsed and planned anew in every transaction.
create or replace function private.contact_for(tenant uuid, number text) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select contact_id from public.contact_phones
    where tenant_id = tenant and phone = number order by created_at, id limit 1);
end
$$;

revoke all on function private.contact_for from public;

-- Words match from their beginning, in any order, split and folded as they were kept; spaces and
-- punctuation inside a number do not matter. `number_beginning` is what was typed as the beginning
-- of a number in the tenant's country: E.164 without its plus. First come names that begin with
-- what was typed, then numbers that are it or end with it and names with those figures, then main
-- numbers that begin with it, then others; some page_size of them: sorting them all would cost the
-- more the more there are. Beginnings are asked for in their index's order and never sorted, so
-- that no more of them are read than are given, whatever the planner takes for rare. A definer's:
-- matching words is not leakproof, so that under row-level security no index would be used. It
-- gives rows of the asking person's own tenant, as their policy does.
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
    where c.tenant_id = tenant and c.sort_name ^@ typed
    order by c.sort_name using ~<~
    limit more;
  get diagnostics found_now = row_count;
  more := more - found_now;

  if more > 0 and whole is not null then
    return query select c.* from public.contacts c
      where c.search @@ whole
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
      where c.tenant_id = tenant and split_part(c.phone_words, ' ', 1) ^@ number_beginning
        and not c.sort_name ^@ typed
        and (c.search @@ whole) is not true
      order by split_part(c.phone_words, ' ', 1) using ~<~
      limit more;
    get diagnostics found_now = row_count;
    more := more - found_now;
  end if;

  if more > 0 then
    return query select c.* from public.contacts c
      where c.search @@ to_tsquery('simple', words)
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

-- A contact and its numbers, all or nothing. A number that stays keeps its row: calls from a shared
-- number go to the contact that had it first.
create or replace function public.save_contact(contact jsonb, phones jsonb, was jsonb) returns text
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.tenant_id();
  is_new boolean := coalesce(was, 'null') = 'null';
  typed record;
  now_there jsonb;
begin
  if tenant is null then
    raise exception 'members only' using errcode = 'insufficient_privilege';
  end if;
  select * into typed from jsonb_to_record(contact)
    as c (id uuid, name text, company text, email text, notes text, owner_id uuid);
  if is_new then
    insert into public.contacts (id, tenant_id, name, company, email, notes, owner_id)
      values (typed.id, tenant, typed.name, typed.company, typed.email, typed.notes, typed.owner_id)
      on conflict (id) do nothing;
    if not found then
      return case when exists (
        select from public.contacts where tenant_id = tenant and id = typed.id
      ) then 'changed' else 'not_found' end;
    end if;
  else
    select jsonb_build_object('name', name, 'company', company, 'email', email, 'notes', notes,
        'owner_id', owner_id) into now_there
      from public.contacts where tenant_id = tenant and id = typed.id for update;
    if not found then return 'not_found'; end if;
    -- A statement of its own, so that it sees what was saved while this one waited for the row.
    now_there := now_there || jsonb_build_object('phones', (
      select coalesce(jsonb_agg(jsonb_build_object('phone', phone,
        'extension', extension, 'label', label)
        order by phone collate "C"), '[]')
      from public.contact_phones where tenant_id = tenant and contact_id = typed.id));
    if now_there <> was then return 'changed'; end if;
    update public.contacts set name = typed.name, company = typed.company, email = typed.email,
      notes = typed.notes, owner_id = typed.owner_id, updated_at = now()
      where tenant_id = tenant and id = typed.id;
  end if;
  delete from public.contact_phones kept
    where kept.tenant_id = tenant and kept.contact_id = typed.id and not exists (
      select from jsonb_array_elements(phones) as wanted where wanted ->> 'phone' = kept.phone);
  insert into public.contact_phones as kept
      (tenant_id, contact_id, phone, extension, label, position)
    select tenant, typed.id, wanted.phone, coalesce(wanted.extension, ''), wanted.label,
      wanted.place - 1
    from rows from (jsonb_to_recordset(phones) as (phone text, extension text, label text))
      with ordinality as wanted (phone, extension, label, place)
  on conflict (tenant_id, contact_id, phone)
    do update set extension = excluded.extension, label = excluded.label,
      position = excluded.position
    where (kept.extension, kept.label, kept.position)
      is distinct from (excluded.extension, excluded.label, excluded.position);
  return 'saved';
end
$$;

comment on function public.save_contact is
  'Adds a contact {id, name, company, email, notes, owner_id} with its numbers '
  '[{phone, extension, label}] in their order, or changes it if it still is as it was: '
  '{name, company, email, notes, owner_id, phones (by number)}; null for a new one. '
  'saved | changed | not_found';

revoke all on function public.save_contact from public, anon, service_role;
grant execute on function public.save_contact to authenticated;

create or replace function public.search_contacts(query text, page_size integer default 50,
  number_beginning text default null) returns setof public.contacts
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.search_contacts(query, page_size, number_beginning)
$$;

revoke all on function public.search_contacts from public, anon, service_role;
grant execute on function public.search_contacts to authenticated;

reset check_function_bodies;
