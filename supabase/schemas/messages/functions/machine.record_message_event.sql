-- Records one event (lib/messages/event.ts has its shape) of the tenant named by the session or the
-- verified signature. Null, and nothing written, if message or number are not this tenant's. The
-- same events in any order and any number give the same rows. Plans live as long as the connection,
-- as in machine.record_event.
create or replace function machine.record_message_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  message uuid := (e ->> 'message_id')::uuid;
  noted bigint;
  failure text;
begin
  if not private.lock_message(tenant, e) then return null; end if;
  insert into public.message_events (tenant_id, message_id, message_sid, event_type, event_data,
      query, dedupe_key, occurred_at)
    values (tenant, message, e ->> 'message_sid', e ->> 'type', e -> 'data', e ->> 'query',
      e ->> 'dedupe_key', (e ->> 'occurred_at')::timestamptz)
    on conflict do nothing returning id into noted;
  if noted is not null then
    failure := private.apply_message(tenant, e);
    if failure is not null then
      update public.message_events set problem = failure, problem_event = e where id = noted;
    end if;
  end if;
  return coalesce((select jsonb_build_object('message_id', m.id, 'thread_id', m.thread_id,
      'status', m.status, 'is_new', noted is not null)
    from public.messages m where m.tenant_id = tenant and m.id = message),
    jsonb_build_object('message_id', message, 'is_new', false));
end
$$;

revoke all on function machine.record_message_event from public;
grant execute on function machine.record_message_event to ringbook_machine;
