-- The tenant behind a Twilio account: its token's ciphertext and the routing facts. Null when
-- nobody has saved it.
create or replace function machine.line(account text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'tenant_id', t.id, 'tenant_name', t.name, 'country_code', t.country_code,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
    'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
    'call_time_limit_seconds', t.call_time_limit_seconds,
    'announce_recording', t.announce_recording, 'announce_countries', t.announce_countries,
    'blocked_calls', t.blocked_calls, 'anonymous_calls', t.anonymous_calls,
    'rep_caller_id', t.rep_caller_id,
    'has_blocked', exists (select from public.blocked_callers b where b.tenant_id = t.id),
    'allowed_countries', coalesce(t.allowed_countries, array[t.country_code]),
    'allowed_prefixes', t.allowed_prefixes,
    'rooms', (select jsonb_build_object('sip_host', k.sip_host, 'region', k.region,
        'transport', k.transport, 'numbers', to_jsonb(k.trunk_numbers),
        'beside_phones', k.has_programmable_sip,
        'secret', jsonb_build_object('tenant_id', k.tenant_id, 'sip_username', k.sip_username,
          'sip_password_ciphertext', k.sip_password_ciphertext))
      from public.livekit_accounts k where k.tenant_id = t.id and k.is_on),
    'numbers', coalesce((
      select jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number,
          'forward_user_id', n.forward_user_id,
          'forward_phone', case when own.ordered is null then n.forward_phone
            else own.ordered[1] end,
          'forward_in_browser', n.forward_in_browser,
          'forward_further', case when own.ordered is null then more.phones
            else own.ordered[2:] end,
          'forward_browser_at', own.browser_at,
          'forward_off', case when n.forward_user_id is not null and n.version_id is null
            then private.why_off(t.id, n.forward_user_id) end,
          'route_version', n.version_id, 'route', n.route))
      from private.number_routes(t.id) n
      left join lateral (select case when n.forward_user_id is not null and n.version_id is null
        then private.further_of(t, n.forward_user_id) end as phones offset 0) more on true
      left join lateral (select o.* from public.call_devices d cross join lateral
          private.own_order(t.id, d.user_id, array[n.forward_phone] || more.phones, d.in_turn) o
        where d.tenant_id = t.id and d.user_id = n.forward_user_id and d.in_turn is not null
          and n.version_id is null) own on true
      where n.removed_at is null), '[]'::jsonb))
  from public.twilio_accounts a join public.tenants t on t.id = a.tenant_id
  where a.account_sid = account and a.verified_at is not null
$$;

revoke all on function machine.line from public;
grant execute on function machine.line to ringbook_machine;
