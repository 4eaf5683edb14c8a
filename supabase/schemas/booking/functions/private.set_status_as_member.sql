create or replace function private.set_status_as_member(booking uuid, became text, seen integer)
  returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
begin
  if tenant is null or seen is null
    or became not in ('confirmed', 'done', 'no_show', 'cancelled') then
    return null;
  end if;
  return private.set_booking_status(tenant, auth.uid(), booking, became, seen, now());
end
$$;

revoke all on function private.set_status_as_member from public;
grant execute on function private.set_status_as_member to authenticated;
