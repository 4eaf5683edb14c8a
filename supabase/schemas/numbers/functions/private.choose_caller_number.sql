-- The number that a person's call to a customer shows: the one asked for (`wanted`, an id or
-- E.164), else the one of the last call with them, else a local one (private.local_number), else
-- the person's own default, else the tenant's oldest. Null when the one asked for is not among the
-- tenant's, or there is none.
create or replace function private.choose_caller_number(
  tenant uuid, person uuid, contact uuid, customer text, wanted text default null
) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  with active as materialized (
    select n.id, n.number, n.created_at from public.phone_numbers n
    where n.tenant_id = tenant and n.removed_at is null
  ), last_used as (
    select coalesce(
      (select c.phone_number_id from public.calls c
        where c.tenant_id = tenant and c.contact_id = contact
          and c.phone_number_id in (select id from active)
        order by c.created_at desc, c.id desc limit 1),
      (select c.phone_number_id from public.calls c
        where contact is null and c.tenant_id = tenant and c.customer_number = customer
          and c.phone_number_id in (select id from active)
        order by c.created_at desc, c.id desc limit 1)) as id
    -- With one number there is nothing to look for.
    where (select count(*) from active) > 1
  )
  select active.id from active
  left join last_used on last_used.id = active.id
  left join public.profiles own
    on own.tenant_id = tenant and own.user_id = person and own.default_number_id = active.id
  where wanted is null or wanted in (active.number, active.id::text)
  order by last_used.id is null,
    active.id is distinct from (select private.local_number(tenant, customer)),
    own.user_id is null, active.created_at, active.id
  limit 1
$$;

revoke all on function private.choose_caller_number from public;
