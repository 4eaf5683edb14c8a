-- What Twilio was answered in a call, the last first, while nothing else says whose mailbox the
-- caller's message is in: neither the webhook of its end nor the message itself came.
create or replace function machine.answers_of(tenant uuid, call uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('event_type', e.event_type,
      'event_data', e.event_data, 'query', e.query, 'answered_from', e.answered_from,
      'created_at', e.created_at) order by e.id desc), '[]')
  from public.call_events e
  where e.tenant_id = tenant and e.call_id = call and e.answered_from is not null
    and not exists (select from public.call_events m where m.tenant_id = tenant
      and m.call_id = call and m.event_type = 'voicemail')
    and not exists (select from public.voicemails v
      where v.tenant_id = tenant and v.call_id = call)
$$;
revoke all on function machine.answers_of from public;
grant execute on function machine.answers_of to ringbook_machine;
