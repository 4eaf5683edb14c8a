-- The thread's line in the inbox after a message. What comes in opens it again and is unread; what
-- a person sends is theirs from then on, if it was nobody's. An older one than the last, which was
-- found late, leaves what was said last.
create or replace function private.touch_thread(t public.message_threads, m public.messages)
  returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if m.direction = 'inbound' and m.created_at < t.last_message_at - interval '1 minute' then
    update public.message_threads set unread_count = unread_count + 1, closed_at = null,
        version = version + 1
      where tenant_id = t.tenant_id and id = t.id;
    return;
  end if;
  update public.message_threads set
      customer_number = m.customer_number,
      last_message_at = greatest(last_message_at, m.created_at),
      last_direction = m.direction,
      last_text = left(coalesce(nullif(m.body, ''),
        case when m.media_count > 0 then 'Picture or file' else '' end), 200),
      last_failed = false,
      closed_at = case when m.direction = 'outbound' and m.automatic is not null then closed_at end,
      unread_count = case
        when m.direction = 'inbound' then unread_count + 1
        when m.automatic is not null then unread_count else 0 end,
      owner_id = coalesce(owner_id, m.user_id),
      version = version + 1
    where tenant_id = t.tenant_id and id = t.id;
end
$$;

revoke all on function private.touch_thread from public;
