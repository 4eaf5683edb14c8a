set check_function_bodies = off;

create table public.profiles (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null references auth.users (id),
  role public.member_role not null,
  name text not null check (char_length(btrim(name)) between 1 and 80),
  email text not null,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  default_number_id uuid,
  primary key (tenant_id, user_id)
);
comment on table public.profiles is
  'A person in a tenant. A removed person''s row stays, so that the calls they made keep their '
  'name.';

comment on column public.profiles.default_number_id is
  'The number that this person''s calls show unless another was used with the contact last; null: '
  'the tenant''s oldest. Its foreign key is with phone_numbers, which refers to this table.';

create unique index profiles_one_active_tenant on public.profiles (user_id)
  where removed_at is null;

alter table public.profiles enable row level security;
revoke all on public.profiles from anon, authenticated, service_role;
grant select (tenant_id, user_id, role, name, email, created_at, removed_at, default_number_id)
  on public.profiles to authenticated;
grant update (name, default_number_id) on public.profiles to authenticated;

create policy "members read their colleagues" on public.profiles
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "people change themselves" on public.profiles
  for update to authenticated
  using (user_id = (select auth.uid()) and tenant_id = (select private.tenant_id()))
  with check (user_id = (select auth.uid()) and tenant_id = (select private.tenant_id()));

create trigger audit after insert or update on public.profiles
  for each row execute function private.audit_row('member', '');

create trigger clean_text before insert or update of name on public.profiles
  for each row execute function private.clean_text('name:name');

create table public.invitations (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  email text not null check (email ~ '^[^@\s]+@[^@\s]+$' and char_length(email) <= 254),
  role public.member_role not null,
  token_hash bytea not null unique,
  invited_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid,
  revoked_at timestamptz,
  foreign key (tenant_id, invited_by) references public.profiles (tenant_id, user_id)
);
comment on table public.invitations is
  'A link that brings one person into a tenant. Only the hash of its token is kept.';

create index invitations_by_tenant on public.invitations (tenant_id, created_at desc);
create index invitations_by_inviter on public.invitations (tenant_id, invited_by);

alter table public.invitations enable row level security;
revoke all on public.invitations from anon, authenticated, service_role;
grant select (id, tenant_id, email, role, invited_by, created_at, expires_at, accepted_at,
  accepted_by, revoked_at)
  on public.invitations to authenticated;

create policy "admins read their tenant's invitations" on public.invitations
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert or update on public.invitations
  for each row execute function private.audit_row('invitation', 'token_hash');

create trigger clean_text before insert or update of email on public.invitations
  for each row execute function private.clean_text('email:name');

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
  insert into public.profiles (tenant_id, user_id, role, name, email)
    values (invitation.tenant_id, me, invitation.role, btrim(person), account.email)
  on conflict (tenant_id, user_id) do update
    set role = excluded.role, name = excluded.name, email = excluded.email, removed_at = null;
  update public.invitations set accepted_at = now(), accepted_by = me where id = invitation.id;
  return 'joined';
end
$$;

revoke all on function private.accept_invitation from public;
grant execute on function private.accept_invitation to authenticated;

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

create or replace function private.remove_member(member uuid) returns text
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
                                                  where p.tenant_id = tenant
                                                    and p.user_id = member));
  update public.profiles set removed_at = now() where tenant_id = tenant and user_id = member;
  update public.tenants set realtime_epoch = realtime_epoch + 1 where id = tenant;
  return 'removed';
end
$$;

revoke all on function private.remove_member from public;
grant execute on function private.remove_member to authenticated;

-- Who may decide is asked once those before them are done: an admin removed a moment ago decides
-- nothing more.
create or replace function private.require_admin() returns uuid
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

revoke all on function private.require_admin from public;

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

create or replace function public.accept_invitation(token text, person text) returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.accept_invitation(token, person) $$;
comment on function public.accept_invitation is
  'joined | invalid | used | expired | member_elsewhere | another_address | unconfirmed';

revoke all on function public.accept_invitation from public, anon, service_role;
grant execute on function public.accept_invitation to authenticated;

create or replace function public.change_member_role(
  member uuid, new_role public.member_role, was public.member_role default null
) returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.change_member_role(member, new_role, was)
$$;

comment on function public.change_member_role is
  'Changes a role if it still is `was` (null: whatever it is). '
  'changed | changed_meanwhile | not_found | last_admin';

revoke all on function public.change_member_role from public, anon, service_role;
grant execute on function public.change_member_role to authenticated;

create or replace function public.create_invitation(invitee text, as_role public.member_role)
  returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.create_invitation(invitee, as_role) $$;
comment on function public.create_invitation is
  'Returns the token of a link that lives 7 days and works once; an earlier open one for the same '
  'address ends.';

revoke all on function public.create_invitation from public, anon, service_role;
grant execute on function public.create_invitation to authenticated;

create or replace function public.peek_invitation(token text) returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select private.peek_invitation(token) $$;

revoke all on function public.peek_invitation from public, anon, service_role;
grant execute on function public.peek_invitation to anon, authenticated;

create or replace function public.remove_member(member uuid) returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.remove_member(member) $$;
comment on function public.remove_member is 'removed | not_found | last_admin';

revoke all on function public.remove_member from public, anon, service_role;
grant execute on function public.remove_member to authenticated;

create or replace function public.revoke_invitation(invitation uuid) returns void
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.revoke_invitation(invitation) $$;

revoke all on function public.revoke_invitation from public, anon, service_role;
grant execute on function public.revoke_invitation to authenticated;

reset check_function_bodies;
