-- The call log is filtered by what people say came of a call, from an index of calls.
create or replace function private.copy_outcome() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.calls set disposition_id = new.disposition_id
    where tenant_id = new.tenant_id and id = new.call_id
      and disposition_id is distinct from new.disposition_id;
  return null;
end
$$;

revoke all on function private.copy_outcome from public;
