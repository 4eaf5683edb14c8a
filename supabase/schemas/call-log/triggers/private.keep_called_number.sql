create or replace function private.keep_called_number() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.customer_number ~ '^\+[1-9][0-9]{6,14}$' and not exists (select
      from private.called_numbers n
      where n.tenant_id = new.tenant_id and n.number = new.customer_number) then
    perform private.lock_caller(new.tenant_id, new.customer_number);
    insert into private.called_numbers (tenant_id, number)
      values (new.tenant_id, new.customer_number) on conflict do nothing;
  end if;
  return null;
end
$$;

revoke all on function private.keep_called_number from public;
