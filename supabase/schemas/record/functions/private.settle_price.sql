-- Price and billed time of a call with all legs ended. Twilio reports duration and price of an
-- answered leg later; until then the sums are null.
create or replace function private.settle_price(n public.calls, legs public.call_legs[])
returns public.calls
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
begin
  n.billed_seconds := 0; n.price := 0; n.price_unit := null;
  foreach leg in array legs loop
    -- LiveKit's, which Twilio knows nothing of.
    continue when leg.medium = 'room';
    n.billed_seconds := n.billed_seconds
      + coalesce(leg.duration_seconds, case when leg.status <> 'completed' then 0 end);
    n.price := n.price + coalesce(leg.price, case when leg.status <> 'completed' then 0 end);
    n.price_unit := least(n.price_unit, leg.price_unit);
  end loop;
  if n.price is null then n.price_unit := null; end if;
  return n;
end
$$;
revoke all on function private.settle_price from public;
