-- Whether a call that comes in rings a person, or has: by their number, a route or a transfer.
create or replace function private.has_rung(c public.calls, person uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return c.user_id is not distinct from person or person = any (c.also_on)
    or exists (select from private.ring_claims k
      where k.tenant_id = c.tenant_id and k.user_id = person and k.call_id = c.id)
    or exists (select from public.call_legs l
      where l.tenant_id = c.tenant_id and l.call_id = c.id and l.user_id = person);
end
$$;
revoke all on function private.has_rung from public;
