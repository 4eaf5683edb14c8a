-- Imports rows as if one after another, many at once: a round ends before a row that has a number
-- or an email of one in it (lib/imports/rounds.ts), or is about a contact that one in it is about.
-- One import of a tenant writes at a time, so that two never add the same contact.
create or replace function private.import_rows(job public.contact_imports, rows jsonb)
returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  rest jsonb;
  cut integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('import ' || job.tenant_id, 0));
  perform set_config('ringbook.actor', job.created_by::text, true);
  perform set_config('ringbook.quiet', 'on', true);
  for rest in
    select jsonb_agg(given) from jsonb_array_elements(rows) given
    group by given ->> 'round' order by (given ->> 'round')::integer
  loop
    while rest is not null loop
      cut := private.import_cut(job, rest);
      perform private.import_round(job, (select jsonb_agg(given)
        from jsonb_array_elements(rest) given where (given ->> 'line')::integer < cut));
      rest := (select jsonb_agg(given)
        from jsonb_array_elements(rest) given where (given ->> 'line')::integer >= cut);
    end loop;
  end loop;
  perform set_config('ringbook.quiet', '', true);
end
$$;

revoke all on function private.import_rows from public;
