-- The room of a call that is not over, the newest. Empty where there is none.
create or replace function private.room_of(tenant uuid, target uuid) returns public.rooms
language sql stable set search_path = pg_catalog, pg_temp as $$
  select * from public.rooms k
  where k.tenant_id = tenant and k.call_id = target and k.ended_at is null
  order by k.started_at desc, k.id limit 1
$$;
revoke all on function private.room_of from public;
