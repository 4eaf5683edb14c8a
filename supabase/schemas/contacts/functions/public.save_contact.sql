-- A contact and its numbers, all or nothing. A number that stays keeps its row: calls from a shared
-- number go to the contact that had it first.
create or replace function public.save_contact(contact jsonb, phones jsonb) returns boolean
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.tenant_id();
  typed record;
  saved boolean := false;
begin
  select * into typed from jsonb_to_record(contact)
    as c (id uuid, name text, company text, email text, notes text, owner_id uuid, is_new boolean);
  if typed.is_new then
    insert into public.contacts (id, tenant_id, name, company, email, notes, owner_id)
      values (typed.id, tenant, typed.name, typed.company, typed.email, typed.notes, typed.owner_id)
      on conflict (id) do nothing;
    saved := found;
  end if;
  if not saved then
    update public.contacts set name = typed.name, company = typed.company, email = typed.email,
      notes = typed.notes, owner_id = typed.owner_id, updated_at = now()
      where tenant_id = tenant and id = typed.id;
    if not found then return false; end if;
  end if;
  delete from public.contact_phones kept
    where kept.tenant_id = tenant and kept.contact_id = typed.id
      and not exists
        (select from jsonb_array_elements(phones) as wanted where wanted ->> 'phone' = kept.phone);
  insert into public.contact_phones as kept (tenant_id, contact_id, phone, label, position)
    select tenant, typed.id, wanted.phone, wanted.label, wanted.place - 1
    from rows from (jsonb_to_recordset(phones) as (phone text, label text)) with ordinality
      as wanted (phone, label, place)
  on conflict (tenant_id, contact_id, phone) do update set label = excluded.label,
    position = excluded.position
    where (kept.label, kept.position) is distinct from (excluded.label, excluded.position);
  return true;
end
$$;
comment on function public.save_contact is
  'Adds (is_new) or changes {id, name, company, email, notes, owner_id, is_new} with its numbers '
  '[{phone, label}] in their order; adding twice changes. False when the id is not this tenant''s.';

revoke all on function public.save_contact from public, anon, service_role;
grant execute on function public.save_contact to authenticated;
