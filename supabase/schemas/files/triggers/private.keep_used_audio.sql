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
