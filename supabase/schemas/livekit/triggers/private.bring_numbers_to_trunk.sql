-- A number came or went: the trunk at LiveKit is to take calls for it, or no more. The number is
-- saved whatever becomes of this.
create or replace function private.bring_numbers_to_trunk() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.livekit_accounts
      where tenant_id = new.tenant_id and set_up_at is not null) then
    perform private.add_job('trunks.bring_numbers', jsonb_build_object('tenant_id', new.tenant_id),
      new.tenant_id::text);
  end if;
  return null;
end
$$;
revoke all on function private.bring_numbers_to_trunk from public;
