set check_function_bodies = off;

drop trigger broadcast on private.ring_claims;
drop trigger broadcast on public.messages;
drop index public.message_threads_by_pair;
alter table public.messages drop constraint messages_tenant_id_phone_number_id_fkey;

-- What a route's next decision depends on where it leads to voice agents: of each by its id, what
-- answers (`version`), where (`url`: a place with a process is taken), or why it cannot (`state`).
-- `agent_end` of the event is handed on.
create or replace function private.agent_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  agent uuid;
  newest record;
  place text;
  state text;
  agents jsonb := '{}';
begin
  if not coalesce(e #> '{routing,wishes}' @> '[{"whom": "agent"}]', false) then
    return jsonb_build_object('agents', agents, 'agent_end', e -> 'agent_end');
  end if;
  for agent in select distinct (w ->> 'agent_id')::uuid
      from jsonb_array_elements(e #> '{routing,wishes}') w where w ->> 'whom' = 'agent' loop
    select v.id, (v.body #>> '{limits,minutes_per_day}')::integer as minutes into newest
      from public.voice_agent_versions v
      join public.voice_agents a on a.tenant_id = tenant and a.id = agent and a.removed_at is null
      where v.tenant_id = tenant and v.agent_id = agent
      order by v.published_at desc, v.id desc limit 1;
    state := case when newest.id is null then 'not_published'
      when not exists (select from public.realtime_settings r where r.tenant_id = tenant)
        then 'no_provider'
      when private.agent_seconds_left(tenant, agent, newest.minutes) <= 0 then 'no_minutes_left'
      when private.agent_seats_left(tenant) <= 0 then 'company_full'
      else 'ready' end;
    place := case when state = 'ready' and e -> 'from_memory' is null
      then private.claim_agent_worker() end;
    if state = 'ready' and place is null then
      state := case when exists (select from private.agent_workers w
        where w.seen_at > now() - interval '10 seconds' and not w.is_draining)
        then 'full' else 'away' end;
    end if;
    agents := agents || jsonb_build_object(agent, jsonb_build_object('state', state,
      'version', newest.id, 'url', place));
  end loop;
  return jsonb_build_object('agents', agents, 'agent_end', e -> 'agent_end');
end
$$;
revoke all on function private.agent_facts from public;

-- Broadcasts whom a statement has claimed, all of them in one message: its user_id is a list. Else
-- as private.broadcast_change('availability', 'user_id').
create or replace function private.broadcast_claims() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(
    jsonb_build_object('user_id', c.people, 'version', extract(epoch from clock_timestamp()),
      'sent_at', (extract(epoch from now()) * 1000000)::bigint),
    'availability', 'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from (select n.tenant_id, jsonb_agg(n.user_id) as people from claimed n
      group by n.tenant_id) c
    join public.tenants t on t.id = c.tenant_id;
  return null;
end
$$;

revoke all on function private.broadcast_claims from public;

-- Who of these people is on a call besides `beside`, where that is not null: as its owner, as
-- somebody who joined it, as its supervisor, or as the colleague who was called.
create or replace function private.busy_people(tenant uuid, people uuid[], beside uuid)
returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return array(
    select c.user_id from public.calls c
      where c.tenant_id = tenant and c.user_id = any (people) and c.ended_at is null
        and c.id is distinct from beside and not c.owner_left
    union all
    select p.person from public.calls c, unnest(c.also_on) as p (person)
      where c.tenant_id = tenant and c.ended_at is null and c.also_on <> '{}'
        and p.person = any (people)
    union all
    select s.user_id from public.call_supervisions s
      join public.calls c on c.tenant_id = s.tenant_id and c.id = s.call_id
      where s.tenant_id = tenant and s.user_id = any (people) and s.state <> 'gone'
        and c.ended_at is null
    union all
    -- Calls are limited to four hours.
    select c.callee_id from public.calls c
      where c.tenant_id = tenant and c.callee_id = any (people) and c.ended_at is null
        and c.created_at > now() - interval '5 hours');
end
$$;
revoke all on function private.busy_people from public;
-- Of what they may read.
grant execute on function private.busy_people to authenticated;

-- Claims the people whom the call of an event is about to ring: those of the first wish of which
-- somebody is free, chosen as lib/routing/people.ts chooses. `people` are those of
-- private.route_facts; returns them, and who was claimed by another call meanwhile is ringing. A
-- wish is {people: [ids] or null for everybody, order, tried: [places]}, or that of a queue
-- (private.queue_turn), after which none counts once the caller waits in it; `queue` is its
-- result.
create or replace function private.claim_people(
  tenant uuid, e jsonb, people jsonb, wishes jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  queue jsonb;
  wish jsonb;
  wanted integer;
  missing integer;
  rung uuid[];
  next uuid[];
  taken uuid[] := '{}';
begin
  for wish in select w from jsonb_array_elements(wishes) w loop
    if wish ->> 'whom' = 'queue' then
      queue := private.queue_turn(tenant, e, people, wish);
      -- Whoever took the caller is rung, also where they take no calls.
      people := (select coalesce(jsonb_agg(case when p -> 'user_id' = queue -> 'ring'
          then p || '{"availability": "free"}' else p end), '[]')
        from jsonb_array_elements(people) p);
      exit when queue ->> 'position' is not null;
      continue;
    end if;
    wanted := case wish ->> 'order' when 'at_once' then 10 else 1 end;
    rung := '{}';
    loop
      missing := wanted - cardinality(rung);
      next := array(
        with listed as (
          select distinct on (id) id::uuid, place from (
            select id, place from jsonb_array_elements_text(
              case jsonb_typeof(wish -> 'people') when 'array' then wish -> 'people' else '[]' end)
              with ordinality as named(id, place)
            union all
            select p ->> 'user_id', place from jsonb_array_elements(people) with ordinality as
              every(p, place) where jsonb_typeof(wish -> 'people') = 'null') one
          order by id, place
        )
        select l.id from listed l
        join jsonb_to_recordset(people) as r(user_id uuid, availability text, rung_at bigint,
          talked_at bigint) on r.user_id = l.id
        where r.availability = 'free' and not wish -> 'tried' @> to_jsonb(l.place - 1)
          and l.id <> all (rung || taken)
        order by case wish ->> 'order' when 'round_robin' then coalesce(r.rung_at, 0)
          when 'longest_idle' then coalesce(r.talked_at, 0) end, l.place
        limit missing);
      exit when next = '{}';
      with claimed as (
        insert into private.ring_claims as k (tenant_id, user_id, call_id, claimed_at)
          select tenant, person, call, now() from unnest(next) person
          -- Whoever else claims them at this moment has them: waiting for that, two calls that list
          -- the same people in different orders would wait for each other.
          where pg_try_advisory_xact_lock(hashtextextended(tenant::text || person, 0))
        on conflict (tenant_id, user_id) do update set call_id = excluded.call_id,
          claimed_at = excluded.claimed_at
        where k.call_id = excluded.call_id or private.is_claim_over(k)
        returning k.user_id
      )
      select rung || coalesce(array_agg(c.user_id), '{}') into rung from claimed c;
      taken := taken || array(select unnest(next) except select unnest(rung));
      -- Nobody else is free.
      exit when cardinality(next) < missing or cardinality(rung) = wanted;
    end loop;
    exit when rung <> '{}';
  end loop;
  if taken <> '{}' then
    people := (select jsonb_agg(case when (p ->> 'user_id')::uuid = any (taken)
        then p || '{"availability": "ringing"}' else p end)
      from jsonb_array_elements(people) p);
  end if;
  return jsonb_build_object('queue', queue, 'people', people);
end
$$;
revoke all on function private.claim_people from public;

-- The people of those of these claims that are over: the call that rang the person has let them go,
-- as it ended, their leg ended, or no leg of theirs was heard of for a minute. One that is called
-- back has ended before.
create or replace function private.claims_over(claims private.ring_claims[]) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return array(
    select k.user_id from unnest(claims) k
    where exists (select from public.calls c
        where c.tenant_id = k.tenant_id and c.id = k.call_id and c.ended_at is not null
          and not exists (select from public.queue_entries q where q.tenant_id = k.tenant_id
            and q.call_id = k.call_id and q.state = 'calling'))
      or coalesce(
        (select bool_and(l.status >= 'completed') from public.call_legs l
          where l.tenant_id = k.tenant_id and l.call_id = k.call_id
            -- A SIP leg rings several, until they decline.
            and (l.user_id = k.user_id or l.medium = 'sip' and exists (select
              from public.room_people p where p.tenant_id = k.tenant_id and p.call_id = k.call_id
                and p.user_id = k.user_id and p.call_sid = l.call_sid))
            -- Not an earlier ring of the same call.
            and l.first_seen_at > k.claimed_at - interval '2 seconds'),
        k.claimed_at < now() - interval '60 seconds'));
end
$$;
revoke all on function private.claims_over from public;

-- The thread of two numbers, locked, or a new one. What is written to a contact is in the contact's
-- thread with that number; a stranger's thread becomes theirs. Without a contact it is the thread
-- in which the number was written with last, while its contact has the number.
create or replace function private.find_thread(tenant uuid, line uuid, customer text, contact uuid,
  at timestamptz) returns public.message_threads
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  t public.message_threads;
begin
  if contact is null then
    contact := private.contact_for(tenant, customer);
    if contact is not null then
      contact := coalesce((select h.contact_id from public.message_threads h
        where h.tenant_id = tenant and h.phone_number_id = line and h.customer_number = customer
          and exists (select from public.contact_phones p where p.tenant_id = tenant
            and p.contact_id = h.contact_id and p.phone = customer)
        order by h.last_message_at desc limit 1), contact);
    end if;
  end if;
  loop
    if contact is not null then
      select * into t from public.message_threads h where h.tenant_id = tenant
        and h.phone_number_id = line and h.contact_id = contact for no key update;
      if t.id is not null then return t; end if;
    end if;
    select * into t from public.message_threads h where h.tenant_id = tenant
      and h.phone_number_id = line and h.customer_number = customer and h.contact_id is null
      for no key update;
    if t.id is not null then
      if contact is not null then
        perform private.give_thread(t, contact);
        t.contact_id := contact;
      end if;
      return t;
    end if;
    insert into public.message_threads (tenant_id, phone_number_id, customer_number, contact_id,
        owner_id, last_message_at, last_direction, last_text, created_at)
      values (tenant, line, customer, contact, private.owner_of_contact(tenant, contact), at,
        'inbound', '', at)
      on conflict do nothing returning * into t;
    if t.id is not null then return t; end if;
  end loop;
end
$$;

revoke all on function private.find_thread from public;

-- Whether a call that rang a person has let them go (private.claims_over).
create or replace function private.is_claim_over(k private.ring_claims) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return k.user_id = any (private.claims_over(array[k]));
end
$$;
revoke all on function private.is_claim_over from public;

-- Whether a person is on a call besides `beside` (private.busy_people).
create or replace function private.is_on_call(tenant uuid, person uuid, beside uuid)
returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return person = any (private.busy_people(tenant, array[person], beside));
end
$$;
revoke all on function private.is_on_call from public;
grant execute on function private.is_on_call to authenticated;

-- Somebody wrote: the thread's owner is notified, of nobody's thread everybody, once until they
-- have read it. STOP, START and HELP are answered by Twilio. The text is recorded whatever becomes
-- of this. It runs when the transaction ends, and plans as machine.record_event does.
create or replace function private.notify_message() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  thread record;
begin
  select t.owner_id, t.unread_count, c.name into thread
    from public.message_threads t
    left join public.contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id
    where t.tenant_id = new.tenant_id and t.id = new.thread_id;
  perform private.notify_people(new.tenant_id, case when thread.owner_id is null
      then array(select p.user_id from public.profiles p
        where p.tenant_id = new.tenant_id and p.removed_at is null)
      else array[thread.owner_id] end,
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

-- Notifies people of something, but not who caused it or has left. The same kind about the same
-- subject that is not read yet is brought up to date instead. Never waits and never fails: what
-- calls it are the transactions that write calls, contacts and tasks. A notification that its
-- person is marking as read at this moment is skipped, and a new one written. Two transactions do
-- not write the same one: each has its subject's row locked. Where one cannot be written, the
-- others are.
create or replace function private.notify_people(tenant uuid, people uuid[], what text,
  about text, about_id uuid, actor uuid, known jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  unread uuid[];
  others uuid[];
begin
  if actor is not null then
    known := known || jsonb_build_object('actor', (select p.name from public.profiles p
      where p.tenant_id = tenant and p.user_id = actor));
  end if;
  people := array(select p.user_id from public.profiles p where p.tenant_id = tenant
    and p.user_id = any (people) and p.user_id is distinct from actor and p.removed_at is null);
  if cardinality(people) = 0 then return; end if;
  unread := array(select m.id from public.notifications m
    where m.tenant_id = tenant and m.subject_id = about_id and m.user_id = any (people)
      and m.kind = what and m.read_at is null
    for update skip locked);
  if unread <> '{}' then
    with renewed as (
      update public.notifications n set created_at = now(), actor_id = actor, facts = known
        where n.tenant_id = tenant and n.id = any (unread)
        returning n.user_id
    )
    select array(select unnest(people) except select r.user_id from renewed r) into others;
    if others = '{}' then return; end if;
  end if;
  insert into public.notifications (tenant_id, user_id, kind, subject, subject_id, actor_id, facts,
      in_browser)
    select tenant, p.person, what, about, about_id, actor, known, not exists (
      select from public.notification_settings s
      where s.tenant_id = tenant and s.user_id = p.person and what = any (s.browser_off))
    from unnest(coalesce(others, people)) as p (person)
    order by p.person;
exception when others then
  if cardinality(people) > 1 then
    for i in 1 .. cardinality(people) loop
      perform private.notify_people(tenant, people[i:i], what, about, about_id, actor, known);
    end loop;
    return;
  end if;
  raise warning '% of % is not notified: %', what, about_id, sqlerrm;
end
$$;

revoke all on function private.notify_people from public;

-- What a route's next decision depends on besides the call (lib/routing/turn.ts), after claiming
-- whom it is about to ring. Stored with the event, without phones; the same event again gets what
-- was stored. `phones` are those of the people who may be rung, `in_browser` who may be there.
create or replace function private.route_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  key text := e ->> 'dedupe_key';
  people jsonb;
  phones jsonb;
  in_browser jsonb;
  owner uuid;
  spoke record;
  facts jsonb;
  claimed jsonb;
  wishes jsonb := private.group_wishes(tenant, coalesce(e #> '{routing,wishes}', '[]'));
begin
  if wishes @> '[{"whom": "queue"}]' then
    -- One caller of a tenant at a time, before it is read who is free: the order is exact.
    perform pg_advisory_xact_lock(hashtextextended('queue:' || tenant, 0));
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('user_id', r.user_id, 'name', r.name,
      'availability', r.availability, 'has_phone', r.phone is not null,
      'rung_at', floor(extract(epoch from r.rung_at) * 1000),
      'talked_at', floor(extract(epoch from r.talked_at) * 1000))), '[]'),
      coalesce(jsonb_object_agg(r.user_id, r.phone) filter (where r.phone is not null), '{}'),
      coalesce(jsonb_agg(r.user_id) filter (where r.in_browser), '[]')
    into people, phones, in_browser
    from private.routed_people(tenant, call,
      array(select jsonb_array_elements_text(e #> '{routing,callers}'))) r;
  facts := (select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key);
  if facts is null then
    -- Looked up where the next steps ask for them.
    if wishes @> '[{"whom": "owner"}]' then
      select x.owner_id into owner from public.calls c join public.contacts x
        on x.tenant_id = c.tenant_id and x.id = c.contact_id
        where c.tenant_id = tenant and c.id = call;
    end if;
    select null::uuid as user_id, null::timestamptz as ended_at into spoke;
    if wishes @> '[{"whom": "last_speaker"}]' then
      select l.user_id, l.ended_at into spoke from public.calls l
        where l.tenant_id = tenant and l.id <> call and l.outcome = 'connected'
          and l.ended_at is not null
          and l.customer_number = (select c.customer_number from public.calls c
            where c.tenant_id = tenant and c.id = call)
        order by l.created_at desc, l.id desc limit 1;
    end if;
    if e -> 'from_memory' is null then
      claimed := private.claim_people(tenant, e, people, (
        select jsonb_agg(case w ->> 'whom'
          when 'owner' then w || jsonb_build_object('people', jsonb_strip_nulls(
            jsonb_build_array(owner)))
          when 'last_speaker' then w || jsonb_build_object('people', case
            when spoke.ended_at >= now() - (w ->> 'days')::integer * interval '1 day'
            then jsonb_build_array(spoke.user_id) else '[]' end)
          else w end) from jsonb_array_elements(wishes) w));
      people := claimed -> 'people';
    end if;
    perform private.leave_queue(tenant, e, claimed #>> '{queue,position}' is not null);
    facts := jsonb_build_object('owner_id', owner, 'last_speaker', case
        when spoke.user_id is not null then jsonb_build_object('user_id', spoke.user_id,
          'at', floor(extract(epoch from spoke.ended_at) * 1000)) end,
      'queue', claimed -> 'queue', 'people', people, 'in_browser', in_browser,
      'groups', (select coalesce(jsonb_object_agg(w ->> 'group', w -> 'people'), '{}')
        from jsonb_array_elements(wishes) w where w ? 'group'))
      || private.agent_facts(tenant, e);
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts || jsonb_build_object('phones', phones);
end
$$;
revoke all on function private.route_facts from public;

-- Everybody of a tenant, in a fixed order, as lib/routing/people.ts takes them: whether this call
-- may ring them, and why not: on `phone`, unless they want only the browser, and `in_browser`.
-- `callers` are the phones that the call comes from. In plpgsql like what it calls: a caller waits,
-- and a function in SQL is planned each time.
create or replace function private.routed_people(tenant uuid, call uuid, callers text[])
  returns table (user_id uuid, name text, phone text, in_browser boolean, availability text,
    rung_at timestamptz, talked_at timestamptz)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  on_call uuid[] := private.busy_people(tenant, array(select p.user_id from public.profiles p
    where p.tenant_id = tenant and p.removed_at is null), call);
  let_go uuid[] := private.claims_over(array(select k from private.ring_claims k
    where k.tenant_id = tenant and k.call_id <> call));
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
      when p.user_id = any (on_call) then 'on_call'
      when last.outcome = 'connected'
        and last.ended_at > now() - t.after_call_seconds * interval '1 second' then 'after_call'
      when k.call_id <> call and k.user_id <> all (let_go) then 'ringing'
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
  -- Asked once: without the offset wherever it stands above.
  cross join lateral (select coalesce(d.rings_on <> 'phone'
    and private.has_softphone(tenant, p.user_id), false) as in_browser offset 0) b
  left join public.availability a on a.tenant_id = tenant and a.user_id = p.user_id
  left join public.own_hours h on h.tenant_id = tenant and h.user_id = p.user_id
  left join private.ring_claims k on k.tenant_id = tenant and k.user_id = p.user_id
  left join lateral (select c.ended_at, c.outcome from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id
    order by c.created_at desc, c.id desc limit 1) last on true
  where p.tenant_id = tenant and p.removed_at is null
  order by p.created_at, p.user_id;
end
$$;
revoke all on function private.routed_people from public;

-- A message that came in, once: its id is derived from its SID. STOP and START are kept; Twilio
-- answers them itself.
create or replace function private.take_message(tenant uuid, e jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (e ->> 'occurred_at')::timestamptz;
  line constant uuid := e ->> 'phone_number_id';
  t public.message_threads;
  m public.messages;
begin
  t := private.find_thread(tenant, line, e ->> 'customer', null, at);
  insert into public.messages (id, tenant_id, thread_id, first_thread_id, contact_id,
      phone_number_id, customer_number, direction, body, media_count, status, message_sid, segments,
      opt_out, next_check_at, created_at)
    values ((e ->> 'message_id')::uuid, tenant, t.id, t.id, t.contact_id, line, e ->> 'customer',
      'inbound', e ->> 'body', jsonb_array_length(e -> 'media'), 'received', e ->> 'message_sid',
      (e ->> 'segments')::integer, e ->> 'opt_out', at + interval '10 minutes', at)
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
  if m.opt_out is not null then perform private.keep_asked(tenant, e); end if;
  perform private.touch_thread(t, m);
  if m.opt_out is null and exists (select from public.message_rules r where r.tenant_id = tenant
      and r.enabled and r.kind <> 'missed_call') then
    perform private.add_job('messages.reply',
      jsonb_build_object('tenant_id', tenant, 'id', m.id), m.id::text);
  end if;
end
$$;

revoke all on function private.take_message from public;

CREATE TRIGGER broadcast AFTER DELETE OR UPDATE ON public.messages FOR EACH ROW EXECUTE FUNCTION private.broadcast_change('messages', 'thread_id', 'contact_id');

CREATE TRIGGER broadcast_changed AFTER UPDATE ON private.ring_claims REFERENCING NEW TABLE AS claimed FOR EACH STATEMENT EXECUTE FUNCTION private.broadcast_claims();

CREATE TRIGGER broadcast_new AFTER INSERT ON private.ring_claims REFERENCING NEW TABLE AS claimed FOR EACH STATEMENT EXECUTE FUNCTION private.broadcast_claims();

CREATE TRIGGER broadcast_scheduled AFTER INSERT ON public.messages FOR EACH ROW WHEN ((new.status = 'scheduled'::public.message_status)) EXECUTE FUNCTION private.broadcast_change('messages', 'thread_id', 'contact_id');

comment on column public.messages.phone_number_id is 'The thread''s, which has the foreign key. Numbers are never deleted.';

reset check_function_bodies;
