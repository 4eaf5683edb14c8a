-- The TwiML app and API key of a tenant's browser calls; null unless they are turned on, in the
-- account that is the tenant's.
create or replace function private.softphone_line(tenant uuid) returns public.browser_calls
language sql stable set search_path = pg_catalog, pg_temp as $$
  select b from public.browser_calls b
  join public.twilio_accounts a on a.tenant_id = b.tenant_id and a.account_sid = b.account_sid
  where b.tenant_id = tenant and a.verified_at is not null
$$;
revoke all on function private.softphone_line from public;
