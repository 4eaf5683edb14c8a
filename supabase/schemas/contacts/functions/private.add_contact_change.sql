-- Everything that one transaction of a person changes about a contact is one row.
create or replace function private.add_contact_change(tenant uuid, contact uuid, what jsonb)
returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.contact_changes as c (tenant_id, contact_id, actor_id, changes)
    select tenant, contact, private.actor(), what
    where what <> '{}' and private.actor() is not null
  on conflict (tenant_id, contact_id, created_at, actor_id)
    do update set changes = c.changes || excluded.changes;
end
$$;

revoke all on function private.add_contact_change from public;
