-- Inserts or updates a leg; true. Raises if the leg belongs to another call.
create or replace function private.write_leg(known public.call_legs, leg public.call_legs)
  returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if known.call_sid is null then
    insert into public.call_legs (tenant_id, call_sid, call_id, parent_call_sid, role,
        role_is_declared, medium, user_id, from_number, to_number, status, status_sequence,
        first_seen_at, ringing_at, answered_at, accepted_at, ended_at, dial_ended_live, dial_failed,
        dial_bridged, duration_seconds, talk_seconds, price, price_unit, sip_response_code)
      values (leg.tenant_id, leg.call_sid, leg.call_id, leg.parent_call_sid, leg.role,
        leg.role_is_declared, leg.medium, leg.user_id, leg.from_number, leg.to_number, leg.status,
        leg.status_sequence, leg.first_seen_at, leg.ringing_at, leg.answered_at, leg.accepted_at,
        leg.ended_at, leg.dial_ended_live, leg.dial_failed, leg.dial_bridged,
        leg.duration_seconds, leg.talk_seconds, leg.price, leg.price_unit, leg.sip_response_code)
    on conflict do nothing;
    if not found then raise exception 'leg % belongs to another call', leg.call_sid; end if;
  else
    -- By its call too: a plan made while the table has no statistics may take that index, and would
    -- read all of the tenant's legs.
    update public.call_legs set
      status = leg.status, status_sequence = leg.status_sequence,
      first_seen_at = leg.first_seen_at, ringing_at = leg.ringing_at,
      answered_at = leg.answered_at, accepted_at = leg.accepted_at, ended_at = leg.ended_at,
      dial_ended_live = leg.dial_ended_live, dial_failed = leg.dial_failed,
      dial_bridged = leg.dial_bridged, duration_seconds = leg.duration_seconds,
      talk_seconds = leg.talk_seconds, price = leg.price, price_unit = leg.price_unit,
      sip_response_code = leg.sip_response_code
    where tenant_id = leg.tenant_id and call_id = leg.call_id and call_sid = leg.call_sid;
    -- What hardly ever changes costs nothing while it does not.
    if (known.role, known.role_is_declared, known.medium, known.parent_call_sid, known.user_id,
        known.from_number, known.to_number)
      is distinct from (leg.role, leg.role_is_declared, leg.medium, leg.parent_call_sid,
        leg.user_id, leg.from_number, leg.to_number) then
      update public.call_legs set
        role = leg.role, role_is_declared = leg.role_is_declared, medium = leg.medium,
        parent_call_sid = leg.parent_call_sid, user_id = leg.user_id,
        from_number = leg.from_number, to_number = leg.to_number
      where tenant_id = leg.tenant_id and call_id = leg.call_id and call_sid = leg.call_sid;
    end if;
  end if;
  return true;
end
$$;
revoke all on function private.write_leg from public;
