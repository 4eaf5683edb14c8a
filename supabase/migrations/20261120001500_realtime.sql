-- One private topic a tenant: ids and a version, never call data. Who may listen is decided when a channel is joined,
-- so the topic carries the tenant's epoch: https://supabase.com/docs/guides/realtime/authorization
create policy "members listen to their tenant's topic" on realtime.messages
  for select to authenticated
  using (extension = 'broadcast' and (select realtime.topic()) = (select private.realtime_topic()));

create function private.tenant_topic(tenant uuid) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select 'tenant:' || id || ':' || realtime_epoch from public.tenants where id = tenant);
end
$$;
revoke all on function private.tenant_topic(uuid) from public;

create function private.broadcast_call() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(
    jsonb_build_object('id', new.id, 'contact_id', new.contact_id, 'user_id', new.user_id, 'version', new.version),
    'call', private.tenant_topic(new.tenant_id), true);
  return null;
end
$$;
revoke all on function private.broadcast_call() from public;
create trigger broadcast_new_call after insert on public.calls
  for each row execute function private.broadcast_call();
create trigger broadcast_changed_call after update on public.calls
  for each row when (old.version <> new.version) execute function private.broadcast_call();

create function private.broadcast_contact() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(jsonb_build_object('id', new.id, 'version', extract(epoch from clock_timestamp())), 'contact',
    private.tenant_topic(new.tenant_id), true);
  return null;
end
$$;
revoke all on function private.broadcast_contact() from public;
create trigger broadcast_contact after insert or update on public.contacts
  for each row execute function private.broadcast_contact();

-- Those who stay hear the new epoch on the old topic and join the next; the one who left may not.
create function private.broadcast_epoch() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send('{}'::jsonb, 'epoch', 'tenant:' || old.id || ':' || old.realtime_epoch, true);
  return null;
end
$$;
revoke all on function private.broadcast_epoch() from public;
create trigger broadcast_epoch after update of realtime_epoch on public.tenants
  for each row when (old.realtime_epoch <> new.realtime_epoch) execute function private.broadcast_epoch();

create function public.realtime_topic() returns text
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$ select private.realtime_topic() $$;
revoke all on function public.realtime_topic() from public, anon, service_role;
grant execute on function public.realtime_topic() to authenticated;

-- What was broadcast to the asking person's topic in the last seconds, as `id:version`: a page that hears over a socket asks now and
-- then whether it heard everything. The window is what makes it cheap: the index on realtime.messages is by time first.
create function private.broadcast_lately() returns setof text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select concat(m.payload ->> 'id', ':', m.payload ->> 'version') from realtime.messages m
    where m.extension = 'broadcast' and m.private and m.topic = private.realtime_topic()
      and m.inserted_at > (now() at time zone 'UTC') - interval '15 seconds'
    order by m.inserted_at desc limit 200;
end
$$;
revoke all on function private.broadcast_lately() from public;
grant execute on function private.broadcast_lately() to authenticated;

create function public.broadcast_lately() returns setof text
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$ select private.broadcast_lately() $$;
revoke all on function public.broadcast_lately() from public, anon, service_role;
grant execute on function public.broadcast_lately() to authenticated;
