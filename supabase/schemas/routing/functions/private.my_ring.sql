-- The call that rings the asking person now, by a route or a queue; null for none. Whoever answers
-- it first has it: then it is one of their calls, or a colleague's.
create or replace function private.my_ring() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  me constant uuid := auth.uid();
begin
  return (select k.call_id from private.ring_claims k
    where k.tenant_id = tenant and k.user_id = me
      and k.claimed_at > now() - interval '2 minutes' and not private.is_claim_over(k));
end
$$;
revoke all on function private.my_ring from public;
grant execute on function private.my_ring to authenticated;
