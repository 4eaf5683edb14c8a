-- Whose line a call is: its number's, or its own where the caller showed none.
create or replace function private.missed_caller(call public.calls) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return case
    when call.customer_number ~ '^\+[1-9][0-9]{6,14}$'
      and not private.is_withheld(call.customer_number) then call.customer_number
    else call.id::text end;
end
$$;

revoke all on function private.missed_caller from public;
