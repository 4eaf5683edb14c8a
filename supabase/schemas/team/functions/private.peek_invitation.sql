-- What someone who holds the link may see before signing in; null when the link is no good.
create or replace function private.peek_invitation(token text) returns json
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when i.accepted_at is not null then json_build_object('status', 'used')
    when i.revoked_at is not null then json_build_object('status', 'revoked')
    when i.expires_at <= now() then json_build_object('status', 'expired')
    else json_build_object('status', 'open', 'tenant_name', t.name, 'email', i.email, 'role',
      i.role) end
  from public.invitations i join public.tenants t on t.id = i.tenant_id
  where i.token_hash = sha256(convert_to(token, 'UTF8'))
$$;

revoke all on function private.peek_invitation from public;
grant execute on function private.peek_invitation to anon, authenticated;
