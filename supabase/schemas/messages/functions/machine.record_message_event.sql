-- Records one event (lib/messages/event.ts has its shape) of the tenant named by the session or the
-- verified signature. Null, and nothing written, if message or number are not this tenant's. The
-- same events in any order and any number give the same rows.
create or replace function machine.record_message_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  message uuid := (e ->> 'message_id')::uuid;
  noted bigint;
  failure text;
begin
  if e ->> 'type' = 'incoming' then
    -- Locked, so that it is not removed under this message.
    perform from public.phone_numbers n where n.tenant_id = tenant
      and n.id = (e ->> 'phone_number_id')::uuid and n.removed_at is null for share;
  else
    -- Its thread first, as everything that writes both.
    perform from public.message_threads t where t.tenant_id = tenant and t.id = (
      select m.thread_id from public.messages m where m.tenant_id = tenant and m.id = message)
      for no key update;
  end if;
  if not found then return null; end if;
  insert into public.message_events (tenant_id, message_id, message_sid, event_type, event_data,
      query, dedupe_key, occurred_at)
    values (tenant, message, e ->> 'message_sid', e ->> 'type', e -> 'data', e ->> 'query',
      e ->> 'dedupe_key', (e ->> 'occurred_at')::timestamptz)
    on conflict do nothing returning id into noted;
  if noted is not null then
    begin
      if e ->> 'type' = 'incoming' then perform private.take_message(tenant, e);
      else failure := private.follow_message(tenant, message, e); end if;
    exception when others then
      -- What may succeed a moment later is no problem of the event: Twilio sends it again.
      if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
      -- A contact or thread that was deleted meanwhile: the text must not get lost.
      if left(sqlstate, 2) = '23' and e ->> 'type' = 'incoming' then
        raise exception using errcode = 'serialization_failure', message = sqlerrm;
      end if;
      failure := sqlerrm;
    end;
    if failure is not null then
      update public.message_events set problem = left(failure, 500) where id = noted;
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
