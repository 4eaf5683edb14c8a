-- The thread of two numbers, locked, or a new one. What is written to a contact is in the contact's
-- thread with that number; a stranger's thread becomes theirs. Without a contact it is the thread
-- in which the number was written with last, while its contact has the number.
create or replace function private.find_thread(tenant uuid, line uuid, customer text, contact uuid,
  at timestamptz) returns public.message_threads
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  t public.message_threads;
begin
  if contact is null then
    contact := private.contact_for(tenant, customer);
    if contact is not null then
      contact := coalesce((select h.contact_id from public.message_threads h
        where h.tenant_id = tenant and h.phone_number_id = line and h.customer_number = customer
          and exists (select from public.contact_phones p where p.tenant_id = tenant
            and p.contact_id = h.contact_id and p.phone = customer)
        order by h.last_message_at desc limit 1), contact);
    end if;
  end if;
  loop
    if contact is not null then
      select * into t from public.message_threads h where h.tenant_id = tenant
        and h.phone_number_id = line and h.contact_id = contact for no key update;
      if t.id is not null then return t; end if;
    end if;
    select * into t from public.message_threads h where h.tenant_id = tenant
      and h.phone_number_id = line and h.customer_number = customer and h.contact_id is null
      for no key update;
    if t.id is not null then
      if contact is not null then
        perform private.give_thread(t, contact);
        t.contact_id := contact;
      end if;
      return t;
    end if;
    insert into public.message_threads (tenant_id, phone_number_id, customer_number, contact_id,
        owner_id, last_message_at, last_direction, last_text, created_at)
      values (tenant, line, customer, contact, private.owner_of_contact(tenant, contact), at,
        'inbound', '', at)
      on conflict do nothing returning * into t;
    if t.id is not null then return t; end if;
  end loop;
end
$$;

revoke all on function private.find_thread from public;
