-- Sets how long each person of the company talked on their legs, from the verdict.
create or replace function private.credit_talk(legs public.call_legs[], v private.verdict)
returns public.call_legs[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  for i in 1 .. cardinality(legs) loop
    if (legs[i]).side in ('company', 'supervisor') then
      legs[i].talk_seconds := v.talk_seconds[i];
    end if;
  end loop;
  return legs;
end
$$;
revoke all on function private.credit_talk from public;
