set check_function_bodies = off;

alter table public.routes add column removed_at timestamptz;

drop trigger audit on public.routes;
drop policy "admins change routes" on public.routes;

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

-- Refuses to delete what a route plays: its draft, or any version that was published, which live
-- calls may follow and which may be used again. Of a deleted route nothing is used again; a call
-- that still follows it hears the words instead.
create or replace function private.keep_used_audio() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  plays jsonpath := format('$.steps.**.audio ? (@ == "%s")', old.id)::jsonpath;
begin
  -- A company that goes takes all with it.
  if not exists (select from public.tenants where id = old.tenant_id) then return old; end if;
  if exists (select from public.routes r where r.tenant_id = old.tenant_id
      and r.removed_at is null and (r.draft @? plays
        or exists (select from public.route_versions v
          where v.tenant_id = r.tenant_id and v.route_id = r.id and v.body @? plays))) then
    raise exception 'A route plays this audio file' using errcode = '23503';
  end if;
  return old;
end
$$;
revoke all on function private.keep_used_audio from public;

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

create or replace function public.choose_default_route(route uuid, seen uuid default null)
returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.choose_default_route(route, seen)
$$;

comment on function public.choose_default_route is
  'Makes a published route the company''s default, if that is still the one that was seen: '
  'private.choose_default_route says what comes back.';

revoke all on function public.choose_default_route from public, anon, service_role;
grant execute on function public.choose_default_route to authenticated;

create or replace function public.remove_route(route uuid) returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.remove_route(route)
$$;

comment on function public.remove_route is
  'Deletes a route that no number follows and that is not the default: private.remove_route says '
  'what comes back.';

revoke all on function public.remove_route from public, anon, service_role;
grant execute on function public.remove_route to authenticated;

alter table public.routes add constraint routes_default_is_there CHECK (((NOT is_default) OR (removed_at IS NULL)));

create policy "admins change routes" on public.routes as permissive for update to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND (( SELECT private.role() AS role) = 'admin'::public.member_role) AND (removed_at IS NULL)))
  with check ((tenant_id = ( SELECT private.tenant_id() AS tenant_id)));

CREATE TRIGGER audit AFTER INSERT OR UPDATE OF name, draft ON public.routes FOR EACH ROW EXECUTE FUNCTION private.audit_row('route', 'draft');

CREATE TRIGGER require_route BEFORE INSERT OR UPDATE OF route_id, removed_at ON public.phone_numbers FOR EACH ROW WHEN (((new.route_id IS NOT NULL) AND (new.removed_at IS NULL))) EXECUTE FUNCTION private.require_route();

CREATE TRIGGER require_route BEFORE INSERT ON public.route_versions FOR EACH ROW EXECUTE FUNCTION private.require_route();

comment on column public.routes.is_default is 'Calls to numbers that have neither a route nor a person follow it: private.choose_default_route.';

comment on column public.routes.removed_at is 'Since when it is deleted: no number follows it, and nobody sees or changes it. The row and its versions stay, because calls that followed them show their steps: private.remove_route.';

comment on function public.choose_default_route(pg_catalog.uuid,pg_catalog.uuid) is 'Makes a published route the company''s default, if that is still the one that was seen: private.choose_default_route says what comes back.';

comment on function public.remove_route(pg_catalog.uuid) is 'Deletes a route that no number follows and that is not the default: private.remove_route says what comes back.';

reset check_function_bodies;
