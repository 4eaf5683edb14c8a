-- The talk of a voice agent begins: { call_id, call_sid, place, version_id, worker_id }. Gives all
-- that it needs; null where it began before (a token that is used again), is not the tenant's, or
-- as many of its callers talk as may: several may have been sent here for the last place. Those who
-- found it taken have a talk that has failed, which says so.
create or replace function machine.begin_agent_session(tenant uuid, s jsonb, at timestamptz)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  began public.voice_agent_sessions;
  is_full boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('agent seats:' || tenant, 0));
  is_full := private.agent_seats_left(tenant) <= 0;
  insert into public.voice_agent_sessions (tenant_id, call_id, call_sid, place, agent_id,
      version_id, worker_id, started_at, status, ended_at, outcome, reason)
    select tenant, l.call_id, l.call_sid, s ->> 'place', v.agent_id, v.id,
        (s ->> 'worker_id')::uuid, at, case when is_full then 'ended' else 'connecting' end,
        case when is_full then at end, case when is_full then 'failed' end,
        case when is_full then 'as many callers talk as the company allows' end
      from public.call_legs l, public.voice_agent_versions v
      where l.tenant_id = tenant and l.call_sid = s ->> 'call_sid'
        and l.call_id = (s ->> 'call_id')::uuid and l.role = 'caller'
        and v.tenant_id = tenant and v.id = (s ->> 'version_id')::uuid
    on conflict do nothing
    returning * into began;
  if began.id is null or is_full then return null; end if;
  return (select jsonb_build_object('session_id', began.id, 'body', v.body,
      'company', t.name, 'time_zone', t.time_zone, 'country_code', t.country_code,
      'seconds_left', private.agent_seconds_left(tenant, began.agent_id,
        (v.body #>> '{limits,minutes_per_day}')::integer),
      'provider', case when r.tenant_id is not null then jsonb_build_object(
        'base_url', r.base_url, 'model', r.model, 'transcription_model', r.transcription_model,
        'audio_format', r.audio_format, 'api_key_ciphertext', r.api_key_ciphertext) end,
      'caller', jsonb_build_object('phone', c.customer_number, 'contact_id', c.contact_id,
        'name', x.name))
    from public.tenants t
    join public.voice_agent_versions v on v.tenant_id = t.id and v.id = began.version_id
    join public.calls c on c.tenant_id = t.id and c.id = began.call_id
    left join public.contacts x on x.tenant_id = t.id and x.id = c.contact_id
    left join public.realtime_settings r on r.tenant_id = t.id
    where t.id = tenant);
end
$$;
revoke all on function machine.begin_agent_session from public;
grant execute on function machine.begin_agent_session to ringbook_machine;
