-- Whoever is given a task is one of the tenant's people.
create or replace function private.owner_is_member() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.profiles
    where tenant_id = new.tenant_id and user_id = new.owner_id) then
    raise exception 'the owner is no member' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;

revoke all on function private.owner_is_member from public;
