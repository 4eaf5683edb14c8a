-- Whether a call may ring a person from now on: false if another call has them. Whoever else claims
-- them at this moment has them: waiting for that, two calls that list the same people in different
-- orders would wait for each other.
create or replace function private.claim_person(tenant uuid, call uuid, person uuid) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not pg_try_advisory_xact_lock(hashtextextended(tenant::text || person, 0)) then
    return false;
  end if;
  insert into private.ring_claims as k (tenant_id, user_id, call_id, claimed_at)
    values (tenant, person, call, now())
  on conflict (tenant_id, user_id) do update set call_id = excluded.call_id,
    claimed_at = excluded.claimed_at
  where k.call_id = excluded.call_id or private.is_claim_over(k);
  return found;
end
$$;
revoke all on function private.claim_person from public;
