create or replace function private.change_member_role(
  member uuid, new_role public.member_role, was public.member_role
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.require_admin();
  old_role public.member_role;
begin
  select role into old_role from public.profiles
    where tenant_id = tenant and user_id = member and removed_at is null for update;
  if not found then return 'not_found'; end if;
  if old_role <> was then return 'changed_meanwhile'; end if;
  if old_role = 'admin' and new_role <> 'admin' and not exists (
    select from public.profiles
    where tenant_id = tenant and role = 'admin' and removed_at is null and user_id <> member
  ) then return 'last_admin'; end if;
  update public.profiles set role = new_role where tenant_id = tenant and user_id = member;
  if old_role = 'admin' and new_role <> 'admin' then
    update public.invitations set revoked_at = now()
      where tenant_id = tenant and invited_by = member
        and accepted_at is null and revoked_at is null;
  end if;
  if new_role < old_role then
    update public.tenants set realtime_epoch = realtime_epoch + 1 where id = tenant;
  end if;
  return 'changed';
end
$$;

revoke all on function private.change_member_role from public;
grant execute on function private.change_member_role to authenticated;
