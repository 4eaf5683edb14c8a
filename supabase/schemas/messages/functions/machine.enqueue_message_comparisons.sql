-- Adds a job for each account whose received texts are to be compared. A new account, or another
-- one than before, begins at its connection, a day ago at the earliest.
create or replace function machine.enqueue_message_comparisons(at timestamptz) returns integer
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into private.message_audits as k (tenant_id, account_sid, compared_until, next_at)
    select a.tenant_id, a.account_sid, greatest(a.updated_at, at - interval '1 day'), at
    from public.twilio_accounts a
    where a.verified_at is not null
      and not exists (select from private.message_audits c where c.tenant_id = a.tenant_id
        and c.account_sid = a.account_sid)
  on conflict (tenant_id) do update set account_sid = excluded.account_sid,
      compared_until = excluded.compared_until, next_at = excluded.next_at, failures = 0
    where k.account_sid <> excluded.account_sid;
  select count(private.add_job('messages.compare',
    jsonb_build_object('tenant_id', c.tenant_id), c.tenant_id::text)::text)::integer
  from private.message_audits c
    join public.twilio_accounts a on a.tenant_id = c.tenant_id and a.verified_at is not null
  where c.next_at <= at
$$;

revoke all on function machine.enqueue_message_comparisons from public;
grant execute on function machine.enqueue_message_comparisons to ringbook_machine;
