-- One trigger for every table of settings: action prefix, then the columns to name but not to show.
create or replace function private.audit_row() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  before jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
  row jsonb := case when tg_op = 'DELETE' then before else after end;
  what jsonb := case
    when tg_op = 'DELETE' then private.changes('{}', before, string_to_array(tg_argv[1], ','))
                     else private.changes(before, after, string_to_array(tg_argv[1], ',')) end;
begin
  if tg_op = 'UPDATE' and what = '{}' then return null; end if;
  perform private.audit(coalesce(row ->> 'tenant_id', row ->> 'id')::uuid, private.actor(),
    tg_argv[0] || case tg_op when 'INSERT' then '.added' when 'DELETE' then '.removed'
      else coalesce('.' || nullif(current_setting('ringbook.verb', true), ''), '.changed') end,
    coalesce(row ->> 'user_id', row ->> 'id'), what);
  return null;
end
$$;

revoke all on function private.audit_row from public;
