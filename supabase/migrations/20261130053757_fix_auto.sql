set check_function_bodies = off;

drop function private.attach_media(uuid,uuid,uuid,jsonb);
drop function private.message_limit_refusal(public.tenants,uuid,timestamp with time zone);

-- A file for a message that a person writes; its bytes are stored already. False when the person
-- has 60 of the last hour that are not sent.
create or replace function machine.add_media(tenant uuid, person uuid, file jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('media:' || tenant || person, 0));
  if (select count(*) from public.message_media f where f.message_id is null
      and f.created_at > now() - interval '1 hour'
      and f.tenant_id = tenant and f.uploaded_by = person) >= 60 then return false; end if;
  insert into public.message_media
      (id, tenant_id, content_type, name, bytes, state, uploaded_by, created_at)
    values ((file ->> 'id')::uuid, tenant, file ->> 'content_type', file ->> 'name',
      (file ->> 'bytes')::integer, 'stored', person, now());
  return true;
end
$$;

revoke all on function machine.add_media from public;
grant execute on function machine.add_media to ringbook_machine;

-- Writes an automatic reply, once: its id is derived from what it answers. Null when it is there,
-- may not be sent, or one of its kind went to the customer within a day. Of any kind, three go to a
-- number within an hour: it may be answered by a machine, whose words are answered again.
create or replace function machine.begin_automatic(tenant uuid, request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (request ->> 'now')::timestamptz;
  customer constant text := request ->> 'to';
  line public.phone_numbers;
  settings public.tenants;
begin
  perform pg_advisory_xact_lock(hashtextextended('messages:' || tenant, 0));
  select * into settings from public.tenants where id = tenant;
  select * into line from public.phone_numbers n where n.tenant_id = tenant
    and n.id = (request ->> 'phone_number_id')::uuid and n.removed_at is null for share;
  if line.id is null or private.is_own_number(tenant, customer)
    or private.place_refusal(settings, customer, request -> 'to_place') is not null
    or private.text_refusal(tenant, line.id, customer, at) is not null
    or private.message_limit_refusal(settings, null, null, at) is not null
    or exists (select from public.messages m where m.tenant_id = tenant
      and m.id = (request ->> 'message_id')::uuid)
    or cardinality(private.automatic_sent(tenant, line.id, customer, null,
      at - interval '1 hour')) >= 3
    or request ->> 'automatic' <> 'keyword' and request ->> 'automatic' = any (
      private.automatic_sent(tenant, line.id, customer, private.contact_for(tenant, customer),
        at - interval '1 day'))
  then return null; end if;
  return private.message_to_send(private.write_message(tenant, null, line, null, request));
end
$$;

revoke all on function machine.begin_automatic from public;
grant execute on function machine.begin_automatic to ringbook_machine;

-- Messages of all tenants that Twilio is to be asked about now, each by one copy at a time, and as
-- often at most as private.next_message_check says: an answer with nothing new never gets there.
create or replace function machine.claim_message_checks(at timestamptz, max_count integer)
  returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  claimed jsonb;
begin
  with due as (
    select m.tenant_id, m.id from public.messages m where m.next_check_at <= at
    order by m.next_check_at limit max_count for no key update skip locked
  ), taken as (
    update public.messages m set checks = m.checks + 1,
        next_check_at = case when m.checks + 1 < case when m.status in ('failed', 'undelivered',
            'delivered', 'read', 'received') then 6 else 12 end
          then at + interval '1 minute' * (m.checks + 1) * (m.checks + 1) end
      from due where m.tenant_id = due.tenant_id and m.id = due.id returning m.*
  )
  -- Without an account there is nobody to ask.
  select coalesce(jsonb_agg(s.asked || jsonb_build_object('checks', t.checks,
      'message_sid', t.message_sid, 'direction', t.direction, 'status', t.status,
      'created_at', t.created_at)) filter (where s.asked is not null), '[]')
    into claimed from taken t, lateral (select private.message_to_send(t) as asked) s;
  return claimed;
end
$$;

revoke all on function machine.claim_message_checks from public;
grant execute on function machine.claim_message_checks to ringbook_machine;

-- A scheduled message whose time has come is to be sent: what Twilio is asked, with the quiet hours
-- that count for it and the contact's time zone; or { refused } when it may not be sent any more.
-- Null when it was canceled, or sent already.
create or replace function machine.claim_scheduled_message(tenant uuid, message uuid,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t public.message_threads;
  m public.messages;
  settings public.tenants;
  verdict jsonb;
begin
  perform pg_advisory_xact_lock(hashtextextended('messages:' || tenant, 0));
  select * into settings from public.tenants where id = tenant;
  select h.* into t from public.message_threads h where h.tenant_id = tenant and h.id = (
    select s.thread_id from public.messages s where s.tenant_id = tenant and s.id = message)
    for no key update;
  select * into m from public.messages s where s.tenant_id = tenant and s.id = message
    and s.status = 'scheduled' for no key update;
  if m.id is null then return null; end if;
  verdict := coalesce(private.scheduled_refusal(m, at),
    private.text_refusal(tenant, m.phone_number_id, m.customer_number, at),
    private.message_limit_refusal(settings, m.user_id, m.id, at));
  update public.messages s set status = 'asking', created_at = at, version = s.version + 1,
      next_check_at = at + interval '60 seconds'
    where s.tenant_id = tenant and s.id = message returning * into m;
  -- What isn't sent makes the thread nobody's.
  if verdict is not null then m.user_id := null; end if;
  perform private.touch_thread(t, m);
  if verdict is not null then
    return verdict || jsonb_build_object('tenant_id', tenant, 'message_id', m.id);
  end if;
  -- Whoever wrote within the last hour is answered at any hour.
  return private.message_to_send(m) || jsonb_build_object(
    'quiet', case when settings.quiet_from is not null and settings.quiet_until is not null
      and not private.wrote_since(tenant, m.phone_number_id, m.customer_number,
        at - interval '1 hour')
      then jsonb_build_object('from', settings.quiet_from, 'until', settings.quiet_until) end,
    'time_zone', (select c.time_zone from public.contacts c
      where c.tenant_id = tenant and c.id = m.contact_id));
end
$$;

revoke all on function machine.claim_scheduled_message from public;
grant execute on function machine.claim_scheduled_message to ringbook_machine;

-- Uploads that nobody has sent for a day; a job removes the bytes of each.
create or replace function machine.forget_media(moment timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  gone record;
  forgotten integer := 0;
begin
  for gone in delete from public.message_media
    where message_id is null and created_at < moment - interval '1 day' returning tenant_id, id
  loop
    perform private.add_job('messages.remove_media',
      jsonb_build_object('tenant_id', gone.tenant_id, 'id', gone.id), gone.id::text);
    forgotten := forgotten + 1;
  end loop;
  return forgotten;
end
$$;

revoke all on function machine.forget_media from public;
grant execute on function machine.forget_media to ringbook_machine;

-- Records one event (lib/messages/event.ts has its shape) of the tenant named by the session or the
-- verified signature. Null, and nothing written, if message or number are not this tenant's. The
-- same events in any order and any number give the same rows.
create or replace function machine.record_message_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  message uuid := (e ->> 'message_id')::uuid;
  noted bigint;
  failure text;
begin
  if e ->> 'type' = 'incoming' then
    -- Locked, so that it is not removed under this message.
    perform from public.phone_numbers n where n.tenant_id = tenant
      and n.id = (e ->> 'phone_number_id')::uuid and n.removed_at is null for share;
  else
    -- Its thread first, as everything that writes both.
    perform from public.message_threads t where t.tenant_id = tenant and t.id = (
      select m.thread_id from public.messages m where m.tenant_id = tenant and m.id = message)
      for no key update;
  end if;
  if not found then return null; end if;
  insert into public.message_events (tenant_id, message_id, message_sid, event_type, event_data,
      query, dedupe_key, occurred_at)
    values (tenant, message, e ->> 'message_sid', e ->> 'type', e -> 'data', e ->> 'query',
      e ->> 'dedupe_key', (e ->> 'occurred_at')::timestamptz)
    on conflict do nothing returning id into noted;
  if noted is not null then
    begin
      if e ->> 'type' = 'incoming' then perform private.take_message(tenant, e);
      else failure := private.follow_message(tenant, message, e); end if;
    exception when others then
      -- What may succeed a moment later is no problem of the event: Twilio sends it again.
      if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
      -- A contact or thread that was deleted meanwhile: the text must not get lost.
      if left(sqlstate, 2) = '23' and e ->> 'type' = 'incoming' then
        raise exception using errcode = 'serialization_failure', message = sqlerrm;
      end if;
      failure := sqlerrm;
    end;
    if failure is not null then
      update public.message_events set problem = left(failure, 500) where id = noted;
    end if;
  end if;
  return coalesce((select jsonb_build_object('message_id', m.id, 'thread_id', m.thread_id,
      'status', m.status, 'is_new', noted is not null)
    from public.messages m where m.tenant_id = tenant and m.id = message),
    jsonb_build_object('message_id', message, 'is_new', false));
end
$$;

revoke all on function machine.record_message_event from public;
grant execute on function machine.record_message_event to ringbook_machine;

-- Uploaded files become a message's, in the order given, each once.
create or replace function private.attach_media(tenant uuid, message uuid, files jsonb)
  returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update public.message_media f set message_id = message, position = listed.place - 1
  from (select id::uuid, row_number() over (order by min(place)) as place
    from jsonb_array_elements_text(files) with ordinality as given (id, place)
    group by id::uuid) as listed
  where f.tenant_id = tenant and f.id = listed.id
$$;

revoke all on function private.attach_media from public;

-- The kinds of the automatic messages that went from a company's number to a customer since a
-- moment, one for each message: to this number, or to any of the contact's.
create or replace function private.automatic_sent(tenant uuid, line uuid, customer text,
  contact uuid, since timestamptz) returns text[]
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(m.automatic), '{}') from public.messages m
  where m.tenant_id = tenant and m.direction = 'outbound' and m.user_id is null
    and m.automatic is not null and m.created_at > since and m.phone_number_id = line
    and (m.customer_number = customer or m.contact_id = contact)
$$;

revoke all on function private.automatic_sent from public;

-- How many files these are, locked until they are attached. Null when one is not the sender's, or
-- was sent already: what failed and never got to Twilio was not.
create or replace function private.count_media(tenant uuid, sender uuid, files jsonb)
  returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  wanted integer;
  found_files integer;
begin
  if coalesce(jsonb_array_length(files), 0) = 0 then return 0; end if;
  select count(distinct id::uuid) into wanted from jsonb_array_elements_text(files) as given (id);
  perform from public.message_media f
    where f.tenant_id = tenant and f.uploaded_by = sender and f.state = 'stored'
      and f.id in (select id::uuid from jsonb_array_elements_text(files) as given (id))
      and (f.message_id is null or exists (select from public.messages m
        where m.tenant_id = tenant and m.id = f.message_id and m.user_id = sender
          and m.status = 'failed' and m.message_sid is null))
    for no key update;
  get diagnostics found_files = row_count;
  return case when found_files = wanted then wanted end;
end
$$;

revoke all on function private.count_media from public;

-- An event of a message that was sent: its status only ever moves forward, and each event adds what
-- it alone says. Gives why it could not be applied, or null.
create or replace function private.follow_message(tenant uuid, message uuid, e jsonb) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (e ->> 'occurred_at')::timestamptz;
  said constant public.message_status := e ->> 'status';
  code constant integer := (e ->> 'error_code')::integer;
  m public.messages;
  n public.messages;
begin
  select * into m from public.messages where tenant_id = tenant and id = message
    for no key update;
  n := m;
  if m.message_sid <> e ->> 'message_sid' then return 'the message has another SID'; end if;
  if m.message_sid is null and exists (select from public.messages o
      where o.tenant_id = tenant and o.message_sid = e ->> 'message_sid') then
    return 'the SID is another message''s';
  end if;
  n.message_sid := coalesce(m.message_sid, e ->> 'message_sid');
  n.price := coalesce(m.price, abs((e ->> 'price')::numeric));
  n.price_unit := coalesce(m.price_unit, e ->> 'price_unit');
  n.segments := coalesce((e ->> 'segments')::integer, m.segments);
  if m.direction = 'outbound' and m.status not in ('scheduled', 'canceled') then
    if said > m.status then
      n.status := said;
      n.error_code := code;
      n.error_message := e ->> 'error_message';
    elsif said = m.status then
      n.error_code := greatest(m.error_code, code);
      n.error_message := greatest(m.error_message, e ->> 'error_message');
    end if;
    if said in ('sent', 'undelivered', 'delivered', 'read') then
      n.sent_at := least(m.sent_at, at);
    end if;
    if said in ('delivered', 'read') then n.delivered_at := least(m.delivered_at, at); end if;
  end if;
  -- Told again, it may be older than a START that came in between.
  if code = 21610 and (n.status, n.error_code) is distinct from (m.status, m.error_code) then
    perform private.keep_opt_out(tenant, m.phone_number_id, m.customer_number, true, 'refused', at);
  end if;
  n.next_check_at := private.next_message_check(n, at);
  if n is distinct from m then perform private.put_message(m, n); end if;
  return null;
end
$$;

revoke all on function private.follow_message from public;

-- As private.limit_refusal, of messages; calls and messages share the spending of a day. A
-- scheduled message that is sent now (own) does not count against itself.
create or replace function private.message_limit_refusal(settings public.tenants, sender uuid,
  own uuid, at timestamptz) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  counted record;
  oldest timestamptz;
begin
  for counted in values
    ('user_limit_reached', 'hour', settings.user_messages_per_hour, interval '1 hour'),
    ('user_limit_reached', 'day', settings.user_messages_per_day, interval '1 day'),
    ('tenant_limit_reached', 'hour', settings.tenant_messages_per_hour, interval '1 hour'),
    ('tenant_limit_reached', 'day', settings.tenant_messages_per_day, interval '1 day')
  loop
    if counted.column1 = 'user_limit_reached' then
      select created_at into oldest from public.messages
        where tenant_id = settings.id and user_id = sender and direction = 'outbound'
          and created_at > at - counted.column4 and id is distinct from own
        order by created_at desc, id desc offset counted.column3 - 1 limit 1;
    else
      select created_at into oldest from public.messages
        where tenant_id = settings.id and direction = 'outbound'
          and created_at > at - counted.column4 and id is distinct from own
        order by created_at desc, id desc offset counted.column3 - 1 limit 1;
    end if;
    if oldest is not null then
      return jsonb_build_object('refused', counted.column1, 'allowed', counted.column3,
        'per', counted.column2,
        'retry_after', ceil(extract(epoch from oldest + counted.column4 - at)));
    end if;
  end loop;
  return private.spend_refusal(settings, at);
end
$$;

revoke all on function private.message_limit_refusal from public;

-- Why a person may not send this message now: { refused } with what its sentence needs.
create or replace function private.message_refusal(settings public.tenants, sender uuid,
  line public.phone_numbers, request jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (request ->> 'now')::timestamptz;
  customer constant text := request ->> 'to';
  reason text := private.place_refusal(settings, customer, request -> 'to_place');
  verdict jsonb;
begin
  if private.is_own_number(settings.id, customer) then
    return jsonb_build_object('refused', 'own_number');
  end if;
  if reason is not null then return jsonb_build_object('refused', reason); end if;
  verdict := private.text_refusal(settings.id, line.id, customer, at);
  if verdict is not null then return verdict; end if;
  -- Whoever wrote within the last hour is answered at any hour.
  if request ->> 'quiet_until' is not null
    and not private.wrote_since(settings.id, line.id, customer, at - interval '1 hour') then
    return jsonb_build_object('refused', 'quiet_hours', 'until', request -> 'quiet_until');
  end if;
  return private.message_limit_refusal(settings, sender, null, at);
end
$$;

revoke all on function private.message_refusal from public;

create or replace function private.remove_member(member uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.require_admin();
  member_role public.member_role;
begin
  select role into member_role from public.profiles
    where tenant_id = tenant and user_id = member and removed_at is null;
  if not found then return 'not_found'; end if;
  if member_role = 'admin' and not exists (
    select from public.profiles
    where tenant_id = tenant and role = 'admin' and removed_at is null and user_id <> member
  ) then return 'last_admin'; end if;
  delete from public.personal_phones where tenant_id = tenant and user_id = member;
  update public.invitations set revoked_at = now()
    where tenant_id = tenant and accepted_at is null and revoked_at is null
      and (invited_by = member or lower(email) = (select lower(p.email) from public.profiles p
                                                  where p.tenant_id = tenant
                                                    and p.user_id = member));
  update public.profiles set removed_at = now(), extension = null
    where tenant_id = tenant and user_id = member;
  update public.message_threads set owner_id = null, version = version + 1
    where tenant_id = tenant and owner_id = member;
  update public.tenants set realtime_epoch = realtime_epoch + 1 where id = tenant;
  return 'removed';
end
$$;

revoke all on function private.remove_member from public;
grant execute on function private.remove_member to authenticated;

-- What an automatic reply to a customer is decided from, and filled in with.
create or replace function private.reply_facts(tenant uuid, line uuid, customer text, contact uuid,
  at timestamptz) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('rules', private.rules_for(tenant, line), 'phone_number_id', line,
    'customer', customer, 'company', t.name, 'time_zone', t.time_zone,
    'contact', (select jsonb_build_object('name', c.name, 'company', c.company)
      from public.contacts c where c.tenant_id = tenant and c.id = contact),
    'sent', private.automatic_sent(tenant, line, customer, contact, at - interval '1 day'))
  from public.tenants t where t.id = tenant
$$;

revoke all on function private.reply_facts from public;

-- Why a scheduled message is too late, or has lost what it needs: its sender, number or account.
create or replace function private.scheduled_refusal(m public.messages, at timestamptz)
  returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('refused', r.reason) from (select case
    when at > m.send_at + interval '1 hour' then 'too_late'
    when m.user_id is not null and not exists (select from public.profiles p
      where p.tenant_id = m.tenant_id and p.user_id = m.user_id and p.removed_at is null)
      then 'sender_left'
    when not exists (select from public.phone_numbers n where n.tenant_id = m.tenant_id
      and n.id = m.phone_number_id and n.removed_at is null) then 'number_not_yours'
    when not exists (select from public.twilio_accounts a where a.tenant_id = m.tenant_id
      and a.verified_at is not null) then 'twilio_not_configured'
    end as reason) r
  where r.reason is not null
$$;

revoke all on function private.scheduled_refusal from public;

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

reset check_function_bodies;
