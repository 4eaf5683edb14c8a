-- Marks the live legs of a call that Twilio no longer knows as failed.
create or replace function private.fail_live_legs(legs public.call_legs[])
  returns public.call_legs[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  for i in 1 .. cardinality(legs) loop
    if (legs[i]).status < 'completed' then legs[i].status := 'failed'; end if;
  end loop;
  return legs;
end
$$;
revoke all on function private.fail_live_legs from public;
