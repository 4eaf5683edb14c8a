-- The calls between colleagues into whose room the person who asks was invited. Called once per
-- statement.
create or replace function private.own_meetings() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.call_id from public.room_people p
  where p.tenant_id = (select private.tenant_id()) and p.user_id = auth.uid() and p.call_sid = ''
$$;

revoke all on function private.own_meetings from public;
grant execute on function private.own_meetings to authenticated;
