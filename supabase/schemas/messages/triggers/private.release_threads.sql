-- A contact that is deleted leaves its threads to its numbers; where a number has one without a
-- contact already, they become one.
create or replace function private.release_threads() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t public.message_threads;
  own public.message_threads;
begin
  for t in select * from public.message_threads s where s.tenant_id = old.tenant_id
      and s.contact_id = old.id order by s.id for no key update
  loop
    select * into own from public.message_threads o where o.tenant_id = old.tenant_id
      and o.phone_number_id = t.phone_number_id and o.customer_number = t.customer_number
      and o.contact_id is null for no key update;
    if own.id is not null then perform private.fold_thread(t, own); end if;
  end loop;
  return old;
end
$$;

revoke all on function private.release_threads from public;
