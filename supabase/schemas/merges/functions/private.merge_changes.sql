-- The changes of a contact become those of another. Of two that one person made at one moment, the
-- second stands the next free microsecond later. Gives when they were.
create or replace function private.merge_changes(tenant uuid, keep uuid, gone uuid) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  change record;
  free timestamptz;
  moved jsonb := '{}';
begin
  for change in select id, actor_id, created_at from public.contact_changes
    where tenant_id = tenant and contact_id = gone order by created_at, id
  loop
    free := change.created_at;
    while exists (select from public.contact_changes where tenant_id = tenant
        and contact_id = keep and created_at = free and actor_id = change.actor_id) loop
      free := free + interval '1 microsecond';
    end loop;
    update public.contact_changes set contact_id = keep, created_at = free
      where tenant_id = tenant and id = change.id;
    moved := moved || jsonb_build_object(change.id, change.created_at);
  end loop;
  return moved;
end
$$;

revoke all on function private.merge_changes from public;
