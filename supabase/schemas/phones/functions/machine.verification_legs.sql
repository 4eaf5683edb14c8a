-- Not conversations: of these CallSids of a tenant, the ones that only said a code.
create or replace function machine.verification_legs(tenant uuid, sids jsonb) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(p.call_sid), '[]'::jsonb) from public.phone_verifications p
  where p.tenant_id = tenant and p.call_sid in (select jsonb_array_elements_text(sids))
$$;

revoke all on function machine.verification_legs from public;
grant execute on function machine.verification_legs to ringbook_machine;
