-- A link may be forwarded or leak; the invitation is for whoever receives mail at its address.
create or replace function private.accept_invitation(token text, person text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := private.signed_in(auth.uid());
  account auth.users;
  invitation public.invitations;
begin
  perform pg_advisory_xact_lock(hashtextextended('member:' || me, 0));
  select * into invitation from public.invitations
    where token_hash = sha256(convert_to(token, 'UTF8')) for update;
  if not found or invitation.revoked_at is not null then return 'invalid'; end if;
  if invitation.accepted_at is not null then
    return case when invitation.accepted_by = me and private.tenant_id() = invitation.tenant_id
      then 'joined' else 'used' end;
  end if;
  if invitation.expires_at <= now() then return 'expired'; end if;
  if exists (select from public.profiles where user_id = me and removed_at is null) then
    return 'member_elsewhere';
  end if;
  select * into account from auth.users where id = me;
  if lower(account.email) is distinct from lower(invitation.email) then
    return 'another_address';
  end if;
  if account.email_confirmed_at is null then return 'unconfirmed'; end if;
  insert into public.profiles (tenant_id, user_id, role, name, email, extension)
    values (invitation.tenant_id, me, invitation.role, btrim(person), account.email,
      private.next_extension(invitation.tenant_id))
  on conflict (tenant_id, user_id) do update
    set role = excluded.role, name = excluded.name, email = excluded.email, removed_at = null,
      extension = excluded.extension;
  update public.invitations set accepted_at = now(), accepted_by = me where id = invitation.id;
  return 'joined';
end
$$;

revoke all on function private.accept_invitation from public;
grant execute on function private.accept_invitation to authenticated;
