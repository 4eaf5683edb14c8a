-- What an event says of a leg, into what is kept of it. Gives the leg as it is kept then.
create or replace function private.change_leg(c public.calls, e private.call_event, parent_sid text,
  known public.call_legs) returns public.call_legs
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  written record;
  newer public.call_status := coalesce(e.status, 'queued');
  sequence integer := coalesce(e.sequence, -1);
  forward boolean := (least(newer, 'completed'), sequence, newer) >
    (least(known.status, 'completed'), known.status_sequence, known.status);
  at timestamptz := e.occurred_at;
begin
  update public.call_legs l set
    parent_call_sid = coalesce(l.parent_call_sid, parent_sid),
    user_id = coalesce(l.user_id, e.user_id, case when c.direction = 'outbound'
      and parent_sid is null then c.user_id end),
    from_number = coalesce(l.from_number, e."from"),
    to_number = coalesce(l.to_number, e."to"),
    status = case when forward then newer else l.status end,
    status_sequence = case when forward then sequence else l.status_sequence end,
    first_seen_at = least(l.first_seen_at, at),
    ringing_at = least(l.ringing_at, case when e.status = 'ringing' then at end),
    answered_at = least(l.answered_at, e.answered_at, case when e.status = 'in-progress'
      and e.answered_at is null then at end),
    accepted_at = least(l.accepted_at, case when e.accepted then at end),
    ended_at = least(l.ended_at, case when e.status >= 'completed' then at end),
    dial_ended_live = l.dial_ended_live or coalesce(e.dial_ended_live, false),
    dial_failed = l.dial_failed or coalesce(e.dial_failed, false),
    dial_bridged = coalesce(l.dial_bridged or e.dial_bridged, l.dial_bridged, e.dial_bridged),
    duration_seconds = greatest(l.duration_seconds, e.duration),
    price = greatest(l.price, abs(e.price)),
    price_unit = coalesce(l.price_unit, e.price_unit),
    sip_response_code = greatest(l.sip_response_code, e.sip_response_code)
  where l.tenant_id = c.tenant_id and l.call_sid = e.call_sid
  returning l as leg into written;
  return written.leg;
end
$$;

revoke all on function private.change_leg from public;
