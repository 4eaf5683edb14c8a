-- Derives a contact's activity from its calls, tasks and missed lines. The row is locked
-- first, so that of two transactions the later one sees what the earlier one has written.
create or replace function private.refresh_activity(tenant uuid, contact uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform from public.contact_activity a
    where a.tenant_id = tenant and a.contact_id = contact for no key update;
  update public.contact_activity a set last_call_at = f.last_call_at, called_at = f.called_at,
      is_missed = f.is_missed, has_open_task = f.has_open_task
    from (select private.activity_of(tenant, contact) as now) found,
      lateral (select (found.now).*) f
    where a.tenant_id = tenant and a.contact_id = contact
      and (a.last_call_at, a.called_at, a.is_missed, a.has_open_task) is distinct from
        (f.last_call_at, f.called_at, f.is_missed, f.has_open_task);
end
$$;

revoke all on function private.refresh_activity from public;
