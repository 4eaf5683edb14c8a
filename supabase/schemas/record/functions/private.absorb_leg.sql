-- Merges an event into a leg; `l` is empty for a new leg. Every merge is commutative: the earliest
-- time, the highest rank, flags that only turn on.
create or replace function private.absorb_leg(
  l public.call_legs, e private.call_event, c public.calls) returns public.call_legs
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  status public.call_status := coalesce(e.status, 'queued');
  sequence integer := coalesce(e.sequence, -1);
  forward boolean := l.call_sid is null or (least(status, 'completed'), sequence, status)
    > (least(l.status, 'completed'), l.status_sequence, l.status);
  role public.leg_role := case when l.role_is_declared or e.role is null and l.role is not null
    then l.role else coalesce(e.role, e.inferred_role) end;
begin
  if not forward then status := l.status; sequence := l.status_sequence; end if;
  -- In the order of the table's columns.
  return row(
    c.tenant_id, e.call_sid, c.id,
    coalesce(l.parent_call_sid, e.parent_call_sid),
    role, coalesce(l.role_is_declared, false) or e.role is not null,
    case when l.role = role then l.side else private.side_of(role) end,
    case when l.medium <> 'phone' then l.medium else coalesce(e.medium, 'phone') end,
    coalesce(l.user_id, e.user_id),
    coalesce(l.from_number, e."from"), coalesce(l.to_number, e."to"),
    status, sequence,
    least(l.first_seen_at, e.occurred_at),
    least(l.ringing_at, case when e.status = 'ringing' then e.occurred_at end),
    least(l.answered_at,
      coalesce(e.answered_at, case when e.status = 'in-progress' then e.occurred_at end)),
    least(l.accepted_at, case when e.accepted then e.occurred_at end),
    least(l.ended_at, case when e.status >= 'completed' then e.occurred_at end),
    coalesce(l.dial_ended_live, false) or coalesce(e.dial_ended_live, false),
    coalesce(l.dial_failed, false) or coalesce(e.dial_failed, false),
    coalesce(l.dial_bridged or e.dial_bridged, l.dial_bridged, e.dial_bridged),
    greatest(l.duration_seconds, e.duration),
    l.talk_seconds,
    greatest(l.price, abs(e.price)), coalesce(l.price_unit, e.price_unit),
    greatest(l.sip_response_code, e.sip_response_code))::public.call_legs;
end
$$;
revoke all on function private.absorb_leg from public;
