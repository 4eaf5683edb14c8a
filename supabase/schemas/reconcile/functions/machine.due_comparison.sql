-- What comparing a tenant's account needs; null when it is not due, or no longer there.
create or replace function machine.due_comparison(tenant uuid, at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('tenant_id', c.tenant_id, 'since', c.since,
    'compared_until', c.compared_until, 'account_sid', a.account_sid,
    'auth_token_ciphertext', a.auth_token_ciphertext)
  from private.call_audits c join public.twilio_accounts a on a.tenant_id = c.tenant_id
  where c.tenant_id = tenant and c.next_at <= at and a.verified_at is not null
$$;

revoke all on function machine.due_comparison from public;
grant execute on function machine.due_comparison to ringbook_machine;
