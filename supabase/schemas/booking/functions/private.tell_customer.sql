-- Notifies the customer of what became of a booking, by text and mail, once its change is
-- committed, and reminds them before it begins.
create or replace function private.tell_customer(b public.bookings, at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  about constant jsonb := jsonb_build_object('tenant_id', b.tenant_id, 'id', b.id,
    'sequence', b.sequence);
  key constant text := b.id || ':' || b.sequence;
  hours constant integer := (private.booking_settings(b.tenant_id)).reminder_hours;
begin
  if not b.notifies or b.contact_id is null or b.ends_at <= at then return; end if;
  perform private.add_job('bookings.text', about, key);
  perform private.add_job('bookings.mail', about, key);
  if b.status = 'confirmed' and b.starts_at - hours * interval '1 hour' > at then
    perform private.add_job('bookings.remind', about, key,
      b.starts_at - hours * interval '1 hour');
  end if;
end
$$;

revoke all on function private.tell_customer from public;
