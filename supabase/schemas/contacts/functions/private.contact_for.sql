-- In plpgsql, as everything that an event calls: its plans last as long as the connection. A
-- function in SQL that cannot be inlined is parsed and planned again in every transaction.
create or replace function private.contact_for(tenant uuid, number text) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select contact_id from public.contact_phones
    where tenant_id = tenant and phone = number order by created_at, id limit 1);
end
$$;

revoke all on function private.contact_for from public;
