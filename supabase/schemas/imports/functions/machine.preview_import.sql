-- What importing these rows would come to: they are imported, and everything is taken back.
create or replace function machine.preview_import(tenant uuid, import uuid, rows jsonb,
  duplicates text)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports;
  answer jsonb;
begin
  select * into job from public.contact_imports
    where tenant_id = tenant and id = import and stage = 'draft';
  if not found then return null; end if;
  job.settings := job.settings || jsonb_build_object('duplicates', duplicates);
  begin
    perform private.import_rows(job, rows);
    select jsonb_agg(jsonb_build_object('line', r.line, 'outcome', r.outcome, 'reason', r.reason,
        'contact', c.name, 'flat', f.flat) order by r.line) into answer
      from public.import_rows r
      left join public.contacts c on c.tenant_id = tenant and c.id = r.contact_id
      left join private.flat_contacts(tenant, (select array_agg(contact_id)
        from public.import_rows where tenant_id = tenant and import_id = import)) f
        on f.contact_id = r.contact_id
      where r.tenant_id = tenant and r.import_id = import;
    raise exception 'taken back' using errcode = 'RB001';
  exception when sqlstate 'RB001' then
    return answer;
  end;
end
$$;

revoke all on function machine.preview_import from public;
grant execute on function machine.preview_import to ringbook_machine;
