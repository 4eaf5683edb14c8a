-- Joining, inviting, promoting and leaving: the only ways a profile's tenant or role is ever
-- written. Each exposed function is an invoker wrapper around a definer in private, as the API role
-- may not write profiles.
create or replace function private.create_tenant(company text, person text, country text, zone text)
returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := private.signed_in(auth.uid());
  mine uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('member:' || me, 0));
  select tenant_id into mine from public.profiles where user_id = me and removed_at is null;
  if mine is not null then return mine; end if;
  insert into public.tenants (name, country_code, time_zone)
    values (btrim(company), upper(country), zone) returning id into mine;
  insert into public.profiles (tenant_id, user_id, role, name, email, extension)
    select mine, u.id, 'admin', btrim(person), u.email, private.next_extension(mine)
      from auth.users u where u.id = me;
  perform private.add_default_route(mine);
  return mine;
end
$$;

revoke all on function private.create_tenant from public;
grant execute on function private.create_tenant to authenticated;
