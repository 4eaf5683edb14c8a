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
