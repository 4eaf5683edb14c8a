-- Lets calls to numbers that have neither a route nor a person follow this route. `seen` is the
-- default that the admin saw, null for none: what another admin chose meanwhile stays. Gives what
-- came of it: `chosen`, also where it is the default already; `gone` where there is no such route;
-- `unpublished`; `changed` where the default is another one than was seen. One admin at a time:
-- private.require_admin.
create or replace function private.choose_default_route(route uuid, seen uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.require_admin();
  chosen public.routes;
  was uuid;
begin
  select * into chosen from public.routes r
    where r.tenant_id = tenant and r.id = route and r.removed_at is null;
  if not found then return 'gone'; end if;
  if chosen.is_default then return 'chosen'; end if;
  select r.id into was from public.routes r where r.tenant_id = tenant and r.is_default;
  if was is distinct from seen then return 'changed'; end if;
  if not exists (select from public.route_versions v
      where v.tenant_id = tenant and v.route_id = route) then
    return 'unpublished';
  end if;
  update public.routes r set is_default = false where r.tenant_id = tenant and r.id = was;
  update public.routes r set is_default = true where r.tenant_id = tenant and r.id = route;
  perform private.audit(tenant, private.actor(), 'route.made_default', route::text,
    jsonb_build_object('name', chosen.name));
  return 'chosen';
end
$$;
revoke all on function private.choose_default_route from public;
grant execute on function private.choose_default_route to authenticated;
