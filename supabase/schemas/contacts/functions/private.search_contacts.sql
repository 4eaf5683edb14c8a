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
  more integer := greatest(page_size, 1);
  typed text := lower(btrim(query));
  words constant tsquery := private.search_query(tenant, query, false);
  whole constant tsquery := private.search_query(tenant, query, true);
  found_now integer;
begin
  if tenant is null or words is null then return; end if;
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
      where c.search @@ words and c.archived_at is null
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
