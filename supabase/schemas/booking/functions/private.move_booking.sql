-- Gives a booking another time, service or member of the staff, by one statement that
-- bookings_never_twice judges. `sequence` is that of the booking which was seen: to move one that
-- somebody else has just moved is refused. As it is already, it stays untouched;
-- of the same service it keeps the price that was agreed.
create or replace function private.move_booking(tenant uuid, person uuid, request jsonb)
  returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (request ->> 'now')::timestamptz;
  beginning constant timestamptz := (request ->> 'starts_at')::timestamptz;
  service public.services;
  helper public.staff;
  b public.bookings;
  verdict jsonb;
begin
  select * into b from public.bookings o
    where o.tenant_id = tenant and o.id = (request ->> 'booking_id')::uuid for update;
  if b.id is null then return jsonb_build_object('refused', 'booking_not_found'); end if;
  select * into service from public.services s where s.tenant_id = tenant
    and s.id = coalesce((request ->> 'service_id')::uuid, b.service_id)
    and (s.archived_at is null or s.id = b.service_id);
  if service.id is null then return jsonb_build_object('refused', 'service_not_found'); end if;
  select * into helper from public.staff s where s.tenant_id = tenant
    and s.id = coalesce((request ->> 'staff_id')::uuid, b.staff_id) and s.archived_at is null;
  if helper.id is null then return jsonb_build_object('refused', 'staff_not_found'); end if;
  if b.status = 'confirmed' and (b.starts_at, b.staff_id, b.service_id)
    = (beginning, helper.id, service.id) then return private.booking_answer(b); end if;
  if (request ->> 'sequence')::integer <> b.sequence then
    return jsonb_build_object('refused', 'changed_meanwhile');
  end if;
  if b.status <> 'confirmed' then return jsonb_build_object('refused', 'over'); end if;
  verdict := private.booking_refusal(service, helper, beginning,
    coalesce((request ->> 'anytime')::boolean, false), at);
  if verdict is not null then return verdict; end if;
  update public.bookings o set service_id = service.id, staff_id = helper.id,
      starts_at = beginning, ends_at = beginning + service.duration_minutes * interval '1 minute',
      during = private.time_taken(service, beginning), changed_by = person, updated_at = at,
      price_minor = case when service.id = o.service_id then o.price_minor
        else service.price_minor end,
      currency = case when service.id = o.service_id then o.currency else service.currency end,
      sequence = o.sequence + 1, version = o.version + 1
    where o.tenant_id = tenant and o.id = b.id returning * into b;
  perform private.tell_customer(b, at);
  return private.booking_answer(b);
exception when exclusion_violation then
  return jsonb_build_object('refused', 'taken');
end
$$;

revoke all on function private.move_booking from public;
