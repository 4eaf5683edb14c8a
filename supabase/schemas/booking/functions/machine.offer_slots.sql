-- Remembers what a voice agent offers in a call; what it offers again counts from the first time.
create or replace function machine.offer_slots(tenant uuid, call uuid, turns integer, offers jsonb,
  at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from private.slot_offers o where o.tenant_id = tenant
    and o.offered_at < at - interval '2 days';
  insert into private.slot_offers (tenant_id, call_id, token, service_id, staff_id, starts_at,
      after_turn, offered_at)
    select tenant, call, o.token, o.service_id, o.staff_id, o.starts_at, turns, at
    from jsonb_to_recordset(offers) as o (token text, service_id uuid, staff_id uuid,
      starts_at timestamptz)
  on conflict do nothing;
end
$$;

revoke all on function machine.offer_slots from public;
grant execute on function machine.offer_slots to ringbook_machine;
