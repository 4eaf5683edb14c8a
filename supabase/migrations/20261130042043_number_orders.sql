set check_function_bodies = off;

-- What a number costs is agreed to once: the log says by whom, and who gave it back.
create or replace function private.audit_number_order() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.audit(new.tenant_id, private.actor(),
    case new.state when 'bought' then 'number.bought' else 'number.released' end, new.id::text,
    jsonb_strip_nulls(jsonb_build_object('number', new.number,
      'monthly_price', new.monthly_price::text, 'currency', new.currency)));
  return null;
end
$$;

revoke all on function private.audit_number_order from public;

create table public.number_orders (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  number text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  id uuid not null default gen_random_uuid(),
  state text not null check (state in ('buying', 'bought', 'refused', 'releasing', 'released')),
  ordered_by uuid not null default auth.uid(),
  began_at timestamptz not null default now(),
  monthly_price numeric(10, 4) check (monthly_price >= 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  primary key (tenant_id, number),
  foreign key (tenant_id, ordered_by) references public.profiles (tenant_id, user_id)
);
comment on table public.number_orders is
  'What was last asked of Twilio for a number: one admin at a time buys or releases it.';
comment on column public.number_orders.monthly_price is
  'What the admin agreed to pay a month; null where nobody knew.';

alter table public.number_orders enable row level security;
revoke all on public.number_orders from anon, authenticated, service_role;
grant select on public.number_orders to authenticated;
grant insert (tenant_id, number, state, ordered_by, began_at, monthly_price, currency)
  on public.number_orders to authenticated;
grant update (state, ordered_by, began_at, monthly_price, currency)
  on public.number_orders to authenticated;

create policy "admins read their tenant's number orders" on public.number_orders
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins order their tenant's numbers" on public.number_orders
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins go on with their tenant's number orders" on public.number_orders
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after update of state on public.number_orders
  for each row when (old.state <> new.state and new.state in ('bought', 'released'))
  execute function private.audit_number_order();

create or replace function public.number_activity(since timestamptz) returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select json_agg(json_build_object('id', n.id, 'calls', (
      select count(*) from (select from public.calls c
        where c.tenant_id = n.tenant_id and c.phone_number_id = n.id and c.created_at >= since
        limit 10000) recent))
    order by n.id)
  from public.phone_numbers n
  where n.tenant_id = (select private.tenant_id()) and n.removed_at is null
$$;
comment on function public.number_activity is
  'How many calls each number of the tenant had since then, up to 10,000; null without any.';

revoke all on function public.number_activity from public, anon, service_role;
grant execute on function public.number_activity to authenticated;

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

reset check_function_bodies;

create or replace function public.call_costs(since timestamptz)
returns table (phone_number_id uuid, user_id uuid, calls bigint, price numeric)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select c.phone_number_id, c.user_id, count(*), coalesce(sum(c.price), 0)
  from public.calls c
  where c.tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin'
    and c.created_at >= since
  group by c.phone_number_id, c.user_id
$$;
comment on function public.call_costs is
  'What calls since then cost so far, by number and person, for admins. Null is nobody''s, or a '
  'call of no number. A call whose price Twilio has not told yet counts nothing.';

revoke all on function public.call_costs from public, anon, service_role;
grant execute on function public.call_costs to authenticated;
