-- What was asked of a call and who is on the line, for lib/call-control/tend.ts; null for a call
-- that nobody asked anything of.
create or replace function machine.control_state(tenant uuid, target uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('account_sid', a.account_sid,
      'auth_token_ciphertext', a.auth_token_ciphertext, 'changes', k.changes,
      'customer_in', k.customer_in, 'held_by', k.held_by, 'asked_by', k.asked_by, 'mode', k.mode,
      'target_kind', k.target_kind, 'target_sid', k.target_sid, 'target_user', k.target_user,
      'target_state', k.target_state,
      'record', c.recording_requested,
      'is_paused', private.is_recording_paused(tenant, target),
      'direction', c.direction, 'time_limit_seconds', t.call_time_limit_seconds,
      'asked_seconds_ago', floor(extract(epoch from now() - k.updated_at)),
      'legs', l.legs, 'supervision', private.supervision_facts(c, l.legs))
    from public.call_controls k
    join public.calls c on c.tenant_id = k.tenant_id and c.id = k.call_id
    join public.twilio_accounts a on a.tenant_id = k.tenant_id
    join public.tenants t on t.id = k.tenant_id
    cross join private.control_legs(tenant, target) as l (legs)
    where k.tenant_id = tenant and k.call_id = target
$$;
revoke all on function machine.control_state from public;
grant execute on function machine.control_state to ringbook_machine;
