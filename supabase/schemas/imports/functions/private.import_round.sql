-- Imports rows that are independent of each other, and writes down what became of each.
create or replace function private.import_round(job public.contact_imports, rows jsonb)
returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  decided jsonb := private.decide_imported(job.tenant_id, rows, job.settings ->> 'duplicates');
  touched uuid[] := array(select d.contact_id
    from jsonb_to_recordset(decided) as d (contact_id uuid, outcome text)
    where d.outcome in ('created', 'updated'));
begin
  insert into public.tags (tenant_id, name)
    select distinct on (lower(tag)) job.tenant_id, tag
    from jsonb_to_recordset(rows) as given (line integer, tags jsonb)
      join jsonb_to_recordset(decided) as d (line integer, outcome text) using (line),
      jsonb_array_elements_text(given.tags) tag
    where d.outcome in ('created', 'updated') order by lower(tag)
  on conflict (tenant_id, sort_name) do nothing;
  perform private.add_imported(job, rows, decided);
  perform private.write_contacts(job.tenant_id, (
    select coalesce(jsonb_agg(
      jsonb_build_object('contact_id', d.contact_id, 'flat', d.wrote)), '[]')
    from jsonb_to_recordset(decided) as d (contact_id uuid, outcome text, wrote jsonb)
    where d.outcome = 'updated'));
  -- As it is there now: a company is spelled as it was.
  insert into public.import_rows
      (tenant_id, import_id, line, outcome, contact_id, reason, without, cells, had, wrote)
    select job.tenant_id, job.id, d.line, d.outcome, d.contact_id, d.reason,
      case when d.outcome <> 'failed' then given.without end,
      case when d.outcome in ('skipped', 'failed') or given.without is not null
        then given.cells end, d.had,
      case d.outcome when 'created' then there.flat when 'updated' then (
        select jsonb_object_agg(key, there.flat -> key) from jsonb_object_keys(d.wrote) key) end
    from jsonb_to_recordset(decided) as d (line integer, outcome text, contact_id uuid, reason text,
      had jsonb, wrote jsonb)
    join jsonb_to_recordset(rows) as given (line integer, cells jsonb, without text) using (line)
    left join private.flat_contacts(job.tenant_id, touched) as there using (contact_id);
end
$$;

revoke all on function private.import_round from public;
