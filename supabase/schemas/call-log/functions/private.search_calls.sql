-- A page of the tenant's calls with whom was typed, newest first: any part of a name or company,
-- any digits of a number (`number_beginning` is what was typed as the beginning of a number in the
-- tenant's country: E.164 without its plus). Who it may be is found first, by the indexes of
-- contacts and numbers; then the calls of each, newest first, by theirs. Where more than 50 have
-- such a name, the newest 5,000 calls are looked through as well. A definer's: matching words is
-- not leakproof, so that under row-level security no index would be used.
create or replace function private.search_calls(typed text, number_beginning text,
  page_size integer, since timestamptz, until timestamptz,
  before_id uuid, person uuid, way text, ended_as text,
  line uuid, said uuid)
returns setof public.calls
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
  tenant constant uuid := private.tenant_id();
  words constant text[] := regexp_split_to_array(btrim(lower(typed)), '\s+');
  nobodys constant uuid := '00000000-0000-0000-0000-000000000000';
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
        -- Said so that the index of digits is taken: its pieces bear the tenant already.
        and n.tenant_id is not distinct from tenant
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
          and (said is null or c.disposition_id = said or c.lacks_outcome and said = nobodys)
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
          and (said is null or c.disposition_id = said or c.lacks_outcome and said = nobodys)
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
          and (said is null or c.disposition_id = said or c.lacks_outcome and said = nobodys)
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
