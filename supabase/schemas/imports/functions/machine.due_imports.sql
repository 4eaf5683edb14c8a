-- Imports and undos that nobody goes on with: their process ended. Each is given to one asker.
create or replace function machine.due_imports(moment timestamptz, size integer) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with due as (
    select tenant_id, id from public.contact_imports
    where stage in ('running', 'undoing') and updated_at < moment - interval '20 seconds'
    order by updated_at limit size for update skip locked
  ), taken as (
    update public.contact_imports i set updated_at = moment from due
    where i.tenant_id = due.tenant_id and i.id = due.id
    returning i.tenant_id, i.id
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', tenant_id, 'id', id)), '[]') from taken
$$;

revoke all on function machine.due_imports from public;
grant execute on function machine.due_imports to ringbook_machine;
