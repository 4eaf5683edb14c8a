create or replace function private.move_as_member(request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
begin
  if tenant is null then return null; end if;
  return private.move_booking(tenant, auth.uid(), request || jsonb_build_object('now', now()));
end
$$;

revoke all on function private.move_as_member from public;
grant execute on function private.move_as_member to authenticated;
