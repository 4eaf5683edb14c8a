-- A person supervises a call no more, whether or not they have been reached; false where they
-- don't.
create or replace function private.stop_supervising(tenant uuid, call uuid, person uuid)
  returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update public.call_supervisions s set state = 'gone'
    where s.tenant_id = tenant and s.call_id = call and s.user_id = person and s.state <> 'gone';
  return found;
end
$$;
revoke all on function private.stop_supervising from public;
