-- Refuses a number that is to follow a deleted route, and a new version of one. A route that is
-- being deleted at this moment is waited for, as a foreign key would: private.remove_route.
create or replace function private.require_route() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from public.routes r
    where r.tenant_id = new.tenant_id and r.id = new.route_id and r.removed_at is null
    for key share;
  if not found then
    raise exception 'This route is not there' using errcode = '23503';
  end if;
  return new;
end
$$;
revoke all on function private.require_route from public;
