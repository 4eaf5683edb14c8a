-- The one door by which anything is booked: { booking_id, … }, or { refused } and why. `person` is
-- null for a voice agent. What is sent again gives the booking that it made.
create or replace function private.book(tenant uuid, person uuid, request jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (request ->> 'now')::timestamptz;
  beginning constant timestamptz := (request ->> 'starts_at')::timestamptz;
  service public.services;
  helper public.staff;
  contact uuid;
  b public.bookings;
  verdict jsonb;
begin
  select * into b from public.bookings o
    where o.tenant_id = tenant and o.id = (request ->> 'booking_id')::uuid;
  if b.id is not null then return private.booking_answer(b); end if;
  select * into service from public.services s where s.tenant_id = tenant
    and s.id = (request ->> 'service_id')::uuid and s.archived_at is null;
  if service.id is null then return jsonb_build_object('refused', 'service_not_found'); end if;
  select * into helper from public.staff s where s.tenant_id = tenant
    and s.id = (request ->> 'staff_id')::uuid and s.archived_at is null;
  if helper.id is null then return jsonb_build_object('refused', 'staff_not_found'); end if;
  verdict := private.booking_refusal(service, helper, beginning,
    coalesce((request ->> 'anytime')::boolean, false), at);
  if verdict is not null then return verdict; end if;
  contact := private.customer_of_call(tenant, request -> 'customer');
  if contact is null and request -> 'customer' ->> 'contact_id' is not null then
    return jsonb_build_object('refused', 'contact_not_found');
  end if;
  insert into public.bookings (id, tenant_id, service_id, staff_id, contact_id, starts_at, ends_at,
      during, source, call_id, language, notifies, note, price_minor, currency, booked_by,
      changed_by, created_at, updated_at)
    values ((request ->> 'booking_id')::uuid, tenant, service.id, helper.id, contact, beginning,
      beginning + service.duration_minutes * interval '1 minute',
      private.time_taken(service, beginning), request ->> 'source',
      (request ->> 'call_id')::uuid,
      coalesce(request ->> 'language', (private.booking_settings(tenant)).language),
      coalesce((request ->> 'notifies')::boolean, true), coalesce(request ->> 'note', ''),
      service.price_minor, service.currency, person, person, at, at)
    on conflict do nothing returning * into b;
  if b.id is null then
    select * into b from public.bookings o
      where o.tenant_id = tenant and o.id = (request ->> 'booking_id')::uuid;
    if b.id is not null then return private.booking_answer(b); end if;
    return jsonb_build_object('refused', 'taken');
  end if;
  perform private.tell_customer(b, at);
  return private.booking_answer(b);
end
$$;

revoke all on function private.book from public;
