-- A caller's next bookings, the first one first: those of their contact, and of this call.
create or replace function machine.callers_bookings(tenant uuid, contact uuid, call uuid,
  at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(private.booking_answer(b) order by b.starts_at), '[]') from (
    select distinct on (o.starts_at, o.id) o.* from (
      select c.* from public.bookings c where c.tenant_id = tenant and c.contact_id = contact
        and c.status = 'confirmed' and c.starts_at > at
      union all
      select k.* from public.bookings k where k.tenant_id = tenant and k.call_id = call
        and k.status = 'confirmed' and k.starts_at > at) o
    order by o.starts_at, o.id limit 5) b
$$;

revoke all on function machine.callers_bookings from public;
grant execute on function machine.callers_bookings to ringbook_machine;
