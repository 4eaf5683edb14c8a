-- Deletes a route that no number follows and that is not the default, one admin at a time
-- (private.require_admin). A number that takes it at this moment locks its row
-- (private.require_route): whoever is first wins. Gives what came of it: `removed`, also where it
-- is already; `gone` where there is no such route; `default`; `followed`.
create or replace function private.remove_route(route uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.require_admin();
  about public.routes;
begin
  select * into about from public.routes r
    where r.tenant_id = tenant and r.id = route for update;
  if not found then return 'gone'; end if;
  if about.removed_at is not null then return 'removed'; end if;
  if about.is_default then return 'default'; end if;
  if exists (select from public.phone_numbers n
      where n.tenant_id = tenant and n.route_id = route and n.removed_at is null) then
    return 'followed';
  end if;
  update public.routes r set removed_at = now(), updated_at = now()
    where r.tenant_id = tenant and r.id = route;
  perform private.audit(tenant, private.actor(), 'route.removed', route::text,
    jsonb_build_object('name', about.name));
  return 'removed';
end
$$;
revoke all on function private.remove_route from public;
grant execute on function private.remove_route to authenticated;
