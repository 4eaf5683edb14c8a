-- Accounts due to be compared, each handed to one sweep at a time, for a minute.
create or replace function machine.claim_audits(at timestamptz, how_many integer) returns jsonb
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
    where c.next_at <= at and a.verified_at is not null order by c.next_at limit how_many
      for update of c skip locked
  ), claimed as (
    update private.call_audits c set next_at = at + interval '60 seconds' from due
    where c.tenant_id = due.tenant_id returning c.*
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', c.tenant_id, 'since', c.since,
      'compared_until', c.compared_until,
      'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext)), '[]'::jsonb)
  from claimed c join public.twilio_accounts a on a.tenant_id = c.tenant_id
$$;

revoke all on function machine.claim_audits from public;
grant execute on function machine.claim_audits to ringbook_machine;
