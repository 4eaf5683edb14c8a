-- Writes what an event changed of a message, and of its thread if it was its last.
create or replace function private.put_message(m public.messages, n public.messages) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update public.messages set message_sid = n.message_sid, price = n.price,
      price_unit = n.price_unit, segments = n.segments, status = n.status,
      error_code = n.error_code, error_message = n.error_message, sent_at = n.sent_at,
      delivered_at = n.delivered_at, next_check_at = n.next_check_at, version = m.version + 1
    where tenant_id = m.tenant_id and id = m.id;
  if (n.status in ('failed', 'undelivered')) <> (m.status in ('failed', 'undelivered')) then
    update public.message_threads set last_failed = n.status in ('failed', 'undelivered'),
        version = version + 1
      where tenant_id = m.tenant_id and id = m.thread_id and last_direction = 'outbound'
        and last_message_at = m.created_at;
  end if;
end
$$;

revoke all on function private.put_message from public;
