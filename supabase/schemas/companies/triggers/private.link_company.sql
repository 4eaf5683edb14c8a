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
