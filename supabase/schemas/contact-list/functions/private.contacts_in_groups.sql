-- As private.list_contacts, by their owners' names or by the order of stages: one owner or stage
-- after the other, each from its index by name; who has none comes last.
create or replace function private.contacts_in_groups(tenant uuid, reading text, filter jsonb,
  sort text, descending boolean, after jsonb, page_size integer) returns setof public.contacts
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  groups uuid[] := case sort
    when 'owner' then array(select p.user_id from public.profiles p
      where p.tenant_id = tenant and (filter ? 'archived' or exists (select from public.contacts c
        where c.tenant_id = tenant and c.owner_id = p.user_id and c.archived_at is null))
      order by lower(p.name), p.user_id)
    else array(select s.id from public.contact_stages s where s.tenant_id = tenant
      order by s.position, s.id) end;
  field constant text := case sort when 'owner' then 'c.owner_id' else 'c.stage_id' end;
  place constant text := ' and (c.sort_name, c.id) > ($3 ->> ''sort_name'', ($3 ->> ''id'')::uuid)';
  one uuid;
  is_first boolean := true;
  found_now integer;
begin
  if descending then
    groups := array(select id from unnest(groups) with ordinality as g (id, n) order by n desc);
  end if;
  groups := groups || array[null::uuid];
  if after is not null then
    groups := groups[coalesce(array_position(groups, (after ->> 'value')::uuid), 1):];
  end if;
  foreach one in array groups loop
    return query execute reading
      || case when one is null then ' and ' || field || ' is null'
        else ' and ' || field || ' = $5' end
      || case when is_first and after is not null then place else '' end
      || ' order by ' || field || ', c.sort_name, c.id limit $4'
      using tenant, filter, after, page_size, one;
    get diagnostics found_now = row_count;
    page_size := page_size - found_now;
    exit when page_size <= 0;
    is_first := false;
  end loop;
end
$$;

revoke all on function private.contacts_in_groups from public;
