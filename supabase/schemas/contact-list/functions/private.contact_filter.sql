-- What a filter asks of a contact `c`, its tag `t` and its activity `a`, as SQL in which $1 is the
-- tenant and $2 the filter: no text of the filter itself is part of it.
create or replace function private.contact_filter(filter jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select concat_ws(' and ', 'c.tenant_id = $1',
    case when filter ? 'archived' then 'c.archived_at is not null'
      else 'c.archived_at is null' end,
    case when filter ->> 'owner' = 'none' then 'c.owner_id is null'
      when filter ? 'owner' then 'c.owner_id = ($2 ->> ''owner'')::uuid' end,
    case when filter ->> 'stage' = 'none' then 'c.stage_id is null'
      when filter ? 'stage' then 'c.stage_id = ($2 ->> ''stage'')::uuid' end,
    case when filter ? 'company' then 'c.company_id = ($2 ->> ''company'')::uuid' end,
    case when filter ? 'tag' then 't.tag_id = ($2 ->> ''tag'')::uuid' end,
    case when filter ? 'custom' then 'c.custom @> ($2 -> ''custom'')' end,
    case when filter ? 'not_called_days' then
      'a.called_at < now() - make_interval(days => ($2 ->> ''not_called_days'')::integer)' end,
    case when filter ? 'missed' then 'a.is_missed' end,
    case when filter ? 'task' then 'a.has_open_task' end,
    -- The search knows no archived contacts.
    case when filter ?& '{archived,query}' then
      'position(lower($2 ->> ''query'') in c.sort_name || '' '' || lower(c.company)) > 0' end)
$$;

revoke all on function private.contact_filter from public;
