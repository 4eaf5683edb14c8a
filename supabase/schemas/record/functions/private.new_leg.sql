-- A leg as the first event of it tells. Writes nothing.
create or replace function private.new_leg(c public.calls, e private.call_event, parent_sid text)
  returns public.call_legs
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  outbound boolean := c.direction = 'outbound';
begin
  if parent_sid is null and c.twilio_call_sid <> e.call_sid
     and not exists (select from public.call_legs where tenant_id = c.tenant_id
       and call_sid = e.call_sid) then
    raise exception 'the call is already bound to leg %', c.twilio_call_sid;
  end if;
  leg.tenant_id := c.tenant_id;
  leg.call_sid := e.call_sid;
  leg.call_id := c.id;
  leg.parent_call_sid := parent_sid;
  leg.role := case when outbound = (parent_sid is null) then 'agent' when outbound then 'customer'
    else 'caller' end;
  leg.user_id := coalesce(e.user_id, case when outbound and parent_sid is null then c.user_id end);
  leg.from_number := e."from";
  leg.to_number := e."to";
  leg.status := coalesce(e.status, 'queued');
  leg.status_sequence := coalesce(e.sequence, -1);
  leg.first_seen_at := e.occurred_at;
  leg.answered_at := e.answered_at;
  if e.status = 'ringing' then leg.ringing_at := e.occurred_at;
  elsif e.status = 'in-progress' then leg.answered_at := coalesce(e.answered_at, e.occurred_at);
  elsif e.status >= 'completed' then leg.ended_at := e.occurred_at;
  end if;
  if e.accepted then leg.accepted_at := e.occurred_at; end if;
  leg.dial_ended_live := coalesce(e.dial_ended_live, false);
  leg.dial_failed := coalesce(e.dial_failed, false);
  leg.dial_bridged := e.dial_bridged;
  leg.duration_seconds := e.duration;
  leg.price := abs(e.price);
  leg.price_unit := e.price_unit;
  leg.sip_response_code := e.sip_response_code;
  return leg;
end
$$;

revoke all on function private.new_leg from public;
