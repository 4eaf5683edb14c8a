-- Adds a job for each account that is due to be compared. One that died in the last hour is left
-- for an admin to see; then it is tried again.
create or replace function machine.enqueue_comparisons(at timestamptz) returns integer
language sql security definer set search_path = pg_catalog, pg_temp as $$
  -- A new account, or another one than before, begins at its connection.
  insert into private.call_audits as k (tenant_id, account_sid, since, compared_until, next_at)
    select a.tenant_id, a.account_sid, a.updated_at,
      greatest(a.updated_at, at - interval '31 days'), at
    from public.twilio_accounts a
    where a.verified_at is not null
      and not exists (select from private.call_audits c where c.tenant_id = a.tenant_id
        and c.account_sid = a.account_sid)
  on conflict (tenant_id) do update set account_sid = excluded.account_sid, since = excluded.since,
    compared_until = excluded.compared_until, next_at = excluded.next_at, failures = 0,
      problem = null, differences = 0
    where k.account_sid <> excluded.account_sid;
  with due as (
    select c.tenant_id from private.call_audits c
      join public.twilio_accounts a on a.tenant_id = c.tenant_id
    where c.next_at <= at and a.verified_at is not null
      and not exists (select from jobs.job j where j.name = 'accounts.compare'
        and j.singleton_key = c.tenant_id::text and j.state = 'failed'
        and j.completed_on > at - interval '1 hour')
    order by c.next_at
  )
  select count(private.add_job('accounts.compare',
    jsonb_build_object('tenant_id', due.tenant_id), due.tenant_id::text)::text)::integer
  from due
$$;

revoke all on function machine.enqueue_comparisons from public;
grant execute on function machine.enqueue_comparisons to ringbook_machine;
