insert into public.calls (id, tenant_id, twilio_call_sid, direction, from_number, to_number, status,
  stage, outcome, outcome_reason,
    contact_id, user_id, phone_number_id, duration_seconds, ring_seconds, billed_seconds,
      recording_requested, recording_url,
    price, price_unit, disposition_id,
    created_at, answered_at, ended_at, next_check_at, settled_at, version)
  select bench.uuid_of(hash), tenant_id, 'CA' || hash, direction,
    case when direction = 'inbound' then customer else number end, case when direction = 'inbound'
      then number else customer end,
    status, 'ended', outcome, outcome_reason, contact_id, user_id, number_id, talk,
    case kind when 'connected' then answered - child_rings when 'accepted' then up - child_rings
      else child_over - child_rings end,
    parent_billed + child_billed, true,
    case when outcome = 'connected' then '/api/recordings/' || bench.uuid_of(reverse(hash)) end,
    (case when direction = 'inbound' then 850 else 1400
      end * ((parent_billed + 59) / 60) + 1400 * ((child_billed + 59) / 60))::numeric / 100000,
    case when parent_billed > 0 then 'USD' end,
    case when outcome = 'connected'
      then bench.choice_of(tenant_id, 'disposition', 1 + get_byte(decode(substr(hash, 1, 2), 'hex'),
        0) % 8) end,
    created_at, began + answered * interval '1 second', began + over * interval '1 second',
    began + (over + 120) * interval '1 second', began + (over + 80) * interval '1 second', version
  from bench.facts(0)
