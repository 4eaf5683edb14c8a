-- A page of the asking person's tenant's contacts. filter: {archived, owner: id or "none", stage
-- likewise, company, tag, custom: {field: value}, custom_part: {field: part of its text},
-- not_called_days, missed, task, query, number_beginning}, each if it is asked for; of a query the
-- 1000 that are found first, with {whole} all of them, which may read every contact. sort: name,
-- company, created, last_call, called, owner or stage; after: {id, sort_name, value} of the last
-- contact of the page before, value being what it is sorted by. The SQL is put together of fixed
-- parts, so that each filter has the plan of its own: a filter by itself is read from its index,
-- in the order of the name. A definer's: matching jsonb is not leakproof, so that under row-level
-- security no index would be used.
create or replace function private.list_contacts(filter jsonb, sort text, descending boolean,
  after jsonb, page_size integer) returns setof public.contacts
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off as $$
declare
  tenant constant uuid := private.tenant_id();
  way constant text := case when descending then ' desc' else '' end;
  name_key constant text := case when filter ? 'tag' then 't.sort_name'
    when filter ?| '{missed,task}' then 'a.sort_name' else 'c.sort_name' end;
  keys constant text[] := case sort
    when 'company' then array['lower(c.company)', name_key]
    when 'created' then array['c.created_at']
    when 'last_call' then array['a.last_call_at']
    when 'called' then array['a.called_at']
    else array[name_key] end || array['c.id'];
  last constant text[] := case sort
    when 'company' then array['lower($3 ->> ''value'')', '$3 ->> ''sort_name''']
    when 'name' then array['$3 ->> ''sort_name''']
    else array['($3 ->> ''value'')::timestamptz'] end || array['($3 ->> ''id'')::uuid'];
  -- Being null is no equality to the planner: named in the order, its index has that order.
  none constant text := case when sort <> 'name' then ''
    when filter ->> 'owner' = 'none' then 'c.owner_id' || way || ', '
    when filter ->> 'stage' = 'none' then 'c.stage_id' || way || ', ' else '' end;
  reading constant text := 'select c.* from ' || private.contact_source(filter, sort)
    || ' where ' || private.contact_filter(filter);
begin
  if tenant is null then return; end if;
  if sort in ('owner', 'stage') then
    return query select * from
      private.contacts_in_groups(tenant, reading, filter, sort, descending, after, page_size);
  else
    return query execute reading
      || case when after is null then '' else format(' and (%s) %s (%s)',
        array_to_string(keys, ', '), case when descending then '<' else '>' end,
        array_to_string(last, ', ')) end
      || ' order by ' || none || array_to_string(keys, way || ', ') || way || ' limit $4'
      using tenant, filter, after, page_size;
  end if;
end
$$;

revoke all on function private.list_contacts from public;
grant execute on function private.list_contacts to authenticated;
