create or replace function private.change_extension(member uuid, digits text, was text)
  returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.require_admin();
  old text;
begin
  select extension into old from public.profiles
    where tenant_id = tenant and user_id = member and removed_at is null for update;
  if not found then return 'not_found'; end if;
  if old is distinct from was then return 'changed_meanwhile'; end if;
  if exists (select from public.profiles where tenant_id = tenant and extension = digits
    and user_id <> member) then return 'taken'; end if;
  update public.profiles set extension = digits where tenant_id = tenant and user_id = member;
  return 'changed';
end
$$;

revoke all on function private.change_extension from public;
grant execute on function private.change_extension to authenticated;
