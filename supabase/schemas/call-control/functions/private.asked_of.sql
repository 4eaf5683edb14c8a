-- Everything that requests to Twilio need of a call that something was asked of: `was` is what was
-- asked before. Null where the company has no Twilio account.
create or replace function private.asked_of(c public.calls, was public.call_controls, legs jsonb)
  returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('account_sid', a.account_sid,
      'auth_token_ciphertext', a.auth_token_ciphertext,
      'was', to_jsonb(was), 'changes', coalesce(was.changes, 0) + 1, 'legs', legs,
      'record', c.recording_requested,
      'is_paused', private.is_recording_paused(c.tenant_id, c.id), 'direction', c.direction,
      'time_limit_seconds', t.call_time_limit_seconds,
      'customer', c.customer_number, 'rep_caller_id', t.rep_caller_id,
      'caller_id', coalesce((select n.number from public.phone_numbers n
        where n.id = c.phone_number_id and n.removed_at is null),
        case c.direction when 'inbound' then c.to_number else c.from_number end))
    from public.twilio_accounts a join public.tenants t on t.id = a.tenant_id
    where a.tenant_id = c.tenant_id
$$;
revoke all on function private.asked_of from public;
