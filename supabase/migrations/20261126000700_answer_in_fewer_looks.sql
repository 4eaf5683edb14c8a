-- What an `answer` costs the database is silence for the caller: the looks before the call's row are part of the statement that writes it.

-- As before (20261126000400), in one statement less; a ring that names a leg it dialled is for record_event's general way.
create or replace function private.open_call(tenant uuid, e private.call_event) returns public.calls
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  written record;
begin
  insert into public.calls as c (id, tenant_id, twilio_call_sid, direction, from_number, to_number, status, stage, contact_id, user_id,
      phone_number_id, recording_requested, created_at, next_check_at)
    select e.call_id, tenant, e.call_sid, 'inbound', coalesce(e."from", ''), n.number, 'ringing', 'greeting',
      (select p.contact_id from public.contact_phones p where p.tenant_id = tenant and p.phone = e."from" order by p.created_at, p.id limit 1),
      e.user_id, e.phone_number_id, coalesce(e.recording_requested, false), e.occurred_at, e.received_at + interval '60 seconds'
      from public.phone_numbers n
      where n.tenant_id = tenant and n.number = e."to" and e.data ->> 'DialCallSid' is null
        and not exists (select from public.call_legs l where l.call_sid = e.call_sid)
        and not exists (select from public.call_events v where v.tenant_id = tenant and v.dedupe_key = e.dedupe_key)
    on conflict do nothing
    returning c as call into written;
  if not found then return null; end if;
  insert into public.call_legs (tenant_id, call_sid, call_id, role, user_id, from_number, to_number, status, status_sequence, first_seen_at,
      ringing_at, dial_ended_live)
    values (tenant, e.call_sid, e.call_id, 'caller', e.user_id, e."from", e."to", 'ringing', coalesce(e.sequence, -1), e.occurred_at,
      e.occurred_at, coalesce(e.dial_ended_live, false))
    on conflict do nothing;
  if not found then raise exception 'leg % was bound to another call at this moment', e.call_sid using errcode = 'serialization_failure'; end if;
  return written.call;
end
$$;

-- The tenant's topic is read where it is sent to: a function for that alone cost as much as the message's own row.
create or replace function private.broadcast_call() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(
    jsonb_build_object('id', new.id, 'contact_id', new.contact_id, 'user_id', new.user_id, 'version', new.version),
    'call', 'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from public.tenants t where t.id = new.tenant_id;
  return null;
end
$$;
create or replace function private.broadcast_contact() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(jsonb_build_object('id', new.id, 'version', extract(epoch from clock_timestamp())), 'contact',
    'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from public.tenants t where t.id = new.tenant_id;
  return null;
end
$$;
drop function private.tenant_topic(uuid);

-- Whoever writes several calls in one transaction locks them in the order of their ids (lib/machine/recorder.ts): two who do never wait
-- for each other.
create or replace function private.adopt_calls() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  with theirs as (
    select id from public.calls where tenant_id = new.tenant_id and customer_number = new.phone and contact_id is null
    order by id for no key update)
  update public.calls c set contact_id = new.contact_id, version = c.version + 1
    from theirs where c.tenant_id = new.tenant_id and c.id = theirs.id;
  return null;
end
$$;
