-- Numbers, emails and tags of a contact become those of another, each once. A number of both stays
-- that of the kept contact, with the other's extension where it has none, and counts as there since
-- it was first: its callers go to whoever had it first. With "phones" or "emails" in `taken` those
-- of the contact that goes stand first.
create or replace function private.merge_details(k public.contacts, g public.contacts,
  taken text[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  kind record;
begin
  for kind in select * from (values ('contact_phones', 'phone', 'phones'),
    ('contact_emails', 'email', 'emails')) as kinds (name, key, choice)
  loop
    execute format('update public.%1$I set position = position + 1 + (
          select coalesce(max(o.position), 0) from public.%1$I o
          where o.tenant_id = $1 and o.contact_id = $3)
        where tenant_id = $1 and contact_id = $2', kind.name)
      using k.tenant_id, case when kind.choice = any (taken) then k.id else g.id end,
        case when kind.choice = any (taken) then g.id else k.id end;
    execute format('update public.%1$I own set position = least(own.position, theirs.position)
        from public.%1$I theirs
        where own.tenant_id = $1 and own.contact_id = $2 and theirs.tenant_id = $1
          and theirs.contact_id = $3 and theirs.%2$I = own.%2$I', kind.name, kind.key)
      using k.tenant_id, k.id, g.id;
  end loop;
  update public.contact_phones own set created_at = least(own.created_at, theirs.created_at),
      extension = coalesce(nullif(own.extension, ''), theirs.extension)
    from public.contact_phones theirs
    where own.tenant_id = k.tenant_id and own.contact_id = k.id
      and theirs.tenant_id = k.tenant_id and theirs.contact_id = g.id
      and theirs.phone = own.phone;
  for kind in select * from (values ('contact_phones', 'phone'), ('contact_emails', 'email'),
    ('contact_tags', 'tag_id')) as kinds (name, key)
  loop
    execute format('delete from public.%1$I theirs using public.%1$I own
        where own.tenant_id = $1 and own.contact_id = $2 and theirs.tenant_id = $1
          and theirs.contact_id = $3 and theirs.%2$I = own.%2$I', kind.name, kind.key)
      using k.tenant_id, k.id, g.id;
  end loop;
  update public.contact_phones set contact_id = k.id
    where tenant_id = k.tenant_id and contact_id = g.id;
  update public.contact_emails set contact_id = k.id
    where tenant_id = k.tenant_id and contact_id = g.id;
  update public.contact_tags set contact_id = k.id, sort_name = k.sort_name
    where tenant_id = k.tenant_id and contact_id = g.id;
end
$$;

revoke all on function private.merge_details from public;
