set check_function_bodies = off;

alter table public.calls add column also_on uuid[] not null default '{}';
alter table public.calls add column owner_left boolean not null default false;

drop function private.attach_media(uuid,uuid,uuid,jsonb);
drop function private.message_limit_refusal(public.tenants,uuid,timestamp with time zone);

create table public.call_controls (
  tenant_id uuid not null,
  call_id uuid not null,
  customer_in text not null check (customer_in in ('hold', 'room', 'dial')),
  held_by uuid,
  held_at timestamptz,
  asked_by uuid,
  asked_at timestamptz,
  mode text check (mode in ('warm', 'cold')),
  target_kind text check (target_kind in ('person', 'number', 'voicemail')),
  target_user uuid,
  target_number text,
  target_sid text,
  target_state text check (target_state in ('ringing', 'talking', 'gone')),
  changes integer not null default 0,
  updated_at timestamptz not null,
  primary key (tenant_id, call_id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.call_controls is
  'What people have asked of a call while they talk: hold, transfer (ADR 13). A call without a row '
  'is a plain <Dial>. Only what Twilio reports is evidence of the record: this is what was asked.';
comment on column public.call_controls.customer_in is
  'Where the customer is to be: hearing music, in the room (a Twilio Conference) with the '
  'company''s people, or connected by a <Dial> of their own leg to whom the call was transferred.';
comment on column public.call_controls.asked_by is 'Who transfers the call.';
comment on column public.call_controls.mode is
  'warm: the two talk first, while the customer is on hold. cold: the customer is connected at '
  'once.';
comment on column public.call_controls.target_sid is
  'The leg of whom a warm transfer rings: our own request, so its CallSid is known.';
comment on column public.call_controls.target_state is
  'What became of that leg so far, for the page: people cannot read the legs of colleagues.';
comment on column public.call_controls.changes is
  'Counts what was asked: of two people at once, the second finds another count.';

-- Looked after every ten seconds: machine.controlled_calls reads only what was asked lately.
create index call_controls_recent on public.call_controls (updated_at);

alter table public.call_controls enable row level security;
revoke all on public.call_controls from anon, authenticated, service_role;
grant select (tenant_id, call_id, customer_in, held_by, held_at, asked_by, asked_at, mode,
  target_kind, target_user, target_sid, target_state, changes, updated_at) on public.call_controls
  to authenticated;

create policy "members see what was asked of the calls they may read" on public.call_controls
  for select to authenticated using (tenant_id = (select private.tenant_id()));

create trigger broadcast after insert or update on public.call_controls
  for each row execute function private.broadcast_change('call_controls', 'call_id');

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

-- Notes what a person wants of a call they talk on: { kind: hold | resume | transfer | complete |
-- take_back | merge, mode, to: person | number | voicemail, user_id, number, place }. Gives what
-- Twilio must be told about: the legs, whom to ring, and what was asked before. { done: true }
-- where it is so already; { refused } where it cannot be.
create or replace function machine.ask_control(tenant uuid, person uuid, target uuid, want jsonb,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  was public.call_controls;
  legs jsonb;
  no text;
  rings jsonb;
  is_hold boolean;
begin
  if not exists (select from public.profiles where tenant_id = tenant and user_id = person
    and removed_at is null) then return jsonb_build_object('refused', 'call_not_found'); end if;
  select * into c from public.calls where tenant_id = tenant and id = target for no key update;
  select * into was from public.call_controls where tenant_id = tenant and call_id = target;
  legs := private.control_legs(tenant, target);
  no := private.control_refusal(c, was, legs, person, want);
  if no is not null then return jsonb_build_object('refused', no); end if;
  is_hold := was.customer_in is not distinct from 'hold';
  if want ->> 'kind' = 'hold' and is_hold or want ->> 'kind' = 'resume' and not is_hold then
    return jsonb_build_object('done', true);
  end if;
  if want ->> 'kind' = 'transfer' then
    rings := private.transfer_target(tenant, c, want);
    if rings ? 'refused' then return rings; end if;
  end if;
  perform private.write_control(private.asked_control(c, was, person, want, at));
  return (select jsonb_build_object('account_sid', a.account_sid,
      'auth_token_ciphertext', a.auth_token_ciphertext,
      'was', to_jsonb(was), 'changes', coalesce(was.changes, 0) + 1, 'legs', legs, 'rings', rings,
      'record', c.recording_requested,
      'is_paused', private.is_recording_paused(tenant, target), 'direction', c.direction,
      'time_limit_seconds', t.call_time_limit_seconds,
      'customer', c.customer_number,
      'caller_id', coalesce((select n.number from public.phone_numbers n
        where n.id = c.phone_number_id and n.removed_at is null),
        case c.direction when 'inbound' then c.to_number else c.from_number end))
    from public.twilio_accounts a join public.tenants t on t.id = tenant
    where a.tenant_id = tenant);
end
$$;
revoke all on function machine.ask_control from public;
grant execute on function machine.ask_control to ringbook_machine;

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

-- A person may end the calls they are on, and leave those that they have joined, a manager or admin
-- end any of the tenant. Gives the legs that are not over yet. `leaves`: others of the company go
-- on talking with the customer, so that only the person's own legs are ended, and the call is not.
-- `is_asked`: something was asked of the call, so that its legs no longer end with the one that
-- dialled them.
create or replace function machine.begin_hangup(tenant uuid, person uuid, target uuid,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  person_role public.member_role;
  is_asked boolean;
  others boolean;
  has_left boolean;
begin
  select role into person_role from public.profiles where tenant_id = tenant and user_id = person
    and removed_at is null;
  select * into c from public.calls where tenant_id = tenant and id = target;
  if c.id is null or person_role is null then
    return jsonb_build_object('refused', 'call_not_found');
  end if;
  if person_role = 'rep'
    and (person = any (array[c.user_id, c.callee_id] || c.also_on)) is not true then
    return jsonb_build_object('refused', 'not_your_call');
  end if;
  is_asked := exists (select from public.call_controls k
    where k.tenant_id = tenant and k.call_id = target);
  others := is_asked and exists (
    select from public.call_legs l where l.tenant_id = tenant and l.call_id = target
      and l.status < 'completed' and l.user_id = person)
    and exists (select from public.call_legs l where l.tenant_id = tenant and l.call_id = target
      and l.status < 'completed' and l.side = 'company' and l.user_id is distinct from person
      and l.accepted_at is not null);
  -- Whoever has passed it on ends it no more; a manager does, of a colleague's.
  has_left := is_asked and (c.user_id is not distinct from person or person_role = 'rep')
    and not exists (select from public.call_legs l where l.tenant_id = tenant
      and l.call_id = target and l.status < 'completed' and l.user_id = person);
  if c.ended_at is null and not others and not has_left then
    perform machine.record_event(tenant,
      jsonb_build_object('type', 'hangup', 'request', 'hangup', 'call_id', target, 'dedupe_key',
      'hangup:' || target || ':' || person,
      'occurred_at', at, 'received_at', at, 'data', jsonb_build_object('user_id', person)));
  end if;
  return (select jsonb_build_object('account_sid', a.account_sid, 'auth_token_ciphertext',
      a.auth_token_ciphertext,
      'direction', c.direction, 'ended', c.ended_at is not null, 'leaves', others,
      'is_asked', is_asked,
      'legs', coalesce((select jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
        'status', l.status, 'parent_call_sid', l.parent_call_sid, 'user_id', l.user_id)
                                order by l.parent_call_sid nulls first)
               from public.call_legs l
               where l.tenant_id = tenant and l.call_id = target and l.status < 'completed'
                 and not has_left),
                 '[]'::jsonb))
    from public.twilio_accounts a where a.tenant_id = tenant);
end
$$;

revoke all on function machine.begin_hangup from public;
grant execute on function machine.begin_hangup to ringbook_machine;

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

-- What was asked of a call and who is on the line, for lib/call-control/tend.ts; null for a call
-- that nobody asked anything of.
create or replace function machine.control_state(tenant uuid, target uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('account_sid', a.account_sid,
      'auth_token_ciphertext', a.auth_token_ciphertext, 'changes', k.changes,
      'customer_in', k.customer_in, 'held_by', k.held_by, 'asked_by', k.asked_by, 'mode', k.mode,
      'target_kind', k.target_kind, 'target_sid', k.target_sid, 'target_state', k.target_state,
      'record', c.recording_requested,
      'is_paused', private.is_recording_paused(tenant, target),
      'direction', c.direction, 'time_limit_seconds', t.call_time_limit_seconds,
      'asked_seconds_ago', floor(extract(epoch from now() - k.updated_at)),
      'legs', private.control_legs(tenant, target))
    from public.call_controls k
    join public.calls c on c.tenant_id = k.tenant_id and c.id = k.call_id
    join public.twilio_accounts a on a.tenant_id = k.tenant_id
    join public.tenants t on t.id = k.tenant_id
    where k.tenant_id = tenant and k.call_id = target
$$;
revoke all on function machine.control_state from public;
grant execute on function machine.control_state to ringbook_machine;

-- The live calls that people have asked something of: { tenant_id, call_id }.
create or replace function machine.controlled_calls() returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', k.tenant_id, 'call_id', k.call_id)),
    '[]')
  from public.call_controls k
  join public.calls c on c.tenant_id = k.tenant_id and c.id = k.call_id
  where k.updated_at > now() - interval '5 hours' and exists (select from public.call_legs l
    where l.tenant_id = k.tenant_id and l.call_id = k.call_id and l.status < 'completed')
$$;
revoke all on function machine.controlled_calls from public;
grant execute on function machine.controlled_calls to ringbook_machine;

-- The customer goes from hold into the room, because whoever transferred the call has left it, or
-- elsewhere (`space`: dial) because nobody is there; false where somebody has asked for something
-- else since, or another webhook has noticed it first.
create or replace function machine.end_hold(tenant uuid, target uuid, expected integer, space text)
  returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.call_controls set customer_in = space, held_by = null, held_at = null,
      mode = null, target_kind = null, target_user = null, target_number = null,
      target_sid = null, target_state = null, changes = changes + 1, updated_at = now()
    where tenant_id = tenant and call_id = target and changes = expected
      and customer_in = 'hold';
  return found;
end
$$;
revoke all on function machine.end_hold from public;
grant execute on function machine.end_hold to ringbook_machine;

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

-- The leg that a warm transfer rings. False where the transfer was taken back meanwhile: the leg is
-- to be ended.
create or replace function machine.note_target(tenant uuid, target uuid, expected integer,
  sid text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.call_controls set target_sid = sid
    where tenant_id = tenant and call_id = target and changes = expected;
  return found;
end
$$;
revoke all on function machine.note_target from public;
grant execute on function machine.note_target to ringbook_machine;

-- What became of the leg that a warm transfer rings, for the page.
create or replace function machine.note_target_state(tenant uuid, target uuid, sid text,
  state text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.call_controls set target_state = state
    where tenant_id = tenant and call_id = target and target_sid = sid
      and target_state is distinct from state
$$;
revoke all on function machine.note_target_state from public;
grant execute on function machine.note_target_state to ringbook_machine;

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

-- What is needed to pause or resume a live call's recording: a person may do so on the calls that
-- they are on, a manager or admin on any of the tenant. Once something was asked of the call, its
-- recording is made on the customer's leg. `changes` counts the pauses and resumptions so far, so
-- that two clicks at once are one.
create or replace function machine.recording_control(tenant uuid, person uuid, target uuid)
  returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  person_role public.member_role;
begin
  select role into person_role from public.profiles where tenant_id = tenant and user_id = person
    and removed_at is null;
  select * into c from public.calls where tenant_id = tenant and id = target;
  if c.id is null or person_role is null then
    return jsonb_build_object('refused', 'call_not_found');
  end if;
  if person_role = 'rep'
    and (person = any (array[c.user_id, c.callee_id] || c.also_on)) is not true then
    return jsonb_build_object('refused', 'not_your_call');
  end if;
  if not c.recording_requested then return jsonb_build_object('refused', 'not_recorded'); end if;
  if c.stage <> 'connected' or c.twilio_call_sid is null then
    return jsonb_build_object('refused', 'not_talking');
  end if;
  return (select jsonb_build_object('account_sid', a.account_sid,
      'auth_token_ciphertext', a.auth_token_ciphertext, 'call_sid', coalesce(
        (select l.call_sid from public.call_controls k
          join public.call_legs l on l.tenant_id = k.tenant_id and l.call_id = k.call_id
          where k.tenant_id = tenant and k.call_id = target and l.side = 'customer'
            and l.status < 'completed' limit 1), c.twilio_call_sid),
      'changes', count(s.*), 'is_paused', private.is_recording_paused(tenant, target))
    from public.twilio_accounts a
    left join public.call_steps s on s.tenant_id = tenant and s.call_id = target
      and s.kind in ('recording_paused', 'recording_resumed')
    where a.tenant_id = tenant group by a.account_sid, a.auth_token_ciphertext);
end
$$;
revoke all on function machine.recording_control from public;
grant execute on function machine.recording_control to ringbook_machine;

-- A manager wants a caller next, wherever they stand in line; why not, or null. What comes of it is
-- the next turn's (private.serve_line); after a minute the caller is everybody's again.
create or replace function machine.take_caller(tenant uuid, person uuid, call uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  availability text;
begin
  perform pg_advisory_xact_lock(hashtextextended('queue:' || tenant, 0));
  select r.availability into availability from private.routed_people(tenant, call, '{}') r
    where r.user_id = person;
  if not exists (select from public.profiles p where p.tenant_id = tenant and p.user_id = person
      and p.role in ('manager', 'admin')) then return 'not_waiting'; end if;
  if coalesce(availability, 'no_phone') = 'no_phone' then return 'no_phone'; end if;
  -- Also of who takes no calls.
  if exists (select from public.calls c
      where c.tenant_id = tenant and c.ended_at is null
        and (c.user_id = person and not c.owner_left or person = any (c.also_on)))
    or exists (select from private.ring_claims k where k.tenant_id = tenant
      and k.user_id = person and k.call_id <> call and not private.is_claim_over(k)) then
    return 'on_call';
  end if;
  update public.queue_entries q set taken_by = person, taken_at = now()
    where q.tenant_id = tenant and q.call_id = call and q.state in ('waiting', 'callback');
  return case when not found then 'not_waiting' end;
end
$$;
revoke all on function machine.take_caller from public;
grant execute on function machine.take_caller to ringbook_machine;

-- Records an event of an inbound call, in one round trip with the facts of the next decision that
-- `routing` asks for (lib/record/event.ts). Null, as machine.record_event, for a call that is not
-- this tenant's. `routing.mailbox` says whose the call's message is, unless that was recorded
-- before: people may have given it to somebody since. With `check_blocked`, a blocked caller's call
-- is recorded with the step that says so, and claims nobody.
create or replace function machine.take_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  blocked text := private.caller_block(tenant, e);
  facts jsonb;
  message uuid;
begin
  if e -> 'routing' ? 'mailbox' then
    message := (select v.id from public.voicemails v
      where v.tenant_id = tenant and v.call_id = (e ->> 'call_id')::uuid limit 1);
    if message is not null and exists (select from public.call_events v
        where v.tenant_id = tenant and v.dedupe_key = e ->> 'dedupe_key') then
      e := e - 'routing';
    end if;
  end if;
  if blocked is not null then
    e := e || jsonb_build_object('step', jsonb_build_object('kind', 'blocked', 'reason', blocked),
      'answered_from', e -> 'answered_from' || jsonb_build_object('blocked', blocked));
  end if;
  facts := machine.record_event(tenant, e - array['routing', 'check_blocked']);
  if blocked is not null then return facts || jsonb_build_object('blocked', blocked); end if;
  if facts is null or e -> 'routing' is null then return facts; end if;
  if e -> 'routing' ? 'mailbox' then
    update public.voicemails v set mailbox_id = p.user_id from public.profiles p
      where v.tenant_id = tenant and v.call_id = (e ->> 'call_id')::uuid and v.mailbox_id is null
        and p.tenant_id = tenant and p.user_id = (e #>> '{routing,mailbox}')::uuid
        -- Of whoever left, it stays everybody's.
        and p.removed_at is null
      -- It may have been stored while this event waited for its call.
      returning v.id into message;
    -- It was everybody's until now: it is news to nobody else any more.
    if found then
      perform private.settle_notifications(tenant, '{voicemail,shared_voicemail}', message);
    end if;
    return facts;
  end if;
  return facts || jsonb_build_object('routing', case
    when e -> 'routing' ? 'accepts' then private.accept_facts(tenant, e)
    when e -> 'routing' ? 'rings' then private.ring_facts(tenant, e)
    else private.route_facts(tenant, e) end);
end
$$;
revoke all on function machine.take_event from public;
grant execute on function machine.take_event to ringbook_machine;

-- Takes back what was asked of a call because Twilio would not do it, unless somebody has asked for
-- something since. `was` is what stood before, null for nothing.
create or replace function machine.undo_control(tenant uuid, target uuid, expected integer,
  was jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  k public.call_controls;
begin
  perform from public.calls where tenant_id = tenant and id = target for no key update;
  select * into k from public.call_controls
    where tenant_id = tenant and call_id = target and changes = expected;
  if not found then return; end if;
  if was ->> 'call_id' is null then
    delete from public.call_controls where tenant_id = tenant and call_id = target;
    return;
  end if;
  was := was || jsonb_build_object('changes', expected + 1, 'updated_at', now());
  perform private.write_control(jsonb_populate_record(k, was));
end
$$;
revoke all on function machine.undo_control from public;
grant execute on function machine.undo_control to ringbook_machine;

-- Whether somebody else has the caller, where several people of one <Dial> pressed 1: Twilio
-- connects one of them and ends the legs of the others, so it is whose leg goes on longest. Who
-- rang only after the other's leg had ended was rung by a later <Dial>, for a transfer: both times
-- are Twilio's, unlike those of the digits.
create or replace function private.accepted_too_late(
  leg public.call_legs, legs public.call_legs[]) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select exists (select from unnest(legs) o
    where o.parent_call_sid = leg.parent_call_sid and o.call_sid <> leg.call_sid
      and o.role = leg.role and o.accepted_at is not null and leg.accepted_at is not null
      and coalesce(o.ringing_at, o.accepted_at) < coalesce(leg.ended_at, 'infinity')
      and coalesce(leg.ringing_at, leg.accepted_at) < coalesce(o.ended_at, 'infinity')
      and (coalesce(o.ended_at, 'infinity'), leg.accepted_at, leg.call_sid)
        > (coalesce(leg.ended_at, 'infinity'), o.accepted_at, o.call_sid))
$$;
revoke all on function private.accepted_too_late from public;

-- The facts of a call that a webhook's answer depends on; for webhooks that nobody waits for, only
-- where the call stands.
create or replace function private.answer_facts(n public.calls, is_asked boolean) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  contact text;
  company text;
  facts jsonb;
  control jsonb;
begin
  if not is_asked then
    facts := jsonb_build_object('status', n.status,
      'hangup_requested', n.hangup_requested_at is not null);
    if n.has_more_evidence and exists (select from public.call_controls k
        where k.tenant_id = n.tenant_id and k.call_id = n.id) then
      facts := facts || '{"is_controlled": true}';
    end if;
    return facts;
  end if;
  if n.contact_id is not null then
    select k.name, nullif(k.company, '') into contact, company from public.contacts k
      where k.tenant_id = n.tenant_id and k.id = n.contact_id;
  end if;
  facts := jsonb_build_object('call_id', n.id, 'direction', n.direction,
    'from_number', n.from_number, 'to_number', n.to_number, 'contact_name', contact,
    'contact_company', company, 'status', n.status, 'recording_requested', n.recording_requested,
    'hangup_requested', n.hangup_requested_at is not null);
  if n.has_more_evidence then
    control := private.control_facts(n);
    if control is not null then facts := facts || jsonb_build_object('control', control); end if;
  end if;
  if n.callee_id is null then return facts; end if;
  return facts || private.colleague_facts(n);
end
$$;
revoke all on function private.answer_facts from public;

-- What was asked of a call, with what is wanted now.
create or replace function private.asked_control(
  c public.calls, k public.call_controls, person uuid, want jsonb, at timestamptz)
  returns public.call_controls
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  kind text := want ->> 'kind';
  holds boolean := kind = 'hold' or kind = 'transfer' and want ->> 'mode' = 'warm';
begin
  k.tenant_id := c.tenant_id;
  k.call_id := c.id;
  k.changes := coalesce(k.changes, 0) + 1;
  k.updated_at := at;
  if holds and k.customer_in is distinct from 'hold' then
    k.held_by := person;
    k.held_at := at;
  elsif not holds then
    k.held_by := null;
    k.held_at := null;
  end if;
  k.customer_in := case when holds then 'hold' when kind = 'transfer' then 'dial' else 'room' end;
  if kind = 'transfer' then
    k.asked_by := person;
    k.asked_at := at;
    k.mode := want ->> 'mode';
    k.target_kind := want ->> 'to';
    k.target_user := (want ->> 'user_id')::uuid;
    k.target_number := want ->> 'number';
    k.target_sid := null;
    k.target_state := case when k.mode = 'warm' then 'ringing' end;
  elsif kind <> 'hold' and kind <> 'resume' then
    k.mode := null;
    k.target_kind := null;
    k.target_user := null;
    k.target_number := null;
    k.target_sid := null;
    k.target_state := null;
  end if;
  return k;
end
$$;
revoke all on function private.asked_control from public;

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

-- { refused } when a person is on a call, or their phone is: a call is often over seconds before
-- the rep's phone is down ("The line is busy"). A leg whose end never arrives blocks for 2 minutes.
create or replace function private.busy_refusal(tenant uuid, caller uuid, at timestamptz)
  returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from public.calls
    where tenant_id = tenant and user_id = caller and ended_at is null and not owner_left
      and status in ('queued', 'ringing', 'in-progress')
      and (direction <> 'inbound' or stage in ('ringing_rep', 'confirming', 'connected'))
  ) or exists (
    select from public.calls
    where tenant_id = tenant and callee_id = caller and created_at > at - interval '5 hours'
      and ended_at is null and stage = 'connected'
  ) or exists (
    select from public.calls
    where tenant_id = tenant and ended_at is null and caller = any (also_on)
  ) then return jsonb_build_object('refused', 'call_in_progress'); end if;
  if exists (
    select from public.calls c
    join public.call_legs l on l.tenant_id = c.tenant_id and l.call_id = c.id
    where c.tenant_id = tenant and caller in (c.user_id, c.callee_id)
      and c.created_at > at - interval '5 hours'
      and c.ended_at > at - interval '2 minutes'
      and l.role = 'rep' and coalesce(l.user_id, caller) = caller and l.status < 'completed'
  ) then return jsonb_build_object('refused', 'call_in_progress', 'ending', true); end if;
  return null;
end
$$;

revoke all on function private.busy_refusal from public;

-- What the answer to a webhook of a call depends on that people have asked something of; null for
-- any other call. Stored with the event.
create or replace function private.control_facts(c public.calls) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('customer_in', k.customer_in, 'asked_by', k.asked_by, 'mode', k.mode,
    'target_sid', k.target_sid, 'target_user', k.target_user,
    'asked_by_name', (select p.name from public.profiles p
      where p.tenant_id = c.tenant_id and p.user_id = k.asked_by),
    'is_company_live', exists (select from public.call_legs l
      where l.tenant_id = c.tenant_id and l.call_id = c.id and l.side = 'company'
        and l.status < 'completed'))
  from public.call_controls k where k.tenant_id = c.tenant_id and k.call_id = c.id
$$;
revoke all on function private.control_facts from public;

-- The legs of a call that are not over, as lib/call-control/machine.ts reads them: who is on the
-- line, who is in the room at this moment, and who has left it: their leg ends a moment later.
create or replace function private.control_legs(tenant uuid, call uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
      'side', l.side, 'user_id', l.user_id, 'parent_call_sid', l.parent_call_sid,
      -- Of a caller's own leg Twilio reports only the end.
      'is_talking', l.role = 'caller' or l.status = 'in-progress'
        and (l.accepted_at is not null or l.role not in ('rep', 'supervisor')),
      'in_room', exists (select from public.call_spans s
        where s.tenant_id = tenant and s.call_sid = l.call_sid and s.space = 'conference'
          and upper_inf(s.during)),
      'has_left', exists (select from public.call_spans s
        where s.tenant_id = tenant and s.call_sid = l.call_sid and s.space = 'conference'
          and not upper_inf(s.during)))
    order by l.first_seen_at, l.call_sid), '[]')
  from public.call_legs l
  where l.tenant_id = tenant and l.call_id = call and l.status < 'completed'
$$;
revoke all on function private.control_legs from public;

-- Why a person may not ask this of a call now; null where they may. `k` is what was asked before.
create or replace function private.control_refusal(
  c public.calls, k public.call_controls, legs jsonb, person uuid, want jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case
    when c.id is null then 'call_not_found'
    when c.direction = 'internal' then 'no_customer'
    when c.status <> 'in-progress' or c.stage not in ('connected', 'waiting')
      or not legs @> '[{"side": "customer", "is_talking": true}]' then 'not_talking'
    when not legs @> jsonb_build_array(jsonb_build_object('user_id', person, 'side', 'company',
      'is_talking', true)) then 'not_on_call'
    -- Whoever it was transferred to rings, and the person who asked is still on the line.
    when k.customer_in = 'dial' and c.stage = 'waiting' then 'being_transferred'
    when want ->> 'kind' in ('transfer', 'hold', 'resume') and k.mode = 'warm'
      and k.target_kind is not null then 'being_transferred'
    when want ->> 'kind' = 'transfer' and want ->> 'user_id' = person::text then 'yourself'
    when want ->> 'kind' in ('complete', 'take_back', 'merge') and k.mode is distinct from 'warm'
      then 'no_transfer'
    -- Whoever is asked may talk with both, or leave; what becomes of the call is not theirs.
    when want ->> 'kind' in ('complete', 'take_back') and k.asked_by is distinct from person
      then 'not_yours'
    when want ->> 'kind' in ('complete', 'merge') and not legs @> jsonb_build_array(
      jsonb_build_object('call_sid', k.target_sid, 'is_talking', true)) then 'not_answered'
  end
$$;
revoke all on function private.control_refusal from public;

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

-- When a dialled leg was bridged with the leg that dialled it; null if it never was. A customer is
-- bridged on answering, a rep's phone when 1 is pressed (voicemail answers too), a rep's browser
-- on answering. `began_at` is null if Twilio has not reported it.
create or replace function private.find_bridge(
  leg public.call_legs, parent public.call_legs, legs public.call_legs[],
  spans public.call_spans[]) returns private.bridge
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  b private.bridge;
  left_at timestamptz;
begin
  if leg.side = 'customer' then
    if leg.answered_at is null and leg.status not in ('in-progress', 'completed') then
      return null;
    end if;
    b.began_at := leg.answered_at;
  else
    b.began_at := leg.accepted_at;
    if b.began_at is null and (leg.role <> 'rep' or leg.medium <> 'phone') then
      b.began_at := leg.answered_at;
    end if;
    -- Our answer to the digit may never have reached Twilio, and a digit that lands after the
    -- caller has gone connects nobody.
    if b.began_at is null or not coalesce(parent.dial_bridged,
        b.began_at <= coalesce(parent.ended_at + interval '1 second', b.began_at)) then
      return null;
    end if;
  end if;
  b.call_sid := leg.call_sid;
  b.parent_call_sid := leg.parent_call_sid;
  b.ended_at := least(leg.ended_at, parent.ended_at);
  if cardinality(legs) > 2 or cardinality(spans) > 0 then
    -- Whoever is redirected elsewhere leaves the bridge: dials another, or enters another space.
    left_at := least(
      -- Seen before the two were bridged, it was by our clock: Twilio's is ahead.
      (select min(case when l.first_seen_at >= b.began_at then l.first_seen_at
          else l.ringing_at end)
        from unnest(legs) l where l.parent_call_sid = leg.call_sid),
      (select min(at) from unnest(spans) s, unnest(s.entered_at) at
        where s.call_sid in (leg.call_sid, leg.parent_call_sid)
          and s.space in ('conference', 'room', 'queue', 'voicemail')
          -- Visits from before the leg rang are over, whatever our clock says of the digit.
          and at >= greatest(b.began_at, leg.ringing_at)));
    b.is_left := left_at is not null;
    b.ended_at := least(b.ended_at, left_at);
  end if;
  return b;
end
$$;
revoke all on function private.find_bridge from public;

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

-- Whether a leg was redirected away from the <Dial> that created it: it dialled another leg, or
-- entered another space. It then outlives the leg that dialled it.
create or replace function private.has_left(
  sid text, legs public.call_legs[], spans public.call_spans[]) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from unnest(legs) l where l.parent_call_sid = sid)
    or exists (select from unnest(spans) s where s.call_sid = sid
      and s.space in ('conference', 'room', 'queue', 'voicemail', 'stream', 'hold'));
end
$$;
revoke all on function private.has_left from public;

-- Whether somebody has paused the recording of a call, and nobody has resumed it.
create or replace function private.is_recording_paused(tenant uuid, call uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce((select s.kind = 'recording_paused' from public.call_steps s
    where s.tenant_id = tenant and s.call_id = call
      and s.kind in ('recording_paused', 'recording_resumed')
    order by s.happened_at desc, s.step_key desc limit 1), false)
$$;
revoke all on function private.is_recording_paused from public;

-- Whether a customer waits where no leg of the company has to be: in a queue, on hold, or alone in
-- a conference.
create or replace function private.is_waiting(legs public.call_legs[], spans public.call_spans[])
returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (
    select from unnest(spans) s join unnest(legs) l on l.call_sid = s.call_sid
    where l.side = 'customer' and l.status < 'completed' and upper_inf(s.during)
      and s.space in ('queue', 'conference', 'room', 'voicemail', 'stream', 'hold'));
end
$$;
revoke all on function private.is_waiting from public;

-- Talk of a call with several bridges or with spans: for each space, the times at which people of
-- both sides were in it together, outside hold. In an internal call any two people are enough. A
-- hold without a name is music on a leg of its own, which is in no space then: its times are ours,
-- those of the spaces are Twilio's, and the two clocks need not agree.
create or replace function private.measure_talk(
  c public.calls, legs public.call_legs[], spans public.call_spans[], bridges private.bridge[],
  out talk tstzmultirange, out leg_seconds integer[], out call_sids text[], out owner_id uuid)
language sql immutable set search_path = pg_catalog, pg_temp as $$
  with presence as (
    select 'bridge ' || b.call_sid as space, sid as call_sid,
      tstzmultirange(tstzrange(b.began_at,
        case when b.ended_at < b.began_at then b.began_at else b.ended_at end)) as during
    from unnest(bridges) b, unnest(array[b.call_sid, b.parent_call_sid]) sid
    where b.began_at is not null
    union all
    select s.space || ' ' || s.name, s.call_sid, s.during
    from unnest(spans) s where s.space in ('bridge', 'conference', 'room')
  ), kept as (
    select s.call_sid,
      coalesce(range_agg(s.during) filter (where s.space = 'hold' and s.name <> ''), '{}') as hold,
      coalesce(range_agg(s.during) filter (where s.space = 'barge'), '{}') as barge
    from unnest(spans) s group by 1
  ), placed as (
    select p.space, l.call_sid, l.user_id,
      case when l.side = 'supervisor' then 'company' else l.side end as side,
      p.during * tstzmultirange(tstzrange(null, l.ended_at))
        * case when l.side = 'supervisor' then coalesce(k.barge, '{}') else '{(,)}' end
        - coalesce(k.hold, '{}') as during
    from presence p join unnest(legs) l on l.call_sid = p.call_sid
    left join kept k on k.call_sid = l.call_sid
    where l.side <> 'system'
  ), together as (
    select a.call_sid, a.side, a.user_id, range_agg(a.during * b.during) as during
    from placed a join placed b on a.space = b.space and a.call_sid <> b.call_sid
      and (a.side <> b.side or c.direction = 'internal')
    group by 1, 2, 3
  )
  select
    (select range_agg(t.during) from together t),
    (select array_agg((select round(sum(extract(epoch from upper(r) - lower(r))))::integer
        from unnest(t.during) r) order by l.ordinality)
      from unnest(legs) with ordinality as l left join together t on t.call_sid = l.call_sid),
    (select array_agg(t.call_sid) from together t where not isempty(t.during)),
    (select t.user_id from together t where t.side = 'company' and t.user_id is not null
      and not isempty(t.during) order by lower(t.during), t.call_sid limit 1)
$$;
revoke all on function private.measure_talk from public;

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

-- The call that an event creates, not yet written. Any event of an inbound call may be its first,
-- because the id is derived from the CallSid. An outbound call has its row before Twilio is asked;
-- an event creates only one that was found at Twilio. Null if the event creates no call of this
-- tenant.
create or replace function private.new_call(tenant uuid, e private.call_event) returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  role public.leg_role := coalesce(e.role, e.inferred_role);
  customer text := case when e.creates = 'outbound' then e.customer
                        when role = 'caller' then e."from" end;
  seen record;
begin
  if e.creates is null then return null; end if;
  select
      -- A caller's leg, the first word of its call, for a number that is not the tenant's. What
      -- Twilio says over REST is the tenant's.
      role = 'caller' and e."to" is not null and e.type not like 'rest.%'
        and not exists (select from public.phone_numbers n
          where n.tenant_id = tenant and n.number = e."to") as is_elsewhere,
      (select p.contact_id from public.contact_phones p
        where p.tenant_id = tenant and p.phone = customer
        order by p.created_at, p.id limit 1) as contact,
      exists (select from public.call_legs l
          where l.tenant_id = tenant and l.call_sid = e.call_sid)
        or exists (select from public.calls o
          where o.tenant_id = tenant and o.twilio_call_sid = e.call_sid) as is_bound
    into seen;
  if seen.is_elsewhere then return null; end if;
  c.id := e.call_id;
  c.tenant_id := tenant;
  c.direction := e.creates;
  -- A rep's leg without a parent may be the company's own call to a conference or a queue.
  c.from_number := case when e.parent_call_sid is null
      and (role = 'caller' or role = 'rep' and e.creates <> 'inbound')
    then coalesce(e."from", '') else '' end;
  c.to_number := case when e.creates = 'outbound' then coalesce(e.customer, '')
    when role = 'caller' then coalesce(e."to", '') else '' end;
  c.status := case when e.creates = 'inbound' then 'ringing' else 'queued' end;
  c.stage := case when e.creates = 'inbound' then 'greeting' else 'placing' end;
  c.created_at := coalesce(e.started_at, e.occurred_at);
  c.next_check_at := e.received_at + interval '60 seconds';
  if e.imported then c.imported_at := e.received_at; end if;
  c.user_id := e.owner_id;
  c.phone_number_id := e.phone_number_id;
  c.contact_id := seen.contact;
  c.recording_requested := coalesce(e.recording_requested, false);
  c.also_on := '{}';
  c.owner_left := false;
  c.create_lost := false;
  c.has_more_evidence := false;
  c.version := 1;
  -- A leg that another call has is a problem of this event; the row is made without it.
  if role = 'caller' and not seen.is_bound then c.twilio_call_sid := e.call_sid; end if;
  return c;
end
$$;
revoke all on function private.new_call from public;

-- People of a tenant as their colleagues see them now; the only place that says so. On a call: one
-- that they placed or are rung with, or any on whose line they are. Offline: they say so, or
-- nothing of theirs can ring. `changes_at` is when that may change by itself.
create or replace function private.presence_of(tenant uuid, people uuid[])
  returns table (user_id uuid, name text, extension text, presence text, phone text,
    in_browser boolean, changes_at timestamptz)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  busy uuid[] := array(
    select unnest(array[case when not c.owner_left then c.user_id end, c.callee_id])
      from public.calls c
      where c.tenant_id = tenant and c.ended_at is null
    union select l.user_id from public.calls c
      join public.call_legs l on l.tenant_id = tenant and l.call_id = c.id
      where c.tenant_id = tenant and c.ended_at is null and l.status = 'in-progress'
        and (l.accepted_at is not null or l.parent_call_sid is null));
begin
  return query select p.user_id, p.name, p.extension,
    case
      when p.user_id = any (busy) then 'on_call'
      when a.state = 'offline' or r.phone is null and not r.in_browser then 'offline'
      when a.state = 'away' and coalesce(a.away_until > now(), true)
        or not private.is_within_week(h.week, h.time_zone, now()) then 'away'
      else 'available'
    end, r.phone, r.in_browser,
    least(case when a.state = 'away' and a.away_until > now() then a.away_until end,
      case when r.in_browser then (select max(s.seen_at) from public.softphones s
        where s.tenant_id = tenant and s.user_id = p.user_id) + interval '45 seconds' end)
  from public.profiles p
  join public.tenants t on t.id = tenant
  cross join lateral private.reach_of(t, p.user_id) r
  left join public.availability a on a.tenant_id = tenant and a.user_id = p.user_id
  left join public.own_hours h on h.tenant_id = tenant and h.user_id = p.user_id
  where p.tenant_id = tenant and p.removed_at is null and p.user_id = any (people);
end
$$;
revoke all on function private.presence_of from public;

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

-- Whoever transferred the call of an event, who is to be rung for it again. Stored with the event
-- without their phone; the same event again gets what was stored.
create or replace function private.ring_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  key text := e ->> 'dedupe_key';
  facts jsonb;
  own_phone text;
begin
  select jsonb_build_object('user_id', r.user_id, 'name', r.name, 'availability', r.availability,
      'in_browser', r.in_browser, 'has_phone', r.phone is not null), r.phone
    into facts, own_phone
    from public.call_controls k
    cross join private.routed_people(tenant, call, '{}') r
    where k.tenant_id = tenant and k.call_id = call and r.user_id = k.asked_by;
  facts := coalesce((select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key), facts);
  if facts is null then return null; end if;
  update public.call_events set answered_from = answered_from
      || jsonb_build_object('routing', facts)
    where tenant_id = tenant and dedupe_key = key and answered_from is not null
      and not answered_from ? 'routing';
  return facts || jsonb_build_object('phone', own_phone);
end
$$;
revoke all on function private.ring_facts from public;

-- Everybody of a tenant, in a fixed order, as lib/routing/people.ts takes them: whether this call
-- may ring them, and why not: on `phone`, unless they want only the browser, and `in_browser`.
-- `callers` are the phones that the call comes from. In plpgsql like what it calls: a caller waits,
-- and a function in SQL is planned each time.
create or replace function private.routed_people(tenant uuid, call uuid, callers text[])
  returns table (user_id uuid, name text, phone text, in_browser boolean, availability text,
    rung_at timestamptz, talked_at timestamptz)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query select p.user_id, p.name, ph.phone, b.in_browser,
    case
      when ph.phone = any (callers) then 'is_caller'
      when not b.in_browser and (ph.phone is null
        or verified.place is not null
          and private.place_refusal(t, ph.phone, verified.place) is not null) then 'no_phone'
      when a.state = 'offline' then 'offline'
      when a.state = 'away' and coalesce(a.away_until > now(), true) then 'away'
      when not private.is_within_week(h.week, h.time_zone, now()) then 'outside_hours'
      when live.is_live then 'on_call'
      when last.outcome = 'connected'
        and last.ended_at > now() - t.after_call_seconds * interval '1 second' then 'after_call'
      when k.call_id <> call and not private.is_claim_over(k) then 'ringing'
      else 'free'
    end,
    k.claimed_at, last.ended_at
  from public.profiles p
  join public.tenants t on t.id = tenant
  left join public.call_devices d on d.tenant_id = tenant and d.user_id = p.user_id
  left join public.personal_phones ph
    on ph.tenant_id = tenant and ph.user_id = p.user_id and ph.verified_at is not null
    -- The company's own number would ring itself.
    and not exists (select from public.phone_numbers n
      where n.tenant_id = tenant and n.number = ph.phone and n.removed_at is null)
    and d.rings_on is distinct from 'browser'
  -- Where calls may go is decided anew: it may have changed since.
  left join lateral (select v.place from public.phone_verifications v
    where v.tenant_id = tenant and v.user_id = p.user_id and v.phone = ph.phone
      and v.ended_as = 'verified'
    order by v.created_at desc, v.id limit 1) verified on true
  cross join lateral (select coalesce(d.rings_on <> 'phone'
    and private.has_softphone(tenant, p.user_id), false) as in_browser) b
  left join public.availability a on a.tenant_id = tenant and a.user_id = p.user_id
  left join public.own_hours h on h.tenant_id = tenant and h.user_id = p.user_id
  left join private.ring_claims k on k.tenant_id = tenant and k.user_id = p.user_id
  cross join lateral (select exists (select from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id and c.ended_at is null
      and c.id <> call and not c.owner_left)
    or exists (select from public.calls c
      where c.tenant_id = tenant and c.ended_at is null and p.user_id = any (c.also_on))
    -- Calls are limited to four hours.
    or exists (select from public.calls c
      where c.tenant_id = tenant and c.callee_id = p.user_id and c.ended_at is null
        and c.created_at > now() - interval '5 hours') as is_live) live
  left join lateral (select c.ended_at, c.outcome from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id
    order by c.created_at desc, c.id desc limit 1) last on true
  where p.tenant_id = tenant and p.removed_at is null
  order by p.created_at, p.user_id;
end
$$;
revoke all on function private.routed_people from public;

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

-- Applies verdict and legs to the call: status, times, ring time, price.
create or replace function private.settle(n public.calls, legs public.call_legs[],
  v private.verdict)
returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  root public.call_legs;
  -- The phone that rang last: the customer's of an outbound call, else the company's.
  rung public.call_legs;
  rung_side text := case n.direction when 'outbound' then 'customer' else 'company' end;
  is_live boolean := false;
begin
  foreach leg in array legs loop
    is_live := is_live or leg.status < 'completed';
    if leg.parent_call_sid is null then
      if root.call_sid is null then
        root := leg;
      elsif (leg.first_seen_at, leg.call_sid) < (root.first_seen_at, root.call_sid) then
        root := leg;
      end if;
    end if;
    if leg.side = rung_side and (n.direction <> 'internal' or leg.parent_call_sid is not null) then
      if rung.call_sid is null then
        rung := leg;
      -- Of those that nobody answered and that began together, the one that rang longest.
      elsif (coalesce(leg.accepted_at, 'infinity'), coalesce(leg.answered_at, 'infinity'),
          leg.first_seen_at, coalesce(rung.ended_at, 'infinity'), leg.call_sid)
        < (coalesce(rung.accepted_at, 'infinity'), coalesce(rung.answered_at, 'infinity'),
          rung.first_seen_at, coalesce(leg.ended_at, 'infinity'), rung.call_sid) then
        rung := leg;
      end if;
    end if;
  end loop;
  if v.status >= 'completed' or n.status >= 'completed' then
    if n.status < 'completed' then n.next_check_at := now(); end if;
    n.ended_at := case when v.status >= 'completed'
      then coalesce(v.ended_at, root.ended_at, rung.ended_at, n.ended_at) end;
    n.duration_seconds := case when v.status >= 'completed' then v.duration_seconds end;
  elsif n.ended_at is not null then
    -- Said of a create that was refused, and rang after all.
    n.ended_at := null;
    n.duration_seconds := null;
  end if;
  n.stage := case when v.status >= 'completed' then 'ended' else v.stage end;
  n.status := v.status;
  n.outcome := v.outcome;
  n.outcome_reason := v.outcome_reason;
  n.answered_at := v.answered_at;
  if rung.call_sid is not null then
    n.ring_seconds := round(extract(epoch from
      coalesce(rung.answered_at, rung.ended_at) - rung.ringing_at))::integer;
    if n.ring_seconds < 0 then n.ring_seconds := 0; end if;
  end if;
  n.twilio_call_sid := coalesce(root.call_sid, n.twilio_call_sid, rung.parent_call_sid);
  if n.direction = 'inbound' and (v.owner_id is not null or rung.accepted_at is not null) then
    n.user_id := coalesce(v.owner_id, rung.user_id, n.user_id);
  end if;
  if cardinality(legs) > 2 or n.has_more_evidence then
    n.also_on := array(select distinct l.user_id from unnest(legs) l
      where l.side = 'company' and l.status < 'completed' and l.accepted_at is not null
        and l.user_id <> n.user_id order by 1);
    n.owner_left := n.status < 'completed'
      and exists (select from unnest(legs) l
        where l.user_id = n.user_id and l.accepted_at is not null)
      and not exists (select from unnest(legs) l
        where l.user_id = n.user_id and l.status < 'completed');
  end if;
  if root.call_sid is not null and (n.create_lost or n.error_message is not null) then
    -- It happened after all: what was said of a create that was not found is void.
    n.create_lost := false; n.error_code := null; n.error_message := null;
  end if;
  if not is_live and root.call_sid is not null then
    n := private.settle_price(n, legs);
  elsif n.billed_seconds is not null or n.price is not null then
    n.billed_seconds := null; n.price := null; n.price_unit := null;
  end if;
  return n;
end
$$;
revoke all on function private.settle from public;

-- { refused } once a tenant has spent what it may in a day, which begins at midnight.
create or replace function private.spend_refusal(settings public.tenants, at timestamptz)
  returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  midnight timestamptz := private.day_began(settings.time_zone, at);
begin
  if private.spent(settings.id, midnight, at) + private.messages_spent(settings.id, midnight)
      < settings.spend_per_day then
    return null;
  end if;
  return jsonb_build_object('refused', 'spend_limit_reached', 'retry_after',
    ceil(extract(epoch
      from private.day_began(settings.time_zone, midnight + interval '30 hours') - at)));
end
$$;

revoke all on function private.spend_refusal from public;

-- Whom a transfer would ring: { name, phone, in_browser }, or { refused }. A person who is away or
-- on a call is not rung; a colleague's mailbox always takes a message.
create or replace function private.transfer_target(tenant uuid, c public.calls, want jsonb)
  returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  settings public.tenants;
  found record;
  no text;
begin
  if want ->> 'to' = 'number' then
    select * into settings from public.tenants t where t.id = tenant;
    no := case
      when want ->> 'number' = c.customer_number or private.is_own_number(tenant, want ->> 'number')
        then 'own_number'
      when exists (select from public.do_not_call d
        where d.tenant_id = tenant and d.number = want ->> 'number') then 'do_not_call'
      else private.place_refusal(settings, want ->> 'number', want -> 'place') end;
    if no is not null then return jsonb_build_object('refused', no); end if;
    if private.spend_refusal(settings, now()) is not null then
      return '{"refused": "spend_limit_reached"}';
    end if;
    return jsonb_build_object('name', null, 'phone', want ->> 'number', 'in_browser', false);
  end if;
  if want ->> 'to' = 'voicemail' then
    return coalesce((select jsonb_build_object('name', p.name, 'phone', null, 'in_browser', false)
      from public.profiles p where p.tenant_id = tenant and p.removed_at is null
        and p.user_id = (want ->> 'user_id')::uuid), '{"refused": "not_a_colleague"}');
  end if;
  select * into found from private.presence_of(tenant, array[(want ->> 'user_id')::uuid]);
  if found.user_id is null then return '{"refused": "not_a_colleague"}'; end if;
  no := case
    when found.presence = 'on_call' then 'colleague_busy'
    when found.presence in ('offline', 'away') and found.phone is null and not found.in_browser
      or found.phone = c.customer_number then 'colleague_unreachable'
    when found.presence in ('offline', 'away') then 'colleague_away' end;
  return jsonb_strip_nulls(jsonb_build_object('refused', no)) || jsonb_build_object(
    'name', found.name, 'phone', found.phone, 'in_browser', found.in_browser);
end
$$;
revoke all on function private.transfer_target from public;

-- Whether people have done something with a contact that would be lost with it.
-- tests/database/imports/undo.test.ts compares this with the tables that refer to contacts.
create or replace function private.used_since(tenant uuid, contact uuid, moment timestamptz)
returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.calls
      where tenant_id = tenant and contact_id = contact and created_at > moment)
    or exists (select from public.notes where tenant_id = tenant and contact_id = contact)
    or exists (select from public.tasks where tenant_id = tenant and contact_id = contact)
    or exists (select from public.message_threads
      where tenant_id = tenant and contact_id = contact)
    or exists (select from public.messages where tenant_id = tenant and contact_id = contact)
    or exists (select from public.logged_calls where tenant_id = tenant and contact_id = contact)
    or exists (select from public.call_list_entries
      where tenant_id = tenant and contact_id = contact)
    or exists (select from public.contact_merges
      where tenant_id = tenant and keep_id = contact and undone_at is null)
$$;

revoke all on function private.used_since from public;

-- Inserts the call, or updates the columns that differ from `c`. Returns false if another event
-- has inserted the row concurrently. The only place that spells the columns of calls, besides
-- private.open_call.
create or replace function private.write_call(c public.calls, n public.calls) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if c.id is null then
    insert into public.calls (id, tenant_id, twilio_call_sid, direction, from_number, to_number,
        status, stage, outcome, outcome_reason, contact_id, user_id, callee_id, also_on,
        owner_left, phone_number_id, duration_seconds, ring_seconds, billed_seconds,
        recording_requested, recording_url, price, price_unit, error_code, error_message,
        create_lost, has_more_evidence, hangup_requested_at, imported_at, created_at, answered_at,
        ended_at, next_check_at)
      values (n.id, n.tenant_id, n.twilio_call_sid, n.direction, n.from_number, n.to_number,
        n.status, n.stage, n.outcome, n.outcome_reason, n.contact_id, n.user_id, n.callee_id,
        coalesce(n.also_on, '{}'), coalesce(n.owner_left, false), n.phone_number_id,
        n.duration_seconds, n.ring_seconds, n.billed_seconds, n.recording_requested,
        n.recording_url, n.price, n.price_unit,
        n.error_code, n.error_message, n.create_lost, n.has_more_evidence, n.hangup_requested_at,
        n.imported_at, n.created_at, n.answered_at, n.ended_at, n.next_check_at)
    on conflict do nothing;
    return found;
  elsif n is distinct from c then
    update public.calls set
      status = n.status, outcome = n.outcome, outcome_reason = n.outcome_reason, stage = n.stage,
      created_at = n.created_at, answered_at = n.answered_at, ended_at = n.ended_at,
      phone_number_id = n.phone_number_id, contact_id = n.contact_id, user_id = n.user_id,
      also_on = n.also_on, owner_left = n.owner_left,
      duration_seconds = n.duration_seconds, ring_seconds = n.ring_seconds,
      billed_seconds = n.billed_seconds, price = n.price, price_unit = n.price_unit,
      recording_requested = n.recording_requested, recording_url = n.recording_url,
      has_more_evidence = n.has_more_evidence, twilio_call_sid = n.twilio_call_sid,
      hangup_requested_at = n.hangup_requested_at, create_lost = n.create_lost,
      error_code = n.error_code, error_message = n.error_message,
      next_check_at = n.next_check_at, version = c.version + 1
    where tenant_id = c.tenant_id and id = c.id;
    -- Hardly ever changed: customer_number is generated of them, which costs more than the rest.
    if (n.from_number, n.to_number) is distinct from (c.from_number, c.to_number) then
      update public.calls set from_number = n.from_number, to_number = n.to_number
      where tenant_id = c.tenant_id and id = c.id;
    end if;
  end if;
  return true;
end
$$;
revoke all on function private.write_call from public;

-- Keeps what is asked of a call.
create or replace function private.write_control(k public.call_controls) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into public.call_controls select k.*
  on conflict (tenant_id, call_id) do update set customer_in = excluded.customer_in,
    held_by = excluded.held_by, held_at = excluded.held_at, asked_by = excluded.asked_by,
    asked_at = excluded.asked_at, mode = excluded.mode, target_kind = excluded.target_kind,
    target_user = excluded.target_user, target_number = excluded.target_number,
    target_sid = excluded.target_sid, target_state = excluded.target_state,
    changes = excluded.changes, updated_at = excluded.updated_at
$$;
revoke all on function private.write_control from public;

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

-- Who is asking, in one round trip: the profile, its tenant's settings and the topic to listen to;
-- null before onboarding.
create or replace function public.me() returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select json_build_object('user_id', p.user_id, 'role', p.role, 'name', p.name, 'email', p.email,
    'personal_phone', ph.phone, 'phone_verified', ph.verified_at is not null,
    'show_checklist', p.checklist_dismissed_at is null, 'topic', private.realtime_topic(),
    'availability', (select json_build_object('state', a.state, 'away_until', a.away_until)
      from public.availability a where a.tenant_id = p.tenant_id and a.user_id = p.user_id),
    'on_call', exists (select from public.calls c where c.tenant_id = p.tenant_id
      and c.user_id = p.user_id and c.ended_at is null and not c.owner_left)
      or exists (select from public.calls c where c.tenant_id = p.tenant_id
        and c.callee_id = p.user_id and c.created_at > now() - interval '5 hours'
        and c.ended_at is null)
      or exists (select from public.calls c where c.tenant_id = p.tenant_id
        and c.ended_at is null and p.user_id = any (c.also_on)),
    'joined_calls', (select coalesce(json_agg(c.id), '[]') from public.calls c
      where c.tenant_id = p.tenant_id and c.ended_at is null and p.user_id = any (c.also_on)),
    'call_devices', (select json_build_object('rings_on', d.rings_on, 'places_on', d.places_on)
      from public.call_devices d where d.tenant_id = p.tenant_id and d.user_id = p.user_id),
    'after_call_until', (select last.until from (
      select c.outcome, c.ended_at + t.after_call_seconds * interval '1 second' as until
        from public.calls c where c.tenant_id = p.tenant_id and c.user_id = p.user_id
        order by c.created_at desc, c.id desc limit 1) last
      where last.outcome = 'connected' and last.until > now()),
    'own_hours', (select json_build_object('time_zone', h.time_zone, 'week', h.week)
      from public.own_hours h where h.tenant_id = p.tenant_id and h.user_id = p.user_id),
    'tenant', json_build_object('id', t.id, 'name', t.name, 'country_code', t.country_code,
      'time_zone', t.time_zone,
      'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
        'keep_recordings_days', t.keep_recordings_days,
      'call_time_limit_seconds', t.call_time_limit_seconds,
      'after_call_seconds', t.after_call_seconds))
  from public.profiles p
  join public.tenants t on t.id = p.tenant_id
  left join public.personal_phones ph on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id
  where p.user_id = (select auth.uid()) and p.tenant_id = (select private.tenant_id())
    and p.removed_at is null
$$;

revoke all on function public.me from public, anon, service_role;
grant execute on function public.me to authenticated;

comment on column public.calls.also_on is 'Who else of the company is on the line at this moment, besides user_id.';

comment on column public.calls.owner_left is 'The call goes on without user_id, who has passed it on.';

reset check_function_bodies;
