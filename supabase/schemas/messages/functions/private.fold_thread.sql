-- The messages of one thread go on in another: both are locked, and of one company's number.
create or replace function private.fold_thread(t public.message_threads,
  into_thread public.message_threads) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update public.messages set thread_id = into_thread.id, contact_id = into_thread.contact_id,
      version = version + 1
    where tenant_id = t.tenant_id and thread_id = t.id;
  update public.message_threads k set
      unread_count = k.unread_count + t.unread_count,
      owner_id = coalesce(k.owner_id, t.owner_id),
      closed_at = case when t.closed_at is null then null else k.closed_at end,
      version = k.version + 1
    where k.tenant_id = t.tenant_id and k.id = into_thread.id;
  update public.message_threads k set customer_number = t.customer_number,
      last_message_at = t.last_message_at, last_direction = t.last_direction,
      last_text = t.last_text, last_failed = t.last_failed
    where k.tenant_id = t.tenant_id and k.id = into_thread.id
      and k.last_message_at < t.last_message_at;
  delete from public.message_threads where tenant_id = t.tenant_id and id = t.id;
end
$$;

revoke all on function private.fold_thread from public;
