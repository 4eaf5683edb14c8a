-- Gives the rows of every merged table to another contact: all of a contact's, or those of its rows
-- that are listed by table. Which were moved: {table: [id]}. Rows are locked by id, as everything
-- that writes several calls does.
create or replace function private.move_rows(tenant uuid, from_contact uuid, to_contact uuid,
  listed jsonb default null) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  name text;
  ids uuid[];
  moved jsonb := '{}';
begin
  foreach name in array private.merged_tables() loop
    execute format('select array(select id from public.%I
        where tenant_id = $1 and contact_id = $2 order by id for no key update)', name)
      into ids using tenant, from_contact;
    if listed is not null then
      ids := array(select unnest(ids) intersect
        select jsonb_array_elements_text(listed -> name)::uuid);
    end if;
    execute format('update public.%I set contact_id = $2
        where tenant_id = $1 and contact_id = $3 and id = any ($4)', name)
      using tenant, to_contact, from_contact, ids;
    moved := moved || jsonb_build_object(name, ids);
  end loop;
  -- Pages follow a live call by its version.
  update public.calls set version = version + 1
    where tenant_id = tenant and contact_id = to_contact and ended_at is null
      and created_at > now() - interval '5 hours';
  return moved;
end
$$;

revoke all on function private.move_rows from public;
