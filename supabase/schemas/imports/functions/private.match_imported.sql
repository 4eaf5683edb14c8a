-- Which contacts a row of a file may be about: those with a number of it, or its email.
create or replace function private.match_imported(tenant uuid, rows jsonb)
returns table (line integer, contact_id uuid, same_name boolean, created_at timestamptz)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select given.line, c.id, c.sort_name = lower(given.contact ->> 'name') is true, c.created_at
    from jsonb_to_recordset(rows)
        as given (line integer, contact jsonb, phones jsonb, emails jsonb, reason text),
      lateral (
        select p.contact_id as id
          from jsonb_to_recordset(given.phones) as number (phone text, extension text)
          join public.contact_phones p on p.tenant_id = tenant and p.phone = number.phone
            and p.extension = number.extension
        union
        select e.contact_id from jsonb_to_recordset(given.emails) as address (email text)
          join public.contact_emails e on e.tenant_id = tenant and e.email = address.email) as same
      join public.contacts c on c.tenant_id = tenant and c.id = same.id
    where given.reason is null
$$;

revoke all on function private.match_imported from public;
