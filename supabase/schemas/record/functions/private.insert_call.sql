-- A call that is not kept yet, as an event leaves it. Gives false when another event has made it
-- meanwhile.
create or replace function private.insert_call(n public.calls) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.calls (id, tenant_id, twilio_call_sid, direction, from_number, to_number,
      status, stage, outcome, because, contact_id,
      user_id, phone_number_id, duration_seconds, ring_seconds, billed_seconds, recording_requested,
        recording_url, price, price_unit,
      error_code, error_message, create_lost, hangup_requested_at, imported_at, created_at,
        answered_at, ended_at, next_check_at, version)
    values (n.id, n.tenant_id, n.twilio_call_sid, n.direction, n.from_number, n.to_number, n.status,
      n.stage, n.outcome, n.because, n.contact_id,
      n.user_id, n.phone_number_id, n.duration_seconds, n.ring_seconds, n.billed_seconds,
        n.recording_requested, n.recording_url, n.price, n.price_unit,
      n.error_code, n.error_message, n.create_lost, n.hangup_requested_at, n.imported_at,
        n.created_at, n.answered_at, n.ended_at, n.next_check_at, 1)
  on conflict do nothing;
  return found;
end
$$;

revoke all on function private.insert_call from public;
