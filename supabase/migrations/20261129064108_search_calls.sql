set check_function_bodies = off;

-- The pieces of three letters or figures that words are found by, however they begin. Each bears
-- its tenant, so that the index keeps tenants apart and a search never walks another's.
create or replace function private.grams(tenant uuid, words text) returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  folded text := regexp_replace(lower(words), '[^[:alnum:]]+', ' ', 'g');
begin
  return coalesce((select array_agg(distinct left(tenant::text, 8) || substr(folded, place, 3))
    from generate_series(1, length(folded) - 2) place
    where substr(folded, place, 3) not like '% %'), '{}');
end
$$;

revoke all on function private.grams from public;
-- An index over it is kept as whoever writes the row.
grant execute on function private.grams to authenticated;

create or replace function private.keep_called_number() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.customer_number ~ '^\+[1-9][0-9]{6,14}$' and not exists (select
      from private.called_numbers n
      where n.tenant_id = new.tenant_id and n.number = new.customer_number) then
    insert into private.called_numbers (tenant_id, number)
      values (new.tenant_id, new.customer_number) on conflict do nothing;
  end if;
  return null;
end
$$;

revoke all on function private.keep_called_number from public;

create table private.called_numbers (
  tenant_id uuid not null,
  number text not null,
  primary key (tenant_id, number)
);
comment on table private.called_numbers is
  'Every number a tenant has had a call with, once: the log is searched by any digits of them. '
  'Filled when a call is over, so that no caller waits for it.';

create index called_numbers_by_digits on private.called_numbers
  using gin (private.grams(tenant_id, number));

alter table private.called_numbers enable row level security;
revoke all on private.called_numbers from anon, authenticated, service_role;

create trigger keep_called_number after update on public.calls
  for each row when (new.stage = 'ended' and old.stage <> 'ended')
  execute function private.keep_called_number();
create trigger keep_called_number_new after insert on public.calls
  for each row when (new.stage = 'ended') execute function private.keep_called_number();

-- A page of the tenant's calls with whom was typed, newest first: any part of a name or company,
-- any digits of a number (`number_beginning` is what was typed as the beginning of a number in the
-- tenant's country: E.164 without its plus). Who it may be is found first, by the indexes of
-- contacts and numbers; then the calls of each, newest first, by theirs. Where more than 50 have
-- such a name, the newest 5,000 calls are looked through as well. A definer's: matching words is
-- not leakproof, so that under row-level security no index would be used.
create or replace function private.search_calls(typed text, number_beginning text,
  page_size integer, since timestamptz, until timestamptz,
  before_id uuid, person uuid, way text, ended_as text,
  line uuid)
returns setof public.calls
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
  tenant constant uuid := private.tenant_id();
  words constant text[] := regexp_split_to_array(btrim(lower(typed)), '\s+');
  digits constant text := case
    when typed ~ '^[0-9+().\s/-]+$' then regexp_replace(typed, '[^0-9]', '', 'g') end;
  them uuid[];
  numbers text[] := '{}';
begin
  if tenant is null then return; end if;
  them := private.searched_contacts(tenant, words, 51);
  if length(digits) >= 3 then
    numbers := array(select n.number from private.called_numbers n
      where (private.grams(n.tenant_id, n.number) @> private.grams(tenant, digits)
          and position(digits in n.number) > 0
        or length(number_beginning) >= 3
          and private.grams(n.tenant_id, n.number) @> private.grams(tenant, number_beginning)
          and position(number_beginning in n.number) > 0)
        and n.tenant_id = tenant
      limit 50);
  end if;
  return query
    with theirs as (
      select c.* from unnest(them) found(id) cross join lateral (
        select c.* from public.calls c
        where c.tenant_id = tenant and c.contact_id = found.id
          and c.created_at >= since and c.created_at <= until
          and (before_id is null or (c.created_at, c.id) < (until, before_id))
          and (person is null or c.user_id = person) and (way is null or c.direction = way)
          and (ended_as is null or c.outcome = ended_as)
          and (line is null or c.phone_number_id = line)
        order by c.created_at desc, c.id desc limit page_size) c
      union
      select c.* from unnest(numbers) found(number) cross join lateral (
        select c.* from public.calls c
        where c.tenant_id = tenant and c.customer_number = found.number
          and c.created_at >= since and c.created_at <= until
          and (before_id is null or (c.created_at, c.id) < (until, before_id))
          and (person is null or c.user_id = person) and (way is null or c.direction = way)
          and (ended_as is null or c.outcome = ended_as)
          and (line is null or c.phone_number_id = line)
        order by c.created_at desc, c.id desc limit page_size) c
      union
      select c.* from (
        select c.* from public.calls c
        where cardinality(them) > 50 and c.tenant_id = tenant
          and c.created_at >= since and c.created_at <= until
          and (before_id is null or (c.created_at, c.id) < (until, before_id))
          and (person is null or c.user_id = person) and (way is null or c.direction = way)
          and (ended_as is null or c.outcome = ended_as)
          and (line is null or c.phone_number_id = line)
        order by c.created_at desc, c.id desc limit 5000) c
      join public.contacts k on k.tenant_id = tenant and k.id = c.contact_id
      where not exists (select from unnest(words) word
        where position(word in lower(k.name || ' ' || k.company)) = 0)
    )
    select * from theirs order by created_at desc, id desc limit page_size;
end
$$;

revoke all on function private.search_calls from public;
grant execute on function private.search_calls to authenticated;

-- Contacts of a tenant with each of these words anywhere in name or company, some `most` of them.
-- Words of one or two letters are found by their beginnings, as in the list of contacts.
create or replace function private.searched_contacts(tenant uuid, typed text[], most integer)
returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
  wanted text[] := private.grams(tenant, array_to_string(typed, ' '));
begin
  if wanted = '{}' then
    return array(select id from private.search_contacts(array_to_string(typed, ' '), most, null));
  end if;
  return array(select c.id from public.contacts c
    where private.grams(c.tenant_id, c.name || ' ' || c.company) @> wanted
      and c.tenant_id is not distinct from tenant
      and not exists (select from unnest(typed) word
        where position(word in lower(c.name || ' ' || c.company)) = 0)
    limit most);
end
$$;

revoke all on function private.searched_contacts from public;

create or replace function public.search_calls(typed text, number_beginning text default null,
  page_size integer default 50, since timestamptz default '-infinity',
  until timestamptz default 'infinity', before_id uuid default null, person uuid default null,
  way text default null, ended_as text default null,
  line uuid default null) returns setof public.calls
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.search_calls(typed, number_beginning, least(page_size, 101), since, until,
    before_id, person, way, ended_as, line)
$$;

revoke all on function public.search_calls from public, anon, service_role;
grant execute on function public.search_calls to authenticated;

CREATE INDEX contacts_by_part ON public.contacts USING gin (private.grams(tenant_id, ((name || ' '::text) || company)));

reset check_function_bodies;

insert into private.called_numbers (tenant_id, number)
  select distinct tenant_id, customer_number from public.calls
  where customer_number ~ '^\+[1-9][0-9]{6,14}$'
  on conflict do nothing;
