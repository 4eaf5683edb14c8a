-- The contact that a number (E.164) is of: the first to have it.
create function private.contact_for(tenant uuid, number text) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select contact_id from public.contact_phones
    where tenant_id = tenant and phone = number order by created_at, id limit 1);
end
$$;
revoke all on function private.contact_for(uuid, text) from public;
