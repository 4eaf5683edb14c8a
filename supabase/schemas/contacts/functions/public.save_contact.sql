-- A contact and its numbers, all or nothing. A number that stays keeps its row: calls from a shared
-- number go to the contact that had it first.
create or replace function public.save_contact(contact jsonb, phones jsonb, was jsonb) returns text
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.tenant_id();
  is_new boolean := coalesce(was, 'null') = 'null';
  typed record;
  now_there jsonb;
begin
  if tenant is null then
    raise exception 'members only' using errcode = 'insufficient_privilege';
  end if;
  select * into typed from jsonb_to_record(contact)
    as c (id uuid, name text, company text, email text, owner_id uuid);
  if is_new then
    insert into public.contacts (id, tenant_id, name, company, email, owner_id)
      values (typed.id, tenant, typed.name, typed.company, typed.email, typed.owner_id)
      on conflict (id) do nothing;
    if not found then
      return case when exists (
        select from public.contacts where tenant_id = tenant and id = typed.id
      ) then 'changed' else 'not_found' end;
    end if;
  else
    select jsonb_build_object('name', name, 'company', company, 'email', email,
        'owner_id', owner_id) into now_there
      from public.contacts where tenant_id = tenant and id = typed.id for update;
    if not found then return 'not_found'; end if;
    -- A statement of its own, so that it sees what was saved while this one waited for the row.
    now_there := now_there || jsonb_build_object('phones', (
      select coalesce(jsonb_agg(jsonb_build_object('phone', phone,
        'extension', extension, 'label', label)
        order by phone collate "C"), '[]')
      from public.contact_phones where tenant_id = tenant and contact_id = typed.id));
    if now_there <> was then return 'changed'; end if;
    update public.contacts set name = typed.name, company = typed.company, email = typed.email,
      owner_id = typed.owner_id, updated_at = now()
      where tenant_id = tenant and id = typed.id;
  end if;
  delete from public.contact_phones kept
    where kept.tenant_id = tenant and kept.contact_id = typed.id and not exists (
      select from jsonb_array_elements(phones) as wanted where wanted ->> 'phone' = kept.phone);
  insert into public.contact_phones as kept
      (tenant_id, contact_id, phone, extension, label, position)
    select tenant, typed.id, wanted.phone, coalesce(wanted.extension, ''), wanted.label,
      wanted.place - 1
    from rows from (jsonb_to_recordset(phones) as (phone text, extension text, label text))
      with ordinality as wanted (phone, extension, label, place)
  on conflict (tenant_id, contact_id, phone)
    do update set extension = excluded.extension, label = excluded.label,
      position = excluded.position
    where (kept.extension, kept.label, kept.position)
      is distinct from (excluded.extension, excluded.label, excluded.position);
  return 'saved';
end
$$;

comment on function public.save_contact is
  'Adds a contact {id, name, company, email, owner_id} with its numbers '
  '[{phone, extension, label}] in their order, or changes it if it still is as it was: '
  '{name, company, email, owner_id, phones (by number)}; null for a new one. '
  'saved | changed | not_found';

revoke all on function public.save_contact from public, anon, service_role;
grant execute on function public.save_contact to authenticated;
