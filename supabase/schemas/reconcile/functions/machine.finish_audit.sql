-- Stores how far an account was compared (`until`), or the failure. The next comparison is soon
-- while there are calls, and at growing intervals while Twilio cannot be reached.
create or replace function machine.finish_audit(tenant uuid, at timestamptz, until timestamptz,
  differing integer, failure text) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update private.call_audits c set
    compared_until = greatest(compared_until, until),
    differences = coalesce(differing, differences),
    problem = failure,
    failures = case when failure is null then 0 else failures + 1 end,
    next_at = at + case
      when failure is not null then least(interval '30 seconds' * 2 ^ least(failures, 6),
        interval '10 minutes')
      when until < at - interval '1 minute' then interval '0'
      when exists (select from public.calls where tenant_id = tenant
        and created_at > at - interval '1 hour') then interval '40 seconds'
      else interval '5 minutes' end
  where tenant_id = tenant
  returning true
$$;

revoke all on function machine.finish_audit from public;
grant execute on function machine.finish_audit to ringbook_machine;
