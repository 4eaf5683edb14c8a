-- Imports rows that are independent of each other, and writes down what became of each.
create or replace function private.import_round(job public.contact_imports, rows jsonb)
returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  decided jsonb := private.decide_imported(job.tenant_id, rows, job.settings ->> 'duplicates');
begin
  perform private.add_imported(job, rows, decided);
  perform private.write_contacts(job.tenant_id, (
    select coalesce(jsonb_agg(
      jsonb_build_object('contact_id', d.contact_id, 'flat', d.wrote)), '[]')
    from jsonb_to_recordset(decided) as d (contact_id uuid, outcome text, wrote jsonb)
    where d.outcome = 'updated'));
  insert into public.import_rows
      (tenant_id, import_id, line, outcome, contact_id, reason, cells, had, wrote)
    select job.tenant_id, job.id, d.line, d.outcome, d.contact_id, d.reason,
      case when d.outcome in ('skipped', 'failed') then given.cells end,
      d.had, coalesce(d.wrote, added.flat)
    from jsonb_to_recordset(decided) as d (line integer, outcome text, contact_id uuid, reason text,
      had jsonb, wrote jsonb)
    join jsonb_to_recordset(rows) as given (line integer, cells jsonb) using (line)
    left join private.flat_contacts(job.tenant_id, (select array_agg(e.contact_id)
      from jsonb_to_recordset(decided) as e (contact_id uuid, outcome text)
      where e.outcome = 'created')) as added
      on d.outcome = 'created' and added.contact_id = d.contact_id;
end
$$;

revoke all on function private.import_round from public;
