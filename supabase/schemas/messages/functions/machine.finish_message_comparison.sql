-- Stores that an account was compared, or that Twilio could not be asked (failed). The next one is
-- sooner while there are messages, and later and later while it fails.
create or replace function machine.finish_message_comparison(tenant uuid, at timestamptz,
  failed boolean) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update private.message_audits c set
    compared_until = case when failed then compared_until else at end,
    failures = case when failed then failures + 1 else 0 end,
    next_at = at + case
      when failed then least(interval '1 minute' * 2 ^ least(failures, 6), interval '1 hour')
      when exists (select from public.message_threads t where t.tenant_id = tenant
        and t.closed_at is null and t.last_message_at > at - interval '1 hour')
        then interval '3 minutes'
      else interval '15 minutes' end
  where tenant_id = tenant
  returning true
$$;

revoke all on function machine.finish_message_comparison from public;
grant execute on function machine.finish_message_comparison to ringbook_machine;
