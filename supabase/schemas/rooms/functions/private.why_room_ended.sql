-- Why a room is over: one that rang beside a phone, which has the call, ended for that.
create or replace function private.why_room_ended(r public.rooms, reason text) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when reason in ('caller_left', 'not_answered') and exists (
      select from public.call_legs s join public.call_legs l on l.tenant_id = s.tenant_id
        and l.call_id = s.call_id and l.parent_call_sid = s.parent_call_sid
      where s.tenant_id = r.tenant_id and s.call_sid = private.leg_of_room(r)
        and l.side = 'company' and l.medium = 'phone' and l.accepted_at is not null)
    then 'on_phone' else reason end
$$;
revoke all on function private.why_room_ended from public;
