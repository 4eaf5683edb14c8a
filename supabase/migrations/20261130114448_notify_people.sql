set check_function_bodies = off;

-- Records one event (lib/messages/event.ts has its shape) of the tenant named by the session or the
-- verified signature. Null, and nothing written, if message or number are not this tenant's. The
-- same events in any order and any number give the same rows. Plans live as long as the connection,
-- as in machine.record_event.
create or replace function machine.record_message_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  message uuid := (e ->> 'message_id')::uuid;
  noted bigint;
  failure text;
begin
  if not private.lock_message(tenant, e) then return null; end if;
  insert into public.message_events (tenant_id, message_id, message_sid, event_type, event_data,
      query, dedupe_key, occurred_at)
    values (tenant, message, e ->> 'message_sid', e ->> 'type', e -> 'data', e ->> 'query',
      e ->> 'dedupe_key', (e ->> 'occurred_at')::timestamptz)
    on conflict do nothing returning id into noted;
  if noted is not null then
    failure := private.apply_message(tenant, e);
    if failure is not null then
      update public.message_events set problem = failure, problem_event = e where id = noted;
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

-- Notifies one person, as private.notify_people.
create or replace function private.notify(tenant uuid, person uuid, what text, about text,
  about_id uuid, actor uuid, known jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  select private.notify_people(tenant, array[person], what, about, about_id, actor, known)
$$;

revoke all on function private.notify from public;

-- Who is named in a note that did not name them before.
create or replace function private.notify_mentioned() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.notify_people(new.tenant_id, array(
      select * from private.mentioned_in(new.tenant_id, new.body)
      except
      select * from private.mentioned_in(new.tenant_id,
        case when tg_op = 'UPDATE' then old.body else '' end)),
    'mentioned', 'notes', new.id, coalesce(private.actor(), new.author_id),
    jsonb_build_object('contact_id', new.contact_id, 'call_id', new.call_id, 'name',
      (select c.name from public.contacts c
        where c.tenant_id = new.tenant_id and c.id = new.contact_id)));
  return null;
end
$$;

revoke all on function private.notify_mentioned from public;

-- Somebody wrote: the thread's owner is notified, of nobody's thread everybody, once until they
-- have read it. STOP, START and HELP are answered by Twilio. The text is recorded whatever becomes
-- of this.
create or replace function private.notify_message() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  thread record;
begin
  select t.owner_id, t.unread_count, c.name into thread
    from public.message_threads t
    left join public.contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id
    where t.tenant_id = new.tenant_id and t.id = new.thread_id;
  perform private.notify_people(new.tenant_id, array(select p.user_id from public.profiles p
      where p.tenant_id = new.tenant_id and p.removed_at is null
        and (thread.owner_id is null or p.user_id = thread.owner_id)),
    case when thread.owner_id is null then 'shared_message' else 'message' end,
    'message_threads', new.thread_id, null,
    jsonb_build_object('thread_id', new.thread_id, 'name', thread.name,
      'number', new.customer_number, 'title', left(new.body, 80),
      'count', thread.unread_count));
  return null;
exception when others then
  if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
  raise warning 'message % is not notified: %', new.id, sqlerrm;
  return null;
end
$$;

revoke all on function private.notify_message from public;

-- A caller was missed (again): whom the call rang, who owns their contact and who has claimed them
-- are notified. Nobody any more once somebody has talked with them. The call is recorded whatever
-- becomes of this.
create or replace function private.notify_missed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call record;
  people uuid[];
  -- Of a message that the caller left.
  told uuid[];
begin
  if new.closed_at is not null then
    perform private.settle_notifications(new.tenant_id, '{missed}', new.id);
    return null;
  end if;
  if tg_op = 'UPDATE' and (old.call_id, old.kind) = (new.call_id, new.kind) then
    return null;
  end if;
  select c.user_id, c.contact_id, c.customer_number, k.name, k.owner_id into call
    from public.calls c
    left join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
    where c.tenant_id = new.tenant_id and c.id = new.call_id;
  people := array[call.user_id, call.owner_id, new.claimed_by];
  -- Who is notified of the message (private.notify_voicemail) hears of the call once.
  told := array(select p from unnest(people) p where exists (select from public.voicemails v
    where v.tenant_id = new.tenant_id and v.call_id = new.call_id
      and (v.mailbox_id is null or v.mailbox_id = p)));
  if cardinality(told) > 0 then
    update public.notifications n set read_at = now() where n.tenant_id = new.tenant_id
      and n.subject_id = new.id and n.user_id = any (told) and n.kind = 'missed'
      and n.read_at is null and n.facts ->> 'call_id' = new.call_id::text;
  end if;
  perform private.notify_people(new.tenant_id, array(select p from unnest(people) p
      where p <> all (told)), 'missed', 'missed_callers', new.id, null,
    jsonb_build_object('what', new.kind, 'calls', new.calls, 'call_id', new.call_id,
      'number', call.customer_number, 'contact_id', call.contact_id, 'name', call.name));
  return null;
exception when others then
  raise warning 'missed call % is not notified: %', new.call_id, sqlerrm;
  return null;
end
$$;

revoke all on function private.notify_missed from public;

-- Notifies people of something, but not who caused it or has left. The same kind about the same
-- subject that is not read yet is brought up to date instead. Never waits and never fails: what
-- calls it are the transactions that write calls, contacts and tasks. A notification that its
-- person is marking as read at this moment is skipped, and a new one written. Two transactions do
-- not write the same one: each has its subject's row locked.
create or replace function private.notify_people(tenant uuid, people uuid[], what text,
  about text, about_id uuid, actor uuid, known jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if actor is not null then
    known := known || jsonb_build_object('actor', (select p.name from public.profiles p
      where p.tenant_id = tenant and p.user_id = actor));
  end if;
  people := array(select p.user_id from public.profiles p where p.tenant_id = tenant
    and p.user_id = any (people) and p.user_id is distinct from actor and p.removed_at is null);
  if cardinality(people) = 0 then return; end if;
  with unread as materialized (
    select m.id from public.notifications m
    where m.tenant_id = tenant and m.subject_id = about_id and m.user_id = any (people)
      and m.kind = what and m.read_at is null
    for update skip locked
  ), renewed as (
    update public.notifications n set created_at = now(), actor_id = actor, facts = known
      from unread u where n.tenant_id = tenant and n.id = u.id
      returning n.user_id
  )
  insert into public.notifications (tenant_id, user_id, kind, subject, subject_id, actor_id, facts,
      in_browser)
    select tenant, p.person, what, about, about_id, actor, known, not exists (
      select from public.notification_settings s
      where s.tenant_id = tenant and s.user_id = p.person and what = any (s.browser_off))
    from unnest(people) as p (person)
    where not exists (select from renewed r where r.user_id = p.person)
    order by p.person;
exception when others then
  raise warning '% of % is not notified: %', what, about_id, sqlerrm;
end
$$;

revoke all on function private.notify_people from public;

-- A message was left, or given to somebody: whom it is for is notified once, and mailed, with the
-- transcript if that is there within five minutes. The call is recorded whatever becomes of this.
create or replace function private.notify_voicemail() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  message record;
  known jsonb;
begin
  select * into message from public.voicemails where tenant_id = new.tenant_id and id = new.id;
  -- Deleted in the same transaction; or put into the shared mailbox, which is news to nobody.
  if message.id is null or message.heard_at is not null
      or (tg_op = 'UPDATE' and message.mailbox_id is null) then
    return null;
  end if;
  known := private.voicemail_facts(message.tenant_id, message.id);
  perform private.notify_people(message.tenant_id, array(select p.user_id
      from public.profiles p where p.tenant_id = message.tenant_id and p.removed_at is null
        and (message.mailbox_id is null or p.user_id = message.mailbox_id)),
    case when message.mailbox_id is null then 'shared_voicemail' else 'voicemail' end,
    'voicemails', message.id, private.actor(), known);
  if message.mailbox_id is distinct from private.actor() or message.mailbox_id is null then
    perform private.add_job('voicemails.mail',
      jsonb_build_object('tenant_id', message.tenant_id, 'id', message.id), message.id::text,
      case when message.transcript_state = 'waiting' then now() + interval '5 minutes'
        else now() end);
  end if;
  return null;
exception when others then
  if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
  raise warning 'voicemail % is not notified: %', new.id, sqlerrm;
  return null;
end
$$;
revoke all on function private.notify_voicemail from public;

reset check_function_bodies;
