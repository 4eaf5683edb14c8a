-- Whether two contacts together have more numbers, emails or tags than one may have
-- (lib/contacts/rows.ts and schema.ts).
create or replace function private.is_too_much(tenant uuid, keep uuid, gone uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select (select count(distinct phone) from public.contact_phones
      where tenant_id = tenant and contact_id in (keep, gone)) > 10
    or (select count(distinct email) from public.contact_emails
      where tenant_id = tenant and contact_id in (keep, gone)) > 10
    or (select count(distinct tag_id) from public.contact_tags
      where tenant_id = tenant and contact_id in (keep, gone)) > 50
$$;

revoke all on function private.is_too_much from public;
