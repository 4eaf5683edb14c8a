-- What the notice of a booking says, and how the customer is reached: on the number that they
-- called from, else their main one; from the company's number that they called, else as any text.
-- Null when it has been changed since, or nobody is to be notified.
create or replace function machine.booking_notice(tenant uuid, booking uuid, seen integer)
  returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.booking_answer(b) || jsonb_build_object('company', t.name, 'language', b.language,
    'time_zone', t.time_zone, 'created_at', b.created_at, 'updated_at', b.updated_at,
    'country', t.country_code, 'quiet', case when t.quiet_from is not null
      then jsonb_build_object('from', t.quiet_from, 'until', t.quiet_until) end,
    'contact', c.name, 'contact_zone', c.time_zone, 'number', reach.number,
    'phone_number_id', coalesce(
      (select n.id from public.phone_numbers n where n.tenant_id = tenant
        and n.id = k.phone_number_id and n.removed_at is null),
      private.choose_text_number(tenant, b.booked_by, c.id, reach.number, null)),
    'email', (select e.email from public.contact_emails e
      where e.tenant_id = tenant and e.contact_id = c.id order by e.position, e.id limit 1))
  from public.bookings b
    join public.tenants t on t.id = b.tenant_id
    join public.contacts c on c.tenant_id = b.tenant_id and c.id = b.contact_id
    left join public.calls k on k.tenant_id = b.tenant_id and k.id = b.call_id
    cross join lateral (select (select p.phone from public.contact_phones p
      where p.tenant_id = tenant and p.contact_id = c.id
      order by p.phone = k.customer_number desc nulls last, p.position, p.created_at, p.id
      limit 1) as number) reach
  where b.tenant_id = tenant and b.id = booking and b.sequence = seen and b.notifies
$$;

revoke all on function machine.booking_notice from public;
grant execute on function machine.booking_notice to ringbook_machine;
