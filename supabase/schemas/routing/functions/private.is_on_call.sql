-- Whether a person is on a call besides `beside` (private.busy_people).
create or replace function private.is_on_call(tenant uuid, person uuid, beside uuid)
returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return person = any (private.busy_people(tenant, array[person], beside));
end
$$;
revoke all on function private.is_on_call from public;
grant execute on function private.is_on_call to authenticated;
