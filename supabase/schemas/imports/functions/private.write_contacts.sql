-- Writes what private.flat_contacts gives, or a part of it: [{contact_id, flat}]. A number, email,
-- tag or own field that is null goes; one that is not there comes after the others. A time zone
-- that is null is guessed: guessed_zone.
create or replace function private.write_contacts(tenant uuid, changes jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update public.contacts c
    set (name, company, title, owner_id, stage_id, address, time_zone, zone_guessed, custom,
        updated_at) = (
      select n.name, n.company, n.title, n.owner_id, n.stage_id, n.address,
        case when x.flat ? 'time_zone' then coalesce(n.time_zone, x.flat ->> 'guessed_zone')
          else c.time_zone end,
        case when x.flat ? 'time_zone' then n.time_zone is null else c.zone_guessed end,
        c.custom || coalesce((select jsonb_object_agg(substr(field.key, 8), field.value)
          from jsonb_each(x.flat) field where field.key like 'custom:%'), '{}'), now()
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
  on conflict (tenant_id, contact_id, phone) do nothing;
  delete from public.contact_emails e
    using jsonb_to_recordset(changes) as x (contact_id uuid, flat jsonb)
    where e.tenant_id = tenant and e.contact_id = x.contact_id
      and x.flat -> ('email:' || e.email) = 'null';
  insert into public.contact_emails (tenant_id, contact_id, email, label, position)
    select tenant, x.contact_id, substr(field.key, 7), field.value ->> 'label',
      row_number() over (partition by x.contact_id order by field.key) + (
        select coalesce(max(e.position), -1) from public.contact_emails e
        where e.tenant_id = tenant and e.contact_id = x.contact_id)
    from jsonb_to_recordset(changes) as x (contact_id uuid, flat jsonb),
      jsonb_each(x.flat) as field
    where field.key like 'email:%' and field.value <> 'null'
  on conflict (tenant_id, contact_id, email) do nothing;
  delete from public.contact_tags ct
    using public.tags t, jsonb_to_recordset(changes) as x (contact_id uuid, flat jsonb)
    where ct.tenant_id = tenant and ct.contact_id = x.contact_id and t.tenant_id = tenant
      and t.id = ct.tag_id and x.flat -> ('tag:' || t.sort_name) = 'null';
  insert into public.contact_tags (tenant_id, contact_id, tag_id)
    select tenant, x.contact_id, t.id
    from jsonb_to_recordset(changes) as x (contact_id uuid, flat jsonb),
      jsonb_each(x.flat) as field
      join public.tags t on t.tenant_id = tenant and t.sort_name = substr(field.key, 5)
    where field.key like 'tag:%' and field.value <> 'null'
  on conflict do nothing
$$;

revoke all on function private.write_contacts from public;
