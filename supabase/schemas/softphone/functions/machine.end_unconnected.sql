-- Ends a call that was placed in a browser which never asked Twilio for it. Nothing was dialled:
-- once it is over, the browser gets it no more (machine.take_client_event). False if it did.
create or replace function machine.end_unconnected(
  tenant uuid, target uuid, at timestamptz, why text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from public.calls c
    where c.tenant_id = tenant and c.id = target and c.ended_at is null
      and exists (select from public.call_events v
        where v.tenant_id = tenant and v.call_id = target and v.event_type = 'initiate'
          and v.event_data ->> 'device' = 'browser')
    for no key update;
  if not found or exists (select from public.call_legs l
    where l.tenant_id = tenant and l.call_id = target) then return false; end if;
  perform machine.record_event(tenant, jsonb_build_object('type', 'unconnected',
    'request', 'create_refused', 'call_id', target, 'dedupe_key', 'unconnected:' || target,
    'occurred_at', at, 'received_at', at, 'error', jsonb_build_object('message', why),
    'data', '{}'::jsonb));
  return true;
end
$$;

revoke all on function machine.end_unconnected from public;
grant execute on function machine.end_unconnected to ringbook_machine;
