-- Which contacts a row of a file may be about: those with a number of it, or its email. Each key is
-- looked up in its index, however many contacts there are: the planner cannot know that a batch has
-- few keys.
create or replace function private.match_imported(tenant uuid, rows jsonb)
returns table (line integer, contact_id uuid, same_name boolean, created_at timestamptz)
language sql stable set search_path = pg_catalog, pg_temp
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
  with given as materialized (
    select * from jsonb_to_recordset(rows)
      as row (line integer, contact jsonb, phones jsonb, emails jsonb, reason text)
    where row.reason is null
  ), found as (
    select given.line, p.contact_id
      from given, jsonb_to_recordset(given.phones) as number (phone text, extension text)
      join public.contact_phones p on p.tenant_id = tenant and p.phone = number.phone
        and p.extension = number.extension
    union
    select given.line, e.contact_id
      from given, jsonb_to_recordset(given.emails) as address (email text)
      join public.contact_emails e on e.tenant_id = tenant and e.email = address.email
  )
  select found.line, c.id, c.sort_name = lower(given.contact ->> 'name') is true, c.created_at
    from found join public.contacts c on c.tenant_id = tenant and c.id = found.contact_id
    join given using (line)
$$;

revoke all on function private.match_imported from public;
