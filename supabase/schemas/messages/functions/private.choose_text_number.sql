-- The company's number that a person's message comes from: the one asked for (`wanted`, an id or
-- E.164), else the one that the other party was written with last, else as of a call, or the
-- oldest where that one can't text. Null as there.
create or replace function private.choose_text_number(
  tenant uuid, person uuid, contact uuid, customer text, wanted text
) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  chosen uuid;
begin
  if wanted is null then
    select t.phone_number_id into chosen from public.message_threads t
      join public.phone_numbers n on n.id = t.phone_number_id and n.removed_at is null
      where t.tenant_id = tenant and t.contact_id = contact
      order by t.last_message_at desc limit 1;
    if chosen is null then
      select t.phone_number_id into chosen from public.message_threads t
        join public.phone_numbers n on n.id = t.phone_number_id and n.removed_at is null
        where t.tenant_id = tenant and t.customer_number = customer
        order by t.last_message_at desc limit 1;
    end if;
  end if;
  if chosen is not null then return chosen; end if;
  chosen := private.choose_caller_number(tenant, person, contact, customer, wanted);
  if wanted is not null then return chosen; end if;
  return coalesce((select n.id from public.phone_numbers n
    where n.tenant_id = tenant and n.removed_at is null and n.can_text
    order by n.id is distinct from chosen, n.created_at, n.id limit 1), chosen);
end
$$;

revoke all on function private.choose_text_number from public;
