-- A member's browser calls our echo: false where it may not, because the company has spent what it
-- may in a day. A minute later the leg is ended, whatever becomes of the page.
create or replace function machine.begin_test_call(tenant uuid, person uuid, account text,
  sid text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  settings public.tenants;
begin
  if not exists (select from public.profiles
    where tenant_id = tenant and user_id = person and removed_at is null) then return false; end if;
  select * into settings from public.tenants where id = tenant;
  if private.spend_refusal(settings, at) is not null then return false; end if;
  perform private.add_job('test_calls.end',
    jsonb_build_object('tenant_id', tenant, 'account_sid', account, 'call_sid', sid),
    sid, at + interval '1 minute');
  return true;
end
$$;

revoke all on function machine.begin_test_call from public;
grant execute on function machine.begin_test_call to ringbook_machine;
