-- Where the contacts `c` of a filter are read from, in a sort, as SQL: $2 is the filter.
create or replace function private.contact_source(filter jsonb, sort text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when filter ? 'query' and not filter ?| '{archived,whole}'
      then 'private.search_contacts($2 ->> ''query'', 1000, $2 ->> ''number_beginning'') c'
      else 'public.contacts c' end
    || case when filter ? 'tag' then ' join public.contact_tags t'
      || ' on t.tenant_id = c.tenant_id and t.contact_id = c.id' else '' end
    || case when filter ?| '{missed,task,not_called_days}' or sort in ('last_call', 'called')
      then ' join public.contact_activity a'
        || ' on a.tenant_id = c.tenant_id and a.contact_id = c.id'
        || case when filter ? 'archived' then '' else ' and not a.is_archived' end
      else '' end
$$;

revoke all on function private.contact_source from public;
