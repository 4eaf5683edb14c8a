-- Imports rows as if one after another: a row whose number or email an earlier one has is of a
-- later round (lib/imports/rounds.ts). One import of a tenant writes at a time, so that two never
-- add the same contact.
create or replace function private.import_rows(job public.contact_imports, rows jsonb)
returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  round jsonb;
begin
  perform pg_advisory_xact_lock(hashtextextended('import ' || job.tenant_id, 0));
  perform set_config('ringbook.actor', job.created_by::text, true);
  perform set_config('ringbook.quiet', 'on', true);
  for round in
    select jsonb_agg(given) from jsonb_array_elements(rows) given
    group by given ->> 'round' order by (given ->> 'round')::integer
  loop
    perform private.import_round(job, round);
  end loop;
  perform set_config('ringbook.quiet', '', true);
end
$$;

revoke all on function private.import_rows from public;
