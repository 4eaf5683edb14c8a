create or replace function private.keep_contact_activity() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.contact_activity as a (tenant_id, contact_id, sort_name, is_archived)
    values (new.tenant_id, new.id, new.sort_name, new.archived_at is not null)
  on conflict (tenant_id, contact_id)
    do update set sort_name = excluded.sort_name, is_archived = excluded.is_archived;
  return null;
end
$$;

revoke all on function private.keep_contact_activity from public;
