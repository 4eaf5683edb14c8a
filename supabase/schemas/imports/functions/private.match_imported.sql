-- Which contact a row of a file is about: one with a number of it, or its email. Of several the
-- one of the same name comes first.
create or replace function private.match_imported(tenant uuid, rows jsonb)
returns table (line integer, contact_id uuid, matches bigint, namesakes bigint)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select found.line,
      (array_agg(found.id order by found.same_name desc, found.created_at, found.id))[1],
      count(*), count(*) filter (where found.same_name)
    from (
      select given.line, c.id, c.created_at, c.sort_name = lower(given.contact ->> 'name') same_name
      from jsonb_to_recordset(rows)
          as given (line integer, contact jsonb, phones jsonb, reason text),
        lateral (
          select p.contact_id as id
            from jsonb_to_recordset(given.phones) as number (phone text, extension text)
            join public.contact_phones p on p.tenant_id = tenant and p.phone = number.phone
              and p.extension = number.extension
          union
          select c.id from public.contacts c where c.tenant_id = tenant and c.email <> ''
            and lower(c.email) = lower(given.contact ->> 'email')) as same
        join public.contacts c on c.tenant_id = tenant and c.id = same.id
      where given.reason is null) as found
    group by found.line
$$;

revoke all on function private.match_imported from public;
