-- The call that an event is the first of, not written yet. Any event of an inbound call may be: the
-- id is derived from the CallSid. An outbound one has its row before Twilio is asked; only one
-- found at Twilio is made of an event. Null when the event makes no call of this tenant's.
create or replace function private.new_call(tenant uuid, e private.call_event) returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  outbound boolean := coalesce(e.creates_outbound, false);
  -- About the leg that the call hangs on; a recording names that leg and says nothing else of it.
  of_parent boolean := e.parent_call_sid is null and e.is_child is not true;
  customer text := case when outbound then e.customer when of_parent then e."from" end;
  seen record;
begin
  if not outbound and e.creates_inbound is not true then return null; end if;
  select
      -- A caller's leg, the first thing heard of its call, for a number that is not the tenant's;
      -- Twilio's answers over REST are the tenant's.
      of_parent and e."to" is not null and e.type not like 'rest.%'
        and not exists (select from public.phone_numbers n where n.tenant_id = tenant
          and n.number = e."to") as to_anothers,
      (select p.contact_id from public.contact_phones p where p.tenant_id = tenant
        and p.phone = customer order by p.created_at, p.id limit 1) as contact,
      exists (select from public.call_legs l where l.tenant_id = tenant and l.call_sid = e.call_sid)
        or exists (select from public.calls o where o.tenant_id = tenant
          and o.twilio_call_sid = e.call_sid) as bound
    into seen;
  if seen.to_anothers then return null; end if;
  c.id := e.call_id;
  c.tenant_id := tenant;
  c.direction := case when outbound then 'outbound' else 'inbound' end;
  c.from_number := case when of_parent or outbound
    and e.parent_call_sid is null then coalesce(e."from", '') else '' end;
  c.to_number := case when outbound then coalesce(e.customer, '')
    when of_parent then coalesce(e."to", '') else '' end;
  c.status := case when outbound then 'queued' else 'ringing' end;
  c.stage := case when outbound then 'placing' else 'greeting' end;
  c.created_at := coalesce(e.started_at, e.occurred_at);
  c.next_check_at := e.received_at + interval '60 seconds';
  if e.imported then c.imported_at := e.received_at; end if;
  if outbound or of_parent then
    c.user_id := e.user_id;
    c.phone_number_id := e.phone_number_id;
    c.contact_id := seen.contact;
  end if;
  c.recording_requested := (outbound or of_parent) and coalesce(e.recording_requested, false);
  c.create_lost := false;
  c.version := 1;
  -- A leg that another call has is a problem of this event; the row is made without it all the
  -- same.
  if of_parent and not outbound and e.type <> 'recording' and not seen.bound then
    c.twilio_call_sid := e.call_sid;
  end if;
  return c;
end
$$;

revoke all on function private.new_call from public;
