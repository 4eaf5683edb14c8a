-- Keeps an admin's report and says so in the audit log; null for everyone else.
create or replace function machine.save_call_audit(tenant uuid, person uuid, report jsonb)
  returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  kept uuid;
begin
  if not exists (select from public.profiles
                 where tenant_id = tenant and user_id = person and removed_at is null
                   and role = 'admin') then
    return null;
  end if;
  insert into public.call_audit_reports
    (tenant_id, asked_by, asked_at, from_day, to_day, counts, findings)
    values (tenant, person, (report ->> 'asked_at')::timestamptz, (report ->> 'from')::date,
      (report ->> 'to')::date,
      report -> 'counts', report -> 'findings')
    returning id into kept;
  perform private.audit(tenant, person, 'call_audit.asked', kept::text,
    jsonb_build_object('from', report ->> 'from', 'to', report ->> 'to', 'findings',
      jsonb_array_length(report -> 'findings')));
  return kept;
end
$$;

revoke all on function machine.save_call_audit from public;
grant execute on function machine.save_call_audit to ringbook_machine;
