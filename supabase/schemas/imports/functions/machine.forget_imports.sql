-- Uploads that nobody went on with for a week.
create or replace function machine.forget_imports(moment timestamptz) returns integer
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with forgotten as (
    delete from public.contact_imports where stage in ('uploading', 'draft')
      and updated_at < moment - interval '7 days' returning 1)
  select count(*)::integer from forgotten
$$;

revoke all on function machine.forget_imports from public;
grant execute on function machine.forget_imports to ringbook_machine;
