-- Other numbers may be called: who waits for that is looked at again.
create or replace function private.look_again_at_numbers() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (old.allowed_countries, old.allowed_prefixes, old.country_code)
      is distinct from (new.allowed_countries, new.allowed_prefixes, new.country_code) then
    update public.call_list_entries set next_attempt_at = '-infinity', reason = null
      where tenant_id = new.id and state = 'waiting' and reason = 'not_allowed'
        and list_id in (select id from public.call_lists where tenant_id = new.id);
  end if;
  return null;
end
$$;

revoke all on function private.look_again_at_numbers from public;
