-- The phones (E.164) of a person who is rung on one after another, in the order of their
-- call_devices, and how many of them come before the browser.
create or replace function private.own_order(tenant uuid, person uuid, phones text[],
  in_turn smallint[], out ordered text[], out browser_at integer)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  select coalesce(array_agg(o.phone order by o.turn), '{}'),
      count(*) filter (where o.turn < array_position(in_turn, 0::smallint))
    into ordered, browser_at
    from (select p.phone, array_position(in_turn, coalesce((select f.place
        from public.further_phones f
        where f.tenant_id = tenant and f.user_id = person and f.phone = p.phone), 1::smallint))
        as turn
      from unnest(phones) as p (phone) where p.phone is not null) o;
end
$$;
revoke all on function private.own_order from public;
