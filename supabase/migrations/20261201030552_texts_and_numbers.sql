set check_function_bodies = off;

alter table public.phone_numbers add column can_text boolean not null default true;

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

create or replace function private.caller_numbers(with_contact uuid) returns json
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as (
    select t.tenant, c.id as contact, (select p.phone from public.contact_phones p
      where p.tenant_id = t.tenant and p.contact_id = c.id order by p.position limit 1) as phone
    from (select private.tenant_id() as tenant) t
      left join public.contacts c on c.tenant_id = t.tenant and c.id = with_contact
  ), chosen as (
    select private.choose_caller_number(me.tenant, auth.uid(), me.contact, me.phone) as id,
      private.choose_caller_id(me.tenant, auth.uid(), me.contact, me.phone, null, true) as shown
    from me
  ), all_numbers as (
    select n.id, n.number, n.name, n.id = chosen.id and chosen.shown is null as chosen,
      n.removed_at is not null as removed, false as is_caller_id, n.can_text, n.created_at
    from me join public.phone_numbers n on n.tenant_id = me.tenant cross join chosen
    union all
    select k.id, k.number, k.name, k.number is not distinct from chosen.shown, false, true,
      false, k.created_at
    from me join public.caller_ids k on k.tenant_id = me.tenant and k.verified_at is not null
    cross join chosen
  )
  select json_agg(json_build_object('id', id, 'number', number, 'name', name, 'chosen', chosen,
    'removed', removed, 'is_caller_id', is_caller_id, 'can_text', can_text)
    order by is_caller_id, created_at, id)
  from all_numbers
$$;

revoke all on function private.caller_numbers from public;
grant execute on function private.caller_numbers to authenticated;

-- The company's number that a person's message comes from: the one asked for (`wanted`, an id or
-- E.164), else the one that the other party was written with last, else as of a call, or the
-- oldest where that one can't text. Null as there.
create or replace function private.choose_text_number(
  tenant uuid, person uuid, contact uuid, customer text, wanted text
) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  chosen uuid;
begin
  if wanted is null then
    select t.phone_number_id into chosen from public.message_threads t
      join public.phone_numbers n on n.id = t.phone_number_id and n.removed_at is null
      where t.tenant_id = tenant and t.contact_id = contact
      order by t.last_message_at desc limit 1;
    if chosen is null then
      select t.phone_number_id into chosen from public.message_threads t
        join public.phone_numbers n on n.id = t.phone_number_id and n.removed_at is null
        where t.tenant_id = tenant and t.customer_number = customer
        order by t.last_message_at desc limit 1;
    end if;
  end if;
  if chosen is not null then return chosen; end if;
  chosen := private.choose_caller_number(tenant, person, contact, customer, wanted);
  if wanted is not null then return chosen; end if;
  return coalesce((select n.id from public.phone_numbers n
    where n.tenant_id = tenant and n.removed_at is null and n.can_text
    order by n.id is distinct from chosen, n.created_at, n.id limit 1), chosen);
end
$$;

revoke all on function private.choose_text_number from public;

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

comment on column public.phone_numbers.can_text is 'Whether Twilio sends texts from it, as it said when the number was added or its calls or messages were routed here.';

comment on table public.message_rules is 'What is answered automatically, or made a task: texts outside of hours, first texts and texts with a word, or every text; and calls that were missed, by text.';

grant insert (can_text) on table public.phone_numbers to authenticated;

grant update (can_text) on table public.phone_numbers to authenticated;

reset check_function_bodies;
