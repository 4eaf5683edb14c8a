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
$$;
revoke all on function private.control_legs from public;

-- Who is on the line of a live call, or being rung for it, for whoever is on it themselves and for
-- managers: `state` is ringing | in | on_hold. A supervisor is named where whoever asks may
-- see them.
create or replace function private.people_on_call(target uuid)
  returns table (call_sid text, role public.leg_role, user_id uuid, name text, number text,
    state text, is_muted boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.call_sid, l.role, l.user_id, coalesce(p.name, k.name),
    case l.role when 'outside' then l.to_number when 'customer' then l.to_number
      when 'caller' then l.from_number end,
    case when l.side = 'customer' and h.customer_in = 'hold' then 'on_hold'
      when l.role = 'caller' or (l.status = 'in-progress' or l.medium = 'browser')
        and (l.accepted_at is not null or l.role not in ('rep', 'supervisor')) then 'in'
      else 'ringing' end,
    exists (select from public.call_spans s where s.tenant_id = c.tenant_id
      and s.call_sid = l.call_sid and s.space = 'mute' and upper_inf(s.during))
  from public.calls c
  join public.call_controls h on h.tenant_id = c.tenant_id and h.call_id = c.id
  join public.call_legs l on l.tenant_id = c.tenant_id and l.call_id = c.id
    and l.status < 'completed'
  left join public.profiles p on p.tenant_id = c.tenant_id and p.user_id = l.user_id
  left join public.call_supervisions v on v.tenant_id = c.tenant_id and v.call_id = c.id
  left join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
    and l.side = 'customer'
  where c.id = target and c.tenant_id = (select private.tenant_id())
    and ((select private.role()) in ('manager', 'admin')
      or (select auth.uid()) = any (array[c.user_id, c.callee_id] || c.also_on))
    and (l.role <> 'supervisor' or coalesce(v.is_shown, false)
      or (select private.role()) in ('manager', 'admin'))
  order by l.first_seen_at, l.call_sid
$$;
revoke all on function private.people_on_call from public, anon, service_role;
grant execute on function private.people_on_call to authenticated;

reset check_function_bodies;
