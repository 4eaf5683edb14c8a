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
    case when filter ? 'custom_part' then
      '(select bool_and(position(lower(p.text) in lower(coalesce(c.custom ->> p.field, ''''))) > 0)'
      || ' from jsonb_each_text($2 -> ''custom_part'') as p (field, text))' end,
    case when filter ? 'not_called_days' then
      'a.called_at < now() - make_interval(days => ($2 ->> ''not_called_days'')::integer)' end,
    case when filter ? 'missed' then 'a.is_missed' end,
    case when filter ? 'task' then 'a.has_open_task' end,
    -- The search knows no archived contacts.
    case when filter ?& '{archived,query}' then
      'position(lower($2 ->> ''query'') in c.sort_name || '' '' || lower(c.company)) > 0'
      -- As private.search_contacts finds them, but all of them.
      when filter ?& '{whole,query}' then
      'private.search_query($1, $2 ->> ''query'', false) is not null'
      || ' and (c.sort_name ^@ lower(btrim($2 ->> ''query''))'
      || ' or c.search @@ private.search_query($1, $2 ->> ''query'', false)'
      || ' or split_part(c.phone_words, '' '', 1) ^@ nullif($2 ->> ''number_beginning'', ''''))'
      end)
$$;

revoke all on function private.contact_filter from public;
