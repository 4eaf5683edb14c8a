create or replace function private.close_thread(thread uuid, closed boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.message_threads t set version = t.version + 1,
      closed_at = case when closed then coalesce(t.closed_at, now()) end,
      unread_count = case when closed then 0 else t.unread_count end
    where t.tenant_id = private.tenant_id() and t.id = thread;
  return found;
end
$$;

revoke all on function private.close_thread from public;
grant execute on function private.close_thread to authenticated;
