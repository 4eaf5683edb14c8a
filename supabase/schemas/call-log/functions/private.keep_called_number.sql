-- A call is over: the log can be searched by its number.
create or replace function private.keep_called_number(call public.calls) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if call.customer_number ~ '^\+[1-9][0-9]{6,14}$' and not exists (select
      from private.called_numbers n
      where n.tenant_id = call.tenant_id and n.number = call.customer_number) then
    perform private.lock_caller(call.tenant_id, call.customer_number);
    insert into private.called_numbers (tenant_id, number)
      values (call.tenant_id, call.customer_number) on conflict do nothing;
    return true;
  end if;
  return false;
end
$$;

revoke all on function private.keep_called_number from public;
