-- Companies with each word that was typed anywhere in their name; of one or two letters, those that
-- begin so. A definer's, as the search of contacts; rows of the asking person's own tenant.
create or replace function private.search_companies(query text, page_size integer)
returns setof public.companies
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
  tenant constant uuid := private.tenant_id();
  typed constant text := lower(btrim(query));
  words constant text[] := regexp_split_to_array(typed, '\s+');
  wanted constant text[] := private.grams(tenant, typed);
  most constant integer := least(greatest(page_size, 1), 100);
begin
  if tenant is null or typed = '' then return; end if;
  if wanted = '{}' then
    return query select c.* from public.companies c
      where c.tenant_id = tenant and c.sort_name ^@ typed
      order by c.sort_name using ~<~ limit most;
    return;
  end if;
  return query select c.* from public.companies c
    where private.grams(c.tenant_id, c.name) @> wanted
      -- Said so that the index of pieces is taken: they bear the tenant already.
      and c.tenant_id is not distinct from tenant
      and not exists (select from unnest(words) word where position(word in c.sort_name) = 0)
    limit most;
end
$$;

revoke all on function private.search_companies from public;
grant execute on function private.search_companies to authenticated;
