-- Whether a call that rang a person has let them go (private.claims_over).
create or replace function private.is_claim_over(k private.ring_claims) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return k.user_id = any (private.claims_over(array[k]));
end
$$;
revoke all on function private.is_claim_over from public;
