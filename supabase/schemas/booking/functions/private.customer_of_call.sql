-- Whose booking it is: the contact that is named, or the one with the caller's number, or a new
-- one. Null where neither a number nor a name is known.
create or replace function private.customer_of_call(tenant uuid, customer jsonb) returns uuid
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  number constant text := customer ->> 'phone';
  called constant text := private.clean_line(coalesce(customer ->> 'name', ''));
  contact uuid := (customer ->> 'contact_id')::uuid;
begin
  if contact is not null then
    return (select coalesce((select c.id from public.contacts c
      where c.tenant_id = tenant and c.id = contact), private.merged_into(tenant, contact)));
  end if;
  if number is not null then
    -- Two calls at once from one number make one contact.
    perform pg_advisory_xact_lock(hashtextextended('caller:' || tenant || number, 0));
    contact := private.contact_for(tenant, number);
  end if;
  if contact is not null or (number is null and called = '') then return contact; end if;
  insert into public.contacts (tenant_id, name)
    values (tenant, coalesce(nullif(left(called, 120), ''), number)) returning id into contact;
  if number is not null then
    insert into public.contact_phones (tenant_id, contact_id, phone, label)
      values (tenant, contact, number, 'mobile');
  end if;
  return contact;
end
$$;

revoke all on function private.customer_of_call from public;
