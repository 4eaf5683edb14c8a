-- Writes the fields that people fill in, and the words that a contact is found by.
create or replace function private.write_merged(c public.contacts) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update public.contacts set name = c.name, company = c.company, title = c.title,
      owner_id = c.owner_id, stage_id = c.stage_id, address = c.address,
      time_zone = c.time_zone, zone_guessed = c.zone_guessed, custom = c.custom,
      updated_at = now(),
      phone_words = coalesce((select string_agg(private.number_words(p.phone), ' '
          order by p.position, p.id) from public.contact_phones p
        where p.tenant_id = c.tenant_id and p.contact_id = c.id), ''),
      email_words = coalesce((select string_agg(e.email, ' ' order by e.position, e.id)
        from public.contact_emails e
        where e.tenant_id = c.tenant_id and e.contact_id = c.id), '')
    where tenant_id = c.tenant_id and id = c.id
$$;

revoke all on function private.write_merged from public;
