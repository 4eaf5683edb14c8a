-- Writes what private.flat_contacts gives, or a part of it: [{contact_id, flat}]. A number that is
-- null goes, one that is not there comes after the others.
create or replace function private.write_contacts(tenant uuid, changes jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update public.contacts c set (name, company, email, owner_id, updated_at) = (
      select n.name, n.company, n.email, n.owner_id, now()
      from jsonb_populate_record(c, x.flat) n)
    from jsonb_to_recordset(changes) as x (contact_id uuid, flat jsonb)
    where c.tenant_id = tenant and c.id = x.contact_id;
  delete from public.contact_phones p
    using jsonb_to_recordset(changes) as x (contact_id uuid, flat jsonb)
    where p.tenant_id = tenant and p.contact_id = x.contact_id
      and x.flat -> ('phone:' || p.phone) = 'null';
  insert into public.contact_phones (tenant_id, contact_id, phone, extension, label, position)
    select tenant, x.contact_id, substr(field.key, 7), field.value ->> 'extension',
      field.value ->> 'label', row_number() over (partition by x.contact_id order by field.key) + (
        select coalesce(max(p.position), -1) from public.contact_phones p
        where p.tenant_id = tenant and p.contact_id = x.contact_id)
    from jsonb_to_recordset(changes) as x (contact_id uuid, flat jsonb),
      jsonb_each(x.flat) as field
    where field.key like 'phone:%' and field.value <> 'null'
  on conflict (tenant_id, contact_id, phone) do nothing
$$;

revoke all on function private.write_contacts from public;
