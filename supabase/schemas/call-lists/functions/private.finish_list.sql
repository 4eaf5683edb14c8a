-- A list of which nobody is left to call is finished; one that somebody waits in again is not.
create or replace function private.finish_list(tenant uuid, list uuid, at timestamptz)
  returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.call_list_entries where tenant_id = tenant and list_id = list
      and state in ('waiting', 'claimed')) then
    update public.call_lists set state = 'active', finished_at = null
      where tenant_id = tenant and id = list and state = 'finished';
    return false;
  end if;
  update public.call_lists set state = 'finished', finished_at = at
    where tenant_id = tenant and id = list and state <> 'finished';
  return true;
end
$$;

revoke all on function private.finish_list from public;
