-- A colleague who looks into somebody's thread leaves it unread. Nothing is written for what is
-- read already: pages of others are not rendered again.
create or replace function private.read_thread(thread uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.message_threads t set unread_count = 0, version = t.version + 1
    where t.tenant_id = private.tenant_id() and t.id = thread and t.unread_count > 0
      and coalesce(t.owner_id, auth.uid()) = auth.uid();
  return found;
end
$$;

revoke all on function private.read_thread from public;
grant execute on function private.read_thread to authenticated;
