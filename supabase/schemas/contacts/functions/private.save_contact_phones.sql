-- A number that stays keeps its row: calls from a shared number go to the contact that had it
-- first.
create or replace function private.save_contact_phones(tenant uuid, contact uuid, phones jsonb)
returns void
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.contact_phones kept
    where kept.tenant_id = tenant and kept.contact_id = contact and not exists (
      select from jsonb_array_elements(phones) as wanted where wanted ->> 'phone' = kept.phone);
  insert into public.contact_phones as kept
      (tenant_id, contact_id, phone, extension, label, position)
    select tenant, contact, wanted.phone, coalesce(wanted.extension, ''), wanted.label,
      wanted.place - 1
    from rows from (jsonb_to_recordset(phones) as (phone text, extension text, label text))
      with ordinality as wanted (phone, extension, label, place)
  on conflict (tenant_id, contact_id, phone)
    do update set extension = excluded.extension, label = excluded.label,
      position = excluded.position
    where (kept.extension, kept.label, kept.position)
      is distinct from (excluded.extension, excluded.label, excluded.position);
end
$$;

revoke all on function private.save_contact_phones from public;
grant execute on function private.save_contact_phones to authenticated;
