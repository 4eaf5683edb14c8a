create or replace function private.create_invitation(invitee text, as_role public.member_role)
  returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.require_admin();
  token text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
begin
  update public.invitations set revoked_at = now()
    where tenant_id = tenant and lower(email) = lower(btrim(invitee)) and accepted_at is null
      and revoked_at is null;
  insert into public.invitations (tenant_id, email, role, token_hash, invited_by, expires_at)
    values (tenant, lower(btrim(invitee)), as_role, sha256(convert_to(token, 'UTF8')), auth.uid(),
      now() + interval '7 days');
  return token;
end
$$;

revoke all on function private.create_invitation from public;
grant execute on function private.create_invitation to authenticated;
