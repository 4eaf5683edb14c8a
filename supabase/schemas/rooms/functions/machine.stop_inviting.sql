-- Whoever was invited into a room and has not come within a minute is rung no more, and finds the
-- way there among their notifications; gives how many.
create or replace function machine.stop_inviting(at timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  invited record;
  stopped integer := 0;
begin
  for invited in update public.room_people p set over_at = at from public.rooms r
    where r.ended_at is null and p.tenant_id = r.tenant_id and p.call_id = r.call_id
      and p.over_at is null and p.call_sid = '' and p.rung_at < at - interval '1 minute'
    returning p.*
  loop
    perform private.notify_invited(invited.tenant_id, invited.call_id, invited.user_id,
      invited.invited_by);
    stopped := stopped + 1;
  end loop;
  return stopped;
end
$$;
revoke all on function machine.stop_inviting from public;
grant execute on function machine.stop_inviting to ringbook_machine;
