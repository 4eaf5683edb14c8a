-- A message that came in, once: its id is derived from its SID. STOP and START are kept; Twilio
-- answers them itself.
create or replace function private.take_message(tenant uuid, e jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (e ->> 'occurred_at')::timestamptz;
  line constant uuid := e ->> 'phone_number_id';
  asks text;
  t public.message_threads;
  m public.messages;
begin
  t := private.find_thread(tenant, line, e ->> 'customer', null, at);
  if e ->> 'opt_out' is not null then asks := private.text_asks(tenant, e); end if;
  insert into public.messages (id, tenant_id, thread_id, first_thread_id, contact_id,
      phone_number_id, customer_number, direction, body, media_count, status, message_sid, segments,
      opt_out, next_check_at, created_at)
    values ((e ->> 'message_id')::uuid, tenant, t.id, t.id, t.contact_id, line, e ->> 'customer',
      'inbound', e ->> 'body', jsonb_array_length(e -> 'media'), 'received', e ->> 'message_sid',
      (e ->> 'segments')::integer, asks, at + interval '10 minutes', at)
    on conflict do nothing returning * into m;
  if m.id is null then
    -- Found in Twilio's list before its webhook came, which alone says what Twilio took it for.
    perform private.keep_asked(tenant, e);
    return;
  end if;
  if m.media_count > 0 then
    insert into public.message_media (tenant_id, message_id, position, content_type, state,
        media_sid, created_at)
      select tenant, m.id, f.place - 1, f.file ->> 'content_type', 'waiting', f.file ->> 'sid', at
      from jsonb_array_elements(e -> 'media') with ordinality as f (file, place);
    perform private.add_job('messages.fetch_media',
      jsonb_build_object('tenant_id', tenant, 'id', m.id), m.id::text);
  end if;
  if e ->> 'opt_out' is not null then perform private.keep_asked(tenant, e); end if;
  perform private.touch_thread(t, m);
  if m.opt_out is null and exists (select from public.message_rules r where r.tenant_id = tenant
      and r.enabled and r.kind <> 'missed_call') then
    perform private.add_job('messages.reply',
      jsonb_build_object('tenant_id', tenant, 'id', m.id), m.id::text);
  end if;
end
$$;

revoke all on function private.take_message from public;
