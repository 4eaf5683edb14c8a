set check_function_bodies = off;

-- One private topic a tenant: ids and a version, never call data. Who may listen is decided when a
-- channel is joined, so the topic carries the tenant's epoch:
-- https://supabase.com/docs/guides/realtime/authorization
create policy "members listen to their tenant's topic" on realtime.messages
  for select to authenticated
  using (extension = 'broadcast' and (select realtime.topic()) = (select private.realtime_topic()));

-- What was broadcast to the asking person's topic in the last seconds, as `id:version`: a page that
-- hears over a socket asks now and then whether it heard everything. The window is what makes it
-- cheap: the index on realtime.messages is by time first.
create or replace function private.broadcast_lately() returns setof text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select concat(m.payload ->> 'id', ':', m.payload ->> 'version')
    from realtime.messages m
    where m.extension = 'broadcast' and m.private and m.topic = private.realtime_topic()
      and m.inserted_at > (now() at time zone 'UTC') - interval '15 seconds'
    order by m.inserted_at desc limit 200;
end
$$;

revoke all on function private.broadcast_lately from public;
grant execute on function private.broadcast_lately to authenticated;

create or replace function public.broadcast_lately() returns setof text
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select private.broadcast_lately() $$;

revoke all on function public.broadcast_lately from public, anon, service_role;
grant execute on function public.broadcast_lately to authenticated;

create or replace function public.realtime_topic() returns text
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select private.realtime_topic() $$;

revoke all on function public.realtime_topic from public, anon, service_role;
grant execute on function public.realtime_topic to authenticated;

reset check_function_bodies;
