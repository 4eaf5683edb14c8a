-- Records an event of a browser's own leg, which has no signed URL: it asks for the call that its
-- person has just placed, or reports on its leg. What the browser says is not believed: the call
-- must be this person's, placed in the browser, not over, and without another leg. Null for any
-- other.
create or replace function machine.take_client_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  sid text := e ->> 'call_sid';
  person uuid := (e ->> 'user_id')::uuid;
  c public.calls;
  placed jsonb;
  facts jsonb;
begin
  if e ->> 'client' = 'reports' then
    select k.* into c from public.call_legs l
      join public.calls k on k.tenant_id = l.tenant_id and k.id = l.call_id
      where l.tenant_id = tenant and l.call_sid = sid and l.user_id = person;
    if not found then return null; end if;
    return machine.record_event(tenant, e || jsonb_build_object('call_id', c.id));
  end if;
  select * into c from public.calls
    where tenant_id = tenant and id = (e ->> 'call_id')::uuid for no key update;
  placed := (select v.event_data from public.call_events v
    where v.tenant_id = tenant and v.call_id = c.id and v.event_type = 'initiate');
  if c.user_id is distinct from person or placed ->> 'device' is distinct from 'browser'
    or not exists (select from public.profiles p
      where p.tenant_id = tenant and p.user_id = person and p.removed_at is null)
  then return null; end if;
  -- Sent again, it is the same.
  if (case when c.twilio_call_sid is null then c.ended_at is not null
    else c.twilio_call_sid <> sid end)
  then return null; end if;
  facts := machine.record_event(tenant, e);
  if placed ->> 'extension' is not null then
    facts := facts || jsonb_build_object('extension', placed ->> 'extension');
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('facts', facts)
      where tenant_id = tenant and dedupe_key = e ->> 'dedupe_key' and answered_from ? 'facts';
  end if;
  return facts;
end
$$;

revoke all on function machine.take_client_event from public;
grant execute on function machine.take_client_event to ringbook_machine;
