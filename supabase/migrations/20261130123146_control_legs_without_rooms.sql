set check_function_bodies = off;

-- The legs of a call that are not over, as lib/call-control/machine.ts reads them: who is on the
-- line, who is in the room at this moment, and who has left it: their leg ends a moment later.
create or replace function private.control_legs(tenant uuid, call uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
      -- Whoever has taken the call over is one of the company, as the rep was.
      'side', case when l.role = 'supervisor' and exists (select from public.call_supervisions v
        where v.tenant_id = tenant and v.call_id = call and v.user_id = l.user_id
          and v.taken_over_at is not null) then 'company' else l.side end,
      'user_id', l.user_id, 'parent_call_sid', l.parent_call_sid,
      -- Of a caller's own leg Twilio reports only the end, and of a browser's that has called.
      'is_talking', l.role = 'caller' or (l.status = 'in-progress' or l.medium = 'browser')
        and (l.accepted_at is not null or l.role not in ('rep', 'supervisor')),
      'in_room', exists (select from public.call_spans s
        where s.tenant_id = tenant and s.call_sid = l.call_sid and s.space = 'conference'
          and upper_inf(s.during)),
      -- A room that all have left is another one when they come back.
      'has_left', coalesce((select bool_and(not upper_inf(s.during)) from public.call_spans s
        where s.tenant_id = tenant and s.call_sid = l.call_sid and s.space = 'conference'), false))
    order by l.first_seen_at, l.call_sid), '[]')
  from public.call_legs l
  where l.tenant_id = tenant and l.call_id = call and l.status < 'completed'
    -- Of a LiveKit room: none of Twilio's.
    and l.medium <> 'room'
$$;
revoke all on function private.control_legs from public;

reset check_function_bodies;
