-- Records one event (lib/record/event.ts has its shape) of the tenant named by the session or the
-- verified signature. Returns null and writes nothing if the call is not this tenant's. One
-- transaction, one round trip. The same events in any order and any number give the same rows.
-- Plans live as long as the connection; without enable_seqscan off, one made while the tables were
-- small would scan for good.
create or replace function machine.record_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  event private.call_event;
  known private.known_call;
  n public.calls;
  failure text;
begin
  begin
    event := jsonb_populate_record(null::private.call_event, e);
  exception when data_exception then
    failure := sqlerrm;
    event := private.bare_event(e);
  end;
  -- A caller rings, and nothing else is said: any other field takes the general way.
  if event.status = 'ringing' and event.role = 'caller' and event.creates = 'inbound' then
    if e - array['type', 'dedupe_key', 'call_id', 'occurred_at', 'received_at', 'creates',
       'owner_id', 'phone_number_id', 'recording_requested', 'call_sid', 'role', 'from', 'to',
       'status', 'sequence', 'dial_ended_live', 'query', 'answered_from', 'from_memory', 'data']
       = '{}' then
      n := private.open_call(tenant, event);
      known.is_news := true;
    end if;
  end if;
  while n.id is null loop
    -- Locked and changed in one subtransaction: a row that an outer one locked would take a
    -- MultiXactId to change.
    begin
      known := private.find_call(tenant, event);
      if (known.call).id is null then return null; end if;
      if known.is_news and failure is null then
        -- Null: another event has made the row at this moment.
        n := private.apply_event(known, event);
      -- What is not applied leaves the call as it was, and makes its row where there is none.
      elsif not known.is_new or private.write_call(null, known.call) then
        n := known.call;
      end if;
    exception when others then
      -- What may succeed a moment later is no problem of the event: nothing is written, and Twilio
      -- sends it again.
      if failure is not null or left(sqlstate, 2) in ('40', '53', '55', '57', '58') then
        raise;
      end if;
      failure := sqlerrm;
    end;
  end loop;
  return private.write_event(tenant, n, known, event, e, failure);
end
$$;
revoke all on function machine.record_event from public;
grant execute on function machine.record_event to ringbook_machine;
