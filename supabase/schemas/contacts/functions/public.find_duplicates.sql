-- Each number, address and name is looked up in its index, at most four contacts each; names of
-- contacts that are not archived. Whose rows these are is said by the policies alone: each
-- condition of a tenant costs pages of its own.
create or replace function public.find_duplicates(phones text[], emails text[],
  called text default '', at_company text default '', besides uuid default null)
returns table (id uuid, name text, company text, archived boolean, kind text, value text)
language sql stable security invoker set search_path = pg_catalog, pg_temp
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
  with found as (
    select 'phone' as kind, typed.number as value, theirs.contact_id
      from unnest(phones[1:10]) as typed (number) cross join lateral (
        select p.contact_id from public.contact_phones p
        where p.phone = typed.number
        order by p.created_at, p.id limit 4) theirs
    union all
    select 'email', typed.address, theirs.contact_id
      from unnest(emails[1:10]) as typed (address) cross join lateral (
        select e.contact_id from public.contact_emails e
        where e.email = typed.address
        order by e.contact_id limit 4) theirs
    union all
    (select 'name', called, c.id from public.contacts c
      where at_company = '' and c.company_id is null and c.archived_at is null
        and c.sort_name = lower(called)
      order by c.id limit 4)
    union all
    (select 'name', called, c.id from public.contacts c
      where c.sort_name = lower(called) and c.archived_at is null and c.company_id = (
        select o.id from public.companies o where o.sort_name = lower(at_company))
      order by c.id limit 4)
  )
  select c.id, c.name, c.company, c.archived_at is not null, found.kind, found.value
    from found join public.contacts c on c.id = found.contact_id
    where c.id is distinct from besides
$$;

comment on function public.find_duplicates is
  'Contacts, besides one, that have one of these numbers (E.164) or email addresses, or the same '
  'name at the same company: by what (phone, email, name) and its value.';

revoke all on function public.find_duplicates from public, anon, service_role;
grant execute on function public.find_duplicates to authenticated;
