create or replace function public.order_number(
  wanted text, as_state text, price numeric default null, in_currency text default null
) returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  with ordered as (
    insert into public.number_orders as o
      (tenant_id, number, state, ordered_by, monthly_price, currency)
    select private.tenant_id(), wanted, as_state, auth.uid(), price, in_currency
    where as_state <> 'buying' or not exists (select from public.phone_numbers n
      where n.tenant_id = private.tenant_id() and n.number = wanted and n.removed_at is null)
    on conflict (tenant_id, number) do update
      set state = excluded.state, ordered_by = excluded.ordered_by, began_at = now(),
        monthly_price = coalesce(excluded.monthly_price, o.monthly_price),
        currency = coalesce(excluded.currency, o.currency)
      where o.state not in ('buying', 'releasing') or o.began_at < now() - interval '1 minute'
    returning 1
  ) select exists (select from ordered)
$$;
comment on function public.order_number is
  'Begins to buy or release a number, as_state saying which; false while another admin does, and '
  'where a number to buy is the tenant''s. Who has not come back within a minute has gone.';

revoke all on function public.order_number from public, anon, service_role;
grant execute on function public.order_number to authenticated;
