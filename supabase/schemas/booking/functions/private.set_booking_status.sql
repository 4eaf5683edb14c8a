-- Cancels a booking, says what became of it, or takes that back; what it is already it stays. Only
-- what has begun can be done or a no-show, and only what nobody else has taken can be taken back.
-- `seen` is the sequence of the booking which was seen: one that somebody has just moved stays.
create or replace function private.set_booking_status(tenant uuid, person uuid, booking uuid,
  became text, seen integer, at timestamptz) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  b public.bookings;
  was text;
begin
  select * into b from public.bookings o where o.tenant_id = tenant and o.id = booking for update;
  if b.id is null then return jsonb_build_object('refused', 'booking_not_found'); end if;
  if b.status = became then return private.booking_answer(b); end if;
  if seen <> b.sequence then return jsonb_build_object('refused', 'changed_meanwhile'); end if;
  if b.status <> 'confirmed' and became <> 'confirmed' then
    return jsonb_build_object('refused', 'over');
  end if;
  was := b.status;
  if became in ('done', 'no_show') and b.starts_at > at then
    return jsonb_build_object('refused', 'not_begun');
  end if;
  update public.bookings o set status = became, changed_by = person, updated_at = at,
      sequence = o.sequence + case when 'cancelled' in (o.status, became) then 1 else 0 end,
      version = o.version + 1
    where o.tenant_id = tenant and o.id = booking returning * into b;
  if 'cancelled' in (was, became) then perform private.tell_customer(b, at); end if;
  return private.booking_answer(b);
exception when exclusion_violation then
  return jsonb_build_object('refused', 'taken');
end
$$;

revoke all on function private.set_booking_status from public;
