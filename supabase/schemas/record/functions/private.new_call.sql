-- The call that an event creates, not yet written. Any event of an inbound call may be its first,
-- because the id is derived from the CallSid. An outbound call has its row before Twilio is asked;
-- an event creates only one that was found at Twilio. Null if the event creates no call of this
-- tenant.
create or replace function private.new_call(tenant uuid, e private.call_event) returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  role public.leg_role := coalesce(e.role, e.inferred_role);
  customer text := case when e.creates = 'outbound' then e.customer
                        when role = 'caller' then e."from" end;
  seen record;
begin
  if e.creates is null then return null; end if;
  select
      -- A caller's leg, the first word of its call, for a number that is not the tenant's. What
      -- Twilio says over REST is the tenant's.
      role = 'caller' and e."to" is not null and e.type not like 'rest.%'
        and not exists (select from public.phone_numbers n
          where n.tenant_id = tenant and n.number = e."to") as is_elsewhere,
      (select p.contact_id from public.contact_phones p
        where p.tenant_id = tenant and p.phone = customer
        order by p.created_at, p.id limit 1) as contact,
      exists (select from public.call_legs l
          where l.tenant_id = tenant and l.call_sid = e.call_sid)
        or exists (select from public.calls o
          where o.tenant_id = tenant and o.twilio_call_sid = e.call_sid) as is_bound
    into seen;
  if seen.is_elsewhere then return null; end if;
  c.id := e.call_id;
  c.tenant_id := tenant;
  c.direction := e.creates;
  -- A rep's leg without a parent may be the company's own call to a conference or a queue.
  c.from_number := case when e.parent_call_sid is null
      and (role = 'caller' or role = 'rep' and e.creates <> 'inbound')
    then coalesce(e."from", '') else '' end;
  c.to_number := case when e.creates = 'outbound' then coalesce(e.customer, '')
    when role = 'caller' then coalesce(e."to", '') else '' end;
  c.status := case when e.creates = 'inbound' then 'ringing' else 'queued' end;
  c.stage := case when e.creates = 'inbound' then 'greeting' else 'placing' end;
  c.created_at := coalesce(e.started_at, e.occurred_at);
  c.next_check_at := e.received_at + interval '60 seconds';
  if e.imported then c.imported_at := e.received_at; end if;
  c.user_id := e.owner_id;
  c.phone_number_id := e.phone_number_id;
  c.contact_id := seen.contact;
  c.recording_requested := coalesce(e.recording_requested, false);
  c.also_on := '{}';
  c.owner_left := false;
  c.talked_with := '{}';
  c.create_lost := false;
  c.has_more_evidence := false;
  c.version := 1;
  -- A leg that another call has is a problem of this event; the row is made without it.
  if role = 'caller' and not seen.is_bound then c.twilio_call_sid := e.call_sid; end if;
  return c;
end
$$;
revoke all on function private.new_call from public;
