-- The event whose answer rings a person for a caller, as lib/voice/explain.ts reads it: null for a
-- call that has not rung them, is answered or over.
create or replace function machine.ring_event(tenant uuid, person uuid, target uuid) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
begin
  select * into c from public.calls where tenant_id = tenant and id = target;
  if c.id is null or c.direction <> 'inbound' or c.ended_at is not null or c.stage = 'connected'
    or not private.has_rung(c, person) then
    return null;
  end if;
  return (select jsonb_build_object('event_type', v.event_type, 'event_data', v.event_data,
      'query', v.query, 'answered_from', v.answered_from, 'created_at', v.created_at)
    from public.call_events v
    where v.tenant_id = tenant and v.call_id = target and v.answered_from is not null
      and v.call_sid = c.twilio_call_sid
    order by v.occurred_at desc, v.id desc limit 1);
end
$$;
revoke all on function machine.ring_event from public;
grant execute on function machine.ring_event to ringbook_machine;
