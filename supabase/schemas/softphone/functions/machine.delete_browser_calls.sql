-- An admin turns browser calls off. False for who is no admin.
create or replace function machine.delete_browser_calls(tenant uuid, person uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from public.profiles
    where tenant_id = tenant and user_id = person and removed_at is null and role = 'admin'
  ) then return false; end if;
  perform private.act_as(person);
  delete from public.browser_calls where tenant_id = tenant;
  delete from public.softphones where tenant_id = tenant;
  return true;
end
$$;

revoke all on function machine.delete_browser_calls from public;
grant execute on function machine.delete_browser_calls to ringbook_machine;
