-- Fast path for `answer`, nearly always the first event of an inbound call: the caller hears
-- nothing until it is recorded. Such an event needs neither evidence nor a verdict, so call and
-- leg are inserted as new_call, absorb_leg, judge and settle would write them. It spells the
-- columns of calls itself, because one statement checks that they are new and inserts them, where
-- private.write_call would need three; tests/telephony/record/opening.test.ts compares the rows of
-- both paths. Returns no call and writes nothing if the number is not the tenant's or the call,
-- leg or event exists: record_event's general path handles that. Raises serialization_failure if
-- another call takes the leg concurrently; a retry finds it.
create or replace function private.open_call(tenant uuid, e private.call_event) returns public.calls
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  written record;
begin
  insert into public.calls as c (id, tenant_id, twilio_call_sid, direction, from_number, to_number,
      status, stage, contact_id, user_id, phone_number_id, recording_requested, created_at,
      next_check_at)
    select e.call_id, tenant, e.call_sid, 'inbound', coalesce(e."from", ''), n.number,
      'ringing', 'greeting',
      (select p.contact_id from public.contact_phones p
        where p.tenant_id = tenant and p.phone = e."from" order by p.created_at, p.id limit 1),
      e.owner_id, e.phone_number_id, coalesce(e.recording_requested, false), e.occurred_at,
      e.received_at + interval '60 seconds'
    from public.phone_numbers n
    where n.tenant_id = tenant and n.number = e."to" and e.data ->> 'DialCallSid' is null
      and not exists (select from public.call_legs l where l.call_sid = e.call_sid)
      and not exists (select from public.call_events v
        where v.tenant_id = tenant and v.dedupe_key = e.dedupe_key)
    on conflict do nothing
    returning c as call into written;
  if not found then return null; end if;
  insert into public.call_legs (tenant_id, call_sid, call_id, role, role_is_declared,
      from_number, to_number, status, status_sequence, first_seen_at, ringing_at, dial_ended_live)
    values (tenant, e.call_sid, e.call_id, 'caller', true, e."from", e."to", 'ringing',
      coalesce(e.sequence, -1), e.occurred_at, e.occurred_at, coalesce(e.dial_ended_live, false))
    on conflict do nothing;
  if not found then
    raise exception 'leg % was bound to another call at this moment', e.call_sid
      using errcode = 'serialization_failure';
  end if;
  return written.call;
end
$$;
revoke all on function private.open_call from public;
