-- The verified caller ID (E.164) that a person's call to a customer shows instead of a number of
-- the company's: the one asked for (`wanted`, an id or E.164), else the one of the last call with
-- them, else the person's own default, unless a local number is shown. Null for none. A phone is
-- not called from its own number.
create or replace function private.choose_caller_id(tenant uuid, person uuid, contact uuid,
  customer text, wanted text, in_browser boolean) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  with verified as materialized (
    select k.id, k.number from public.caller_ids k
    where k.tenant_id = tenant and k.verified_at is not null
      and k.number is distinct from customer
      and (in_browser or not exists (select from public.personal_phones p
        where p.tenant_id = tenant and p.user_id = person and p.phone = k.number))
  ), last_call as (
    select coalesce(
      (select c.from_number from public.calls c
        where c.tenant_id = tenant and c.contact_id = contact and c.phone_number_id is not null
        order by c.created_at desc, c.id desc limit 1),
      (select c.from_number from public.calls c
        where contact is null and c.tenant_id = tenant and c.customer_number = customer
          and c.phone_number_id is not null
        order by c.created_at desc, c.id desc limit 1)) as shown
    where exists (select from verified) and wanted is null
  )
  select v.number from verified v left join last_call l on true
  where case when wanted is not null then wanted in (v.number, v.id::text)
    when l.shown is not null then v.number = l.shown
    else (select private.local_number(tenant, customer)) is null and v.id = (
      select p.default_caller_id from public.profiles p
      where p.tenant_id = tenant and p.user_id = person) end
  limit 1
$$;

revoke all on function private.choose_caller_id from public;
