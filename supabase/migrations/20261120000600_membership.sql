-- Joining, inviting, promoting and leaving: the only ways a profile's tenant or role is ever written.
-- Each exposed function is an invoker wrapper around a definer in private, as the API role may not write profiles.

create function private.create_tenant(company text, person text, country text, zone text) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := auth.uid();
  mine uuid;
begin
  if me is null then raise exception 'sign in first' using errcode = '42501'; end if;
  perform pg_advisory_xact_lock(hashtextextended('member:' || me, 0));
  select tenant_id into mine from public.profiles where user_id = me and removed_at is null;
  if mine is not null then return mine; end if;
  insert into public.tenants (name, country_code, time_zone)
    values (btrim(company), upper(country), zone) returning id into mine;
  insert into public.profiles (tenant_id, user_id, role, name, email)
    select mine, u.id, 'admin', btrim(person), u.email from auth.users u where u.id = me;
  return mine;
end
$$;
create function public.create_tenant(company text, person text, country text default 'US', zone text default 'America/New_York')
returns uuid language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.create_tenant(company, person, country, zone)
$$;

-- Who may decide is asked once those before them are done: an admin removed a moment ago decides nothing more.
create function private.require_admin() returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid := private.tenant_id();
begin
  perform 1 from public.tenants where id = tenant for no key update;
  if private.tenant_id() is distinct from tenant or private.role() is distinct from 'admin' then
    raise exception 'only admins may do this' using errcode = '42501';
  end if;
  return tenant;
end
$$;

create function private.create_invitation(invitee text, as_role public.member_role) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.require_admin();
  token text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
begin
  update public.invitations set revoked_at = now()
    where tenant_id = tenant and lower(email) = lower(btrim(invitee)) and accepted_at is null and revoked_at is null;
  insert into public.invitations (tenant_id, email, role, token_hash, invited_by, expires_at)
    values (tenant, lower(btrim(invitee)), as_role, sha256(convert_to(token, 'UTF8')), auth.uid(), now() + interval '7 days');
  return token;
end
$$;
create function public.create_invitation(invitee text, as_role public.member_role) returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$ select private.create_invitation(invitee, as_role) $$;
comment on function public.create_invitation is 'Returns the token of a link that lives 7 days and works once; an earlier open one for the same address ends.';

create function private.revoke_invitation(invitation uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid := private.require_admin();
begin
  update public.invitations set revoked_at = now()
    where id = invitation and tenant_id = tenant and accepted_at is null and revoked_at is null;
end
$$;
create function public.revoke_invitation(invitation uuid) returns void
language sql security invoker set search_path = pg_catalog, pg_temp as $$ select private.revoke_invitation(invitation) $$;

-- What someone who holds the link may see before signing in; null when the link is no good.
create function private.peek_invitation(token text) returns json
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when i.accepted_at is not null then json_build_object('status', 'used')
    when i.revoked_at is not null then json_build_object('status', 'revoked')
    when i.expires_at <= now() then json_build_object('status', 'expired')
    else json_build_object('status', 'open', 'tenant_name', t.name, 'email', i.email, 'role', i.role) end
  from public.invitations i join public.tenants t on t.id = i.tenant_id
  where i.token_hash = sha256(convert_to(token, 'UTF8'))
$$;
create function public.peek_invitation(token text) returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$ select private.peek_invitation(token) $$;

create function private.accept_invitation(token text, person text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := auth.uid();
  invitation public.invitations;
begin
  if me is null then raise exception 'sign in first' using errcode = '42501'; end if;
  perform pg_advisory_xact_lock(hashtextextended('member:' || me, 0));
  select * into invitation from public.invitations
    where token_hash = sha256(convert_to(token, 'UTF8')) for update;
  if not found or invitation.revoked_at is not null then return 'invalid'; end if;
  if invitation.accepted_at is not null then
    return case when invitation.accepted_by = me and private.tenant_id() = invitation.tenant_id then 'joined' else 'used' end;
  end if;
  if invitation.expires_at <= now() then return 'expired'; end if;
  if exists (select from public.profiles where user_id = me and removed_at is null) then return 'member_elsewhere'; end if;
  insert into public.profiles (tenant_id, user_id, role, name, email)
    select invitation.tenant_id, u.id, invitation.role, btrim(person), u.email from auth.users u where u.id = me
  on conflict (tenant_id, user_id) do update
    set role = excluded.role, name = excluded.name, email = excluded.email, removed_at = null;
  update public.invitations set accepted_at = now(), accepted_by = me where id = invitation.id;
  return 'joined';
end
$$;
create function public.accept_invitation(token text, person text) returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$ select private.accept_invitation(token, person) $$;
comment on function public.accept_invitation is 'joined | invalid | used | expired | member_elsewhere';

create function private.change_member_role(member uuid, new_role public.member_role) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.require_admin();
  old_role public.member_role;
begin
  select role into old_role from public.profiles
    where tenant_id = tenant and user_id = member and removed_at is null;
  if not found then return 'not_found'; end if;
  if old_role = 'admin' and new_role <> 'admin' and not exists (
    select from public.profiles
    where tenant_id = tenant and role = 'admin' and removed_at is null and user_id <> member
  ) then return 'last_admin'; end if;
  update public.profiles set role = new_role where tenant_id = tenant and user_id = member;
  if old_role = 'admin' and new_role <> 'admin' then
    update public.invitations set revoked_at = now()
      where tenant_id = tenant and invited_by = member and accepted_at is null and revoked_at is null;
  end if;
  if new_role < old_role then
    update public.tenants set realtime_epoch = realtime_epoch + 1 where id = tenant;
  end if;
  return 'changed';
end
$$;
create function public.change_member_role(member uuid, new_role public.member_role) returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$ select private.change_member_role(member, new_role) $$;
comment on function public.change_member_role is 'changed | not_found | last_admin';

create function private.remove_member(member uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.require_admin();
  member_role public.member_role;
begin
  select role into member_role from public.profiles
    where tenant_id = tenant and user_id = member and removed_at is null;
  if not found then return 'not_found'; end if;
  if member_role = 'admin' and not exists (
    select from public.profiles
    where tenant_id = tenant and role = 'admin' and removed_at is null and user_id <> member
  ) then return 'last_admin'; end if;
  delete from public.personal_phones where tenant_id = tenant and user_id = member;
  update public.invitations set revoked_at = now()
    where tenant_id = tenant and accepted_at is null and revoked_at is null
      and (invited_by = member or lower(email) = (select lower(p.email) from public.profiles p
                                                  where p.tenant_id = tenant and p.user_id = member));
  update public.profiles set removed_at = now() where tenant_id = tenant and user_id = member;
  update public.tenants set realtime_epoch = realtime_epoch + 1 where id = tenant;
  return 'removed';
end
$$;
create function public.remove_member(member uuid) returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$ select private.remove_member(member) $$;
comment on function public.remove_member is 'removed | not_found | last_admin';

revoke all on all functions in schema private from public;
grant execute on function private.create_tenant(text, text, text, text), private.create_invitation(text, public.member_role),
  private.revoke_invitation(uuid), private.accept_invitation(text, text),
  private.change_member_role(uuid, public.member_role), private.remove_member(uuid) to authenticated;
grant execute on function private.peek_invitation(text) to anon, authenticated;
grant usage on schema private to anon;

revoke all on function public.create_tenant(text, text, text, text), public.create_invitation(text, public.member_role),
  public.revoke_invitation(uuid), public.accept_invitation(text, text), public.peek_invitation(text),
  public.change_member_role(uuid, public.member_role), public.remove_member(uuid) from public, anon, service_role;
grant execute on function public.create_tenant(text, text, text, text), public.create_invitation(text, public.member_role),
  public.revoke_invitation(uuid), public.accept_invitation(text, text),
  public.change_member_role(uuid, public.member_role), public.remove_member(uuid) to authenticated;
grant execute on function public.peek_invitation(text) to anon, authenticated;
