-- Takes what was said of a room before it was known whose call is in there.
create or replace function private.take_early_events(r public.rooms) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  early jsonb;
begin
  for early in with taken as (delete from private.early_room_events k
      where k.tenant_id = r.tenant_id and k.room = r.name returning k.*)
    select t.report from taken t order by t.received_at, t.dedupe_key
  loop
    perform machine.take_room_event(r.tenant_id, early);
  end loop;
end
$$;
revoke all on function private.take_early_events from public;
