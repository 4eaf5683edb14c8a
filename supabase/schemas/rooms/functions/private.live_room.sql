-- The room of a call that is not over, the newest; locked. Empty where there is none.
create or replace function private.live_room(tenant uuid, target uuid) returns public.rooms
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  r public.rooms;
begin
  select * into r from public.rooms k
    where k.tenant_id = tenant and k.call_id = target and k.ended_at is null
    order by k.started_at desc, k.id limit 1 for update;
  return r;
end
$$;
revoke all on function private.live_room from public;
