-- What a stranger wrote is the contact's that gets the number; threads are locked by id, as
-- wherever several are.
create or replace function private.adopt_threads() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t public.message_threads;
  own public.message_threads;
begin
  for t in select * from public.message_threads s where s.tenant_id = new.tenant_id
      and s.customer_number = new.phone and s.contact_id is null order by s.id for no key update
  loop
    select * into own from public.message_threads o where o.tenant_id = new.tenant_id
      and o.phone_number_id = t.phone_number_id and o.contact_id = new.contact_id
      for no key update;
    if own.id is null then perform private.give_thread(t, new.contact_id);
    else perform private.fold_thread(t, own); end if;
  end loop;
  return null;
end
$$;

revoke all on function private.adopt_threads from public;
