-- Inserts the call, or updates the columns that differ from `c`. Returns false if another event
-- has inserted the row concurrently. The only place that spells the columns of calls, besides
-- private.open_call.
create or replace function private.write_call(c public.calls, n public.calls) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  -- The call as it was, but for how far its phones ring.
  rings public.calls;
begin
  if c.id is null then
    insert into public.calls (id, tenant_id, twilio_call_sid, direction, from_number, to_number,
        status, stage, outcome, outcome_reason, contact_id, user_id, callee_id, also_on,
        owner_left, talked_with, phone_number_id, duration_seconds, ring_seconds, billed_seconds,
        recording_requested, recording_url, price, price_unit, error_code, error_message,
        create_lost, has_more_evidence, hangup_requested_at, imported_at, created_at, answered_at,
        ended_at, next_check_at)
      values (n.id, n.tenant_id, n.twilio_call_sid, n.direction, n.from_number, n.to_number,
        n.status, n.stage, n.outcome, n.outcome_reason, n.contact_id, n.user_id, n.callee_id,
        coalesce(n.also_on, '{}'), coalesce(n.owner_left, false), coalesce(n.talked_with, '{}'),
        n.phone_number_id,
        n.duration_seconds, n.ring_seconds, n.billed_seconds, n.recording_requested,
        n.recording_url, n.price, n.price_unit,
        n.error_code, n.error_message, n.create_lost, n.has_more_evidence, n.hangup_requested_at,
        n.imported_at, n.created_at, n.answered_at, n.ended_at, n.next_check_at)
    on conflict do nothing;
    return found;
  elsif n is distinct from c then
    if greatest(c.stage, n.stage) < 'connected' then
      rings := c;
      rings.status := n.status; rings.stage := n.stage; rings.ring_seconds := n.ring_seconds;
      if n is not distinct from rings then
        -- Nothing that indexes, generated columns or what follows a talk or an end are made of.
        update public.calls set status = n.status, stage = n.stage,
          ring_seconds = n.ring_seconds, version = c.version + 1
        where tenant_id = c.tenant_id and id = c.id;
        return true;
      end if;
    end if;
    update public.calls set
      status = n.status, outcome = n.outcome, outcome_reason = n.outcome_reason, stage = n.stage,
      created_at = n.created_at, answered_at = n.answered_at, ended_at = n.ended_at,
      phone_number_id = n.phone_number_id, contact_id = n.contact_id, user_id = n.user_id,
      also_on = n.also_on, owner_left = n.owner_left, talked_with = n.talked_with,
      duration_seconds = n.duration_seconds, ring_seconds = n.ring_seconds,
      billed_seconds = n.billed_seconds, price = n.price, price_unit = n.price_unit,
      recording_requested = n.recording_requested, recording_url = n.recording_url,
      has_more_evidence = n.has_more_evidence, twilio_call_sid = n.twilio_call_sid,
      hangup_requested_at = n.hangup_requested_at, create_lost = n.create_lost,
      error_code = n.error_code, error_message = n.error_message,
      next_check_at = n.next_check_at, version = c.version + 1
    where tenant_id = c.tenant_id and id = c.id;
    -- Hardly ever changed: customer_number is generated of them, which costs more than the rest.
    if (n.from_number, n.to_number) is distinct from (c.from_number, c.to_number) then
      update public.calls set from_number = n.from_number, to_number = n.to_number
      where tenant_id = c.tenant_id and id = c.id;
    end if;
  end if;
  return true;
end
$$;
revoke all on function private.write_call from public;
