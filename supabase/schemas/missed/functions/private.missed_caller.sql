-- The line of a call: that of its number, or one of its own if the caller withheld it.
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
