-- A message that is sent, now or at send_at: its row, thread and first event. Null, and nothing
-- written, when a file of it is not to be had.
create or replace function private.write_message(tenant uuid, sender uuid,
  line public.phone_numbers, contact uuid, request jsonb) returns public.messages
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (request ->> 'now')::timestamptz;
  later constant timestamptz := (request ->> 'send_at')::timestamptz;
  files constant integer := private.count_media(tenant, sender, request -> 'media');
  t public.message_threads;
  m public.messages;
begin
  if files is null then return null; end if;
  t := private.find_thread(tenant, line.id, request ->> 'to', contact, at);
  insert into public.messages (id, tenant_id, thread_id, first_thread_id, contact_id,
      phone_number_id, customer_number, direction, user_id, automatic, body, media_count, status,
      segments, send_at, next_check_at, created_at)
    values ((request ->> 'message_id')::uuid, tenant, t.id, t.id, t.contact_id, line.id,
      request ->> 'to', 'outbound', sender, request ->> 'automatic', request ->> 'body', files,
      case when later is null then 'asking' else 'scheduled' end::public.message_status,
      (request ->> 'segments')::integer, later,
      case when later is null then at + interval '60 seconds' end, at)
    returning * into m;
  if files > 0 then perform private.attach_media(tenant, m.id, request -> 'media'); end if;
  insert into public.message_events
      (tenant_id, message_id, event_type, event_data, dedupe_key, occurred_at)
    values (tenant, m.id, 'begin', jsonb_strip_nulls(jsonb_build_object('from', line.number,
      'to', m.customer_number, 'user_id', sender, 'automatic', m.automatic, 'send_at', later)),
      'begin:' || m.id, at);
  if later is null then
    perform private.touch_thread(t, m);
  else
    perform private.add_job('messages.send_scheduled',
      jsonb_build_object('tenant_id', tenant, 'id', m.id), m.id::text, later);
  end if;
  return m;
end
$$;

revoke all on function private.write_message from public;
