create table public.contact_phones (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  contact_id uuid not null,
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  label text not null default 'work' check (label in ('mobile', 'work', 'home', 'other')),
  position smallint not null default 0,
  created_at timestamptz not null default now(),
  unique (tenant_id, contact_id, phone),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade
);
comment on table public.contact_phones is
  'A contact''s numbers (E.164). A switchboard may belong to several contacts; a call from it goes to the one that had it first.';
create index contact_phones_by_number on public.contact_phones (tenant_id, phone, created_at, id);

alter table public.contact_phones enable row level security;
revoke all on public.contact_phones from anon, authenticated, service_role;
grant select, delete on public.contact_phones to authenticated;
grant insert (id, tenant_id, contact_id, phone, label, position) on public.contact_phones to authenticated;
grant update (phone, label, position) on public.contact_phones to authenticated;

create policy "members read their tenant's contact numbers" on public.contact_phones
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members add numbers to their tenant's contacts" on public.contact_phones
  for insert to authenticated with check (tenant_id = (select private.tenant_id()));
create policy "members edit their tenant's contact numbers" on public.contact_phones
  for update to authenticated
  using (tenant_id = (select private.tenant_id())) with check (tenant_id = (select private.tenant_id()));
create policy "members remove their tenant's contact numbers" on public.contact_phones
  for delete to authenticated using (tenant_id = (select private.tenant_id()));

create function private.index_contact_phones() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  touched uuid := coalesce(new.contact_id, old.contact_id);
begin
  update public.contacts c set phone_words = coalesce((
    -- Whole, without a country code of one to three digits, each with a trunk 0 too, and the ends people remember.
    select string_agg(concat_ws(' ', substr(p.phone, 2),
      substr(p.phone, 3), substr(p.phone, 4), substr(p.phone, 5),
      '0' || substr(p.phone, 3), '0' || substr(p.phone, 4), '0' || substr(p.phone, 5),
      right(p.phone, 7), right(p.phone, 4)), ' ' order by p.position, p.id)
    from public.contact_phones p where p.contact_id = touched), '')
  where c.id = touched;
  return null;
end
$$;
revoke all on function private.index_contact_phones() from public;
create trigger index_contact_phones after insert or update of phone or delete on public.contact_phones
  for each row execute function private.index_contact_phones();

-- Words match from their beginning, in any order, split and folded as they were kept; spaces and punctuation inside a
-- number do not matter. Names that begin with what was typed come first, then others; some page_size of them, in no order: sorting
-- them all would cost the more the more there are.
-- A definer's: matching words is not leakproof, so that under row-level security no index would be used. It gives rows of the
-- asking person's own tenant, as their policy does.
create function private.search_contacts(query text, page_size integer) returns setof public.contacts
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
  tenant uuid := private.tenant_id();
  size integer := least(greatest(page_size, 1), 100);
  typed text := lower(btrim(query));
  mark text := 't' || left(tenant::text, 8);
  is_number boolean := query ~ '^[0-9+().\s/-]{3,}$';
  -- What looks like a number is one, or figures next to each other in a name: 24/7.
  words text := concat_ws(' | ',
    case when is_number then mark || nullif(regexp_replace(query, '[^0-9]', '', 'g'), '') || ':*' end,
    (select '(' || string_agg(quote_literal(mark || word) || case when is_number then '' else ':*' end, case when is_number then ' <-> ' else ' & ' end) || ')'
     from regexp_split_to_table(regexp_replace(lower(query), '[^[:alnum:]]+', ' ', 'g'), '\s+') as word
     where word <> ''));
  found_now integer;
begin
  if tenant is null or words = '' then return; end if;
  return query select c.* from public.contacts c
    where c.tenant_id = tenant and c.sort_name ^@ typed
    limit size;
  get diagnostics found_now = row_count;
  if found_now = size then return; end if;
  return query select c.* from public.contacts c
    where c.search @@ to_tsquery('simple', words)
      -- Said so that no index of tenants is put beside the words': these are one tenant's already.
      and c.tenant_id is not distinct from tenant
      and not c.sort_name ^@ typed
    limit size - found_now;
end
$$;
revoke all on function private.search_contacts(text, integer) from public;
grant execute on function private.search_contacts(text, integer) to authenticated;

create function public.search_contacts(query text, page_size integer default 50) returns setof public.contacts
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.search_contacts(query, page_size)
$$;
revoke all on function public.search_contacts(text, integer) from public, anon, service_role;
grant execute on function public.search_contacts(text, integer) to authenticated;
