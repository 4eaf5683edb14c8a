-- Whether a customer gets the text about a booking on their number, as machine.begin_automatic will
-- decide. `place` is where the number is, by lib/core/destination.
create or replace function private.gets_text(b public.bookings, number text, place jsonb,
  at timestamptz) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  settings public.tenants;
  line constant uuid := coalesce(
    (select n.id from public.calls k
      join public.phone_numbers n on n.tenant_id = k.tenant_id and n.id = k.phone_number_id
        and n.removed_at is null
      where k.tenant_id = b.tenant_id and k.id = b.call_id),
    private.choose_text_number(b.tenant_id, b.booked_by, b.contact_id, number, null));
begin
  select * into settings from public.tenants where id = b.tenant_id;
  return b.notifies and number is not null and line is not null
    and not private.is_own_number(b.tenant_id, number)
    and private.place_refusal(settings, number, place) is null
    and private.text_refusal(b.tenant_id, line, number, at) is null
    and private.message_limit_refusal(settings, null, null, at) is null;
end
$$;

revoke all on function private.gets_text from public;
