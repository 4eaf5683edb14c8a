-- How many people of the company are in a room, by the record. Who listens is none of them.
create or replace function private.talkers_in(r public.rooms) returns bigint
language sql stable set search_path = pg_catalog, pg_temp as $$
  select count(distinct l.user_id) from public.call_legs l
  where l.tenant_id = r.tenant_id and l.call_id = r.call_id and l.medium = 'room'
    and l.role = 'rep' and l.status < 'completed'
$$;
revoke all on function private.talkers_in from public;
