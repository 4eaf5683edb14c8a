-- What Twilio says of a verification call. Asked about until its price is known, later and later, for 7
-- days.
create or replace function machine.settle_phone_verification(tenant uuid, verification uuid, told jsonb,
  at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p public.phone_verifications;
begin
  select * into p from public.phone_verifications where tenant_id = tenant and id = verification for update;
  if not found then return true; end if;
  p.call_sid := coalesce(p.call_sid, told ->> 'call_sid');
  p.call_status := coalesce((told ->> 'status')::public.call_status, p.call_status);
  p.price := coalesce(abs((told ->> 'price')::numeric), p.price);
  p.price_unit := coalesce(told ->> 'price_unit', p.price_unit);
  -- Only an answered call has a price of its own.
  if p.price is not null or p.call_status in ('busy', 'no-answer', 'failed', 'canceled')
    or coalesce((told ->> 'gone')::boolean, false)
     or at - p.created_at > interval '7 days' then p.settled_at := at; end if;
  update public.phone_verifications set call_sid = p.call_sid, call_status = p.call_status,
    price = p.price, price_unit = p.price_unit,
    settled_at = p.settled_at,
    next_check_at = at + least(greatest((at - created_at) / 2, interval '15 seconds'),
      interval '6 hours')
    where id = verification;
  return p.settled_at is not null;
end
$$;

revoke all on function machine.settle_phone_verification from public;
grant execute on function machine.settle_phone_verification to ringbook_machine;
