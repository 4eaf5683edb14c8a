set check_function_bodies = off;

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
          'forward_user_id', n.forward_user_id, 'forward_phone', n.forward_phone,
          'forward_in_browser', n.forward_in_browser,
          'forward_further', case when n.forward_user_id is not null and n.version_id is null
            then private.further_of(t, n.forward_user_id) end,
          'forward_off', case when n.forward_user_id is not null and n.version_id is null
            then private.why_off(t.id, n.forward_user_id) end,
          'route_version', n.version_id, 'route', n.route))
      from private.number_routes(t.id) n where n.removed_at is null), '[]'::jsonb))
  from public.twilio_accounts a join public.tenants t on t.id = a.tenant_id
  where a.account_sid = account and a.verified_at is not null
$$;

revoke all on function machine.line from public;
grant execute on function machine.line to ringbook_machine;

-- What a route's next decision depends on besides the call (lib/routing/turn.ts), after claiming
-- whom it is about to ring. Stored with the event, without phones; the same event again gets what
-- was stored. `phones` are those of the people who may be rung, `in_browser` who may be there.
create or replace function private.route_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  key text := e ->> 'dedupe_key';
  people jsonb;
  phones jsonb;
  in_browser jsonb;
  owner uuid;
  spoke record;
  facts jsonb;
  claimed jsonb;
  wishes jsonb := private.group_wishes(tenant, coalesce(e #> '{routing,wishes}', '[]'));
begin
  if wishes @> '[{"whom": "queue"}]' then
    -- One caller of a tenant at a time, before it is read who is free: the order is exact.
    perform pg_advisory_xact_lock(hashtextextended('queue:' || tenant, 0));
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('user_id', r.user_id, 'name', r.name,
      'availability', r.availability, 'has_phone', r.phone is not null,
      'rung_at', floor(extract(epoch from r.rung_at) * 1000),
      'talked_at', floor(extract(epoch from r.talked_at) * 1000))
      || case when r.further is null then '{}'
        else jsonb_build_object('further', cardinality(r.further)) end), '[]'),
      coalesce(jsonb_object_agg(r.user_id, array_remove(array[r.phone], null)
        || coalesce(r.further, '{}')), '{}'),
      coalesce(jsonb_agg(r.user_id) filter (where r.in_browser), '[]')
    into people, phones, in_browser
    from private.routed_people(tenant, call,
      array(select jsonb_array_elements_text(e #> '{routing,callers}'))) r;
  facts := (select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key);
  if facts is null then
    -- Looked up where the next steps ask for them.
    if wishes @> '[{"whom": "owner"}]' then
      select x.owner_id into owner from public.calls c join public.contacts x
        on x.tenant_id = c.tenant_id and x.id = c.contact_id
        where c.tenant_id = tenant and c.id = call;
    end if;
    select null::uuid as user_id, null::timestamptz as ended_at into spoke;
    if wishes @> '[{"whom": "last_speaker"}]' then
      select l.user_id, l.ended_at into spoke from public.calls l
        where l.tenant_id = tenant and l.id <> call and l.outcome = 'connected'
          and l.ended_at is not null and l.user_id is not null
          -- Of callers who withhold their number nobody knows who they are.
          and l.customer_number = (select c.customer_number from public.calls c
            where c.tenant_id = tenant and c.id = call
              and private.missed_caller(c) = c.customer_number)
        order by l.created_at desc, l.id desc limit 1;
    end if;
    if e -> 'from_memory' is null then
      claimed := private.claim_people(tenant, e, people, (
        select jsonb_agg(case w ->> 'whom'
          when 'owner' then w || jsonb_build_object('people', jsonb_strip_nulls(
            jsonb_build_array(owner)))
          when 'last_speaker' then w || jsonb_build_object('people', case
            when spoke.ended_at >= now() - (w ->> 'days')::integer * interval '1 day'
            then jsonb_build_array(spoke.user_id) else '[]' end)
          else w end) from jsonb_array_elements(wishes) w));
      people := claimed -> 'people';
    end if;
    perform private.leave_queue(tenant, e, claimed #>> '{queue,position}' is not null);
    facts := jsonb_build_object('owner_id', owner, 'last_speaker', case
        when spoke.user_id is not null then jsonb_build_object('user_id', spoke.user_id,
          'at', floor(extract(epoch from spoke.ended_at) * 1000)) end,
      'queue', claimed -> 'queue', 'people', people, 'in_browser', in_browser,
      'reloading', private.reloading(tenant, in_browser), 'groups', (
        select coalesce(jsonb_object_agg(w ->> 'group', w -> 'people'), '{}')
        from jsonb_array_elements(wishes) w where w ? 'group'))
      || private.agent_facts(tenant, e);
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts || jsonb_build_object('phones', phones);
end
$$;
revoke all on function private.route_facts from public;

-- Why a person takes no calls at this moment, as they say or by their own hours; null: they do. Of
-- routes, private.routed_people says the same.
create or replace function private.why_off(tenant uuid, person uuid) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case
      when a.state = 'offline' then 'offline'
      when a.state in ('away', 'busy') and coalesce(a.away_until > now(), true) then a.state
      when not private.is_within_week(h.week, h.time_zone, now()) then 'outside_hours'
    end
  from (select tenant as id) t
  left join public.availability a on a.tenant_id = t.id and a.user_id = person
  left join public.own_hours h on h.tenant_id = t.id and h.user_id = person
$$;
revoke all on function private.why_off from public;

reset check_function_bodies;
