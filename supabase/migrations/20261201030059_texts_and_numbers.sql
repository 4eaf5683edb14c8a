set check_function_bodies = off;

alter table public.message_rules drop constraint message_rules_kind_check;
alter table public.messages drop constraint messages_automatic_check;

-- Of a message that came in; null when it is not this tenant's, or when Twilio answers it (STOP,
-- START and HELP).
create or replace function machine.reply_facts(tenant uuid, message uuid, at timestamptz)
  returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.reply_facts(tenant, m.phone_number_id, m.customer_number, m.contact_id, at)
    || jsonb_build_object('body', m.body, 'received_at', m.created_at, 'is_first', not exists (
      select from public.messages o where o.tenant_id = tenant and o.thread_id = m.thread_id
        and o.id <> m.id and o.created_at <= m.created_at))
  from public.messages m
  where m.tenant_id = tenant and m.id = message and m.direction = 'inbound'
    and m.opt_out is null
$$;

revoke all on function machine.reply_facts from public;
grant execute on function machine.reply_facts to ringbook_machine;

-- What a message that came in asks for (STOP, START, HELP), on its row and for its number. A word
-- that opts in is kept for the number even when it counts as a text: an earlier STOP, found later,
-- does not undo it.
create or replace function private.keep_asked(tenant uuid, e jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  asks constant text := private.text_asks(tenant, e);
begin
  update public.messages m set opt_out = asks, version = m.version + 1
    where m.tenant_id = tenant and m.id = (e ->> 'message_id')::uuid and m.opt_out is null
      and asks is not null;
  if e ->> 'opt_out' in ('stop', 'start') then
    perform private.keep_opt_out(tenant, (e ->> 'phone_number_id')::uuid, e ->> 'customer',
      e ->> 'opt_out' = 'stop', coalesce(e ->> 'opt_out_source', 'word'),
      (e ->> 'occurred_at')::timestamptz);
  end if;
end
$$;

revoke all on function private.keep_asked from public;

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

-- What a message that came in asks for; null when it is a text like any other. A word that opts in
-- again asks for that only of who has opted out by then: "yes" is mostly an answer. Twilio's own
-- OptOutType is believed.
create or replace function private.text_asks(tenant uuid, e jsonb) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when e ->> 'opt_out' <> 'start' or e ->> 'opt_out_source' = 'twilio'
      or exists (select from public.opt_outs o where o.tenant_id = text_asks.tenant
        and o.phone_number_id = (e ->> 'phone_number_id')::uuid and o.number = e ->> 'customer'
        and o.opted_out and o.changed_at <= (e ->> 'occurred_at')::timestamptz)
    then e ->> 'opt_out' end
$$;

revoke all on function private.text_asks from public;

alter table public.message_rules add constraint message_rules_kind_check CHECK ((kind = ANY (ARRAY['away'::text, 'first_contact'::text, 'missed_call'::text, 'keyword'::text, 'any'::text])));

alter table public.messages add constraint messages_automatic_check CHECK ((automatic = ANY (ARRAY['away'::text, 'first_contact'::text, 'missed_call'::text, 'keyword'::text, 'any'::text, 'booking'::text, 'booking_reminder'::text])));

comment on table public.message_rules is 'What is answered automatically, or made a task: texts outside of hours, first texts and texts with a word, or every text; and calls that were missed, by text.';

reset check_function_bodies;
