-- Of these CallSids of a tenant, the ones nothing here knows: no call, and no verification of a phone.
create or replace function machine.unknown_legs(tenant uuid, sids jsonb) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(jsonb_agg(s), '[]'::jsonb) from jsonb_array_elements_text(sids) as s
    where not exists (select from public.call_legs l where l.tenant_id = tenant and l.call_sid = s)
      and not exists (select from public.phone_verifications p where p.tenant_id = tenant
        and p.call_sid = s));
end
$$;

revoke all on function machine.unknown_legs from public;
grant execute on function machine.unknown_legs to ringbook_machine;
