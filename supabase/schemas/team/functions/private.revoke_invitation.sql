create or replace function private.revoke_invitation(invitation uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid := private.require_admin();
begin
  update public.invitations set revoked_at = now()
    where id = invitation and tenant_id = tenant and accepted_at is null and revoked_at is null;
end
$$;

revoke all on function private.revoke_invitation from public;
grant execute on function private.revoke_invitation to authenticated;
