-- A new link for an invitation that nobody has accepted; the old one is no good from then on. Of
-- two who want that at one moment, one makes it.
create or replace function private.renew_invitation(invitation uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.require_admin();
  token text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
  i public.invitations;
begin
  select * into i from public.invitations
    where id = invitation and tenant_id = tenant for no key update;
  if not found or i.accepted_at is not null or i.revoked_at is not null then
    return jsonb_build_object('status', 'gone');
  end if;
  if i.sent_at > now() - interval '1 minute' then
    return jsonb_build_object('status', 'just_sent');
  end if;
  perform set_config('ringbook.verb', 'resent', true);
  update public.invitations set token_hash = sha256(convert_to(token, 'UTF8')), sent_at = now(),
      expires_at = now() + interval '7 days'
    where id = i.id;
  perform set_config('ringbook.verb', '', true);
  return jsonb_build_object('status', 'renewed', 'token', token, 'email', i.email,
    'role', i.role);
end
$$;

revoke all on function private.renew_invitation from public;
grant execute on function private.renew_invitation to authenticated;
