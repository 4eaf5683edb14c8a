set check_function_bodies = off;

-- Records an event of an inbound call, in one round trip with the facts of the next decision that
-- `routing` asks for (lib/record/event.ts). Null, as machine.record_event, for a call that is not
-- this tenant's. `routing.mailbox` says whose a recorded message is, unless that was recorded
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
    message := (select v.id from public.voicemails v join public.recordings r
        on r.tenant_id = v.tenant_id and r.id = v.recording_id
      where v.tenant_id = tenant and r.recording_sid = e #>> '{recording,sid}');
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
    update public.voicemails v set mailbox_id = p.user_id
      from public.recordings r, public.profiles p
      where r.tenant_id = tenant and r.recording_sid = e #>> '{recording,sid}'
        and v.tenant_id = tenant and v.recording_id = r.id
        and p.tenant_id = tenant and p.user_id = (e #>> '{routing,mailbox}')::uuid
        -- Of whoever left, it stays everybody's.
        and p.removed_at is null and v.mailbox_id is distinct from p.user_id;
    -- It was everybody's until now: it is news to nobody else any more.
    if found and message is not null then
      perform private.settle_notifications(tenant, '{voicemail,shared_voicemail}', message);
    end if;
    return facts;
  end if;
  return facts || jsonb_build_object('routing', case
    when e -> 'routing' ? 'accepts' then private.accept_facts(tenant, e)
    else private.route_facts(tenant, e) end);
end
$$;
revoke all on function machine.take_event from public;
grant execute on function machine.take_event to ringbook_machine;

-- Claims the people whom a call is about to ring: those of the first wish of which somebody is
-- free, chosen as lib/routing/people.ts chooses. `people` are those of private.route_facts; returns
-- them, and who was claimed by another call meanwhile is ringing. A wish is {people: [ids] or null
-- for everybody, order, tried: [places]}.
create or replace function private.claim_people(
  tenant uuid, call uuid, people jsonb, wishes jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  wish jsonb;
  wanted integer;
  rung uuid[];
  next uuid[];
  taken uuid[] := '{}';
begin
  for wish in select w from jsonb_array_elements(wishes) w loop
    wanted := case wish ->> 'order' when 'at_once' then 10 else 1 end;
    rung := '{}';
    loop
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
        limit wanted - cardinality(rung));
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
      exit when cardinality(rung) = wanted;
    end loop;
    exit when rung <> '{}';
  end loop;
  return (select coalesce(jsonb_agg(case when (p ->> 'user_id')::uuid = any (taken)
      then p || '{"availability": "ringing"}' else p end), '[]')
    from jsonb_array_elements(people) p);
end
$$;
revoke all on function private.claim_people from public;

-- Whether a call that rang a person has let them go: it ended, their leg ended, or no leg of theirs
-- was heard of for a minute.
create or replace function private.is_claim_over(k private.ring_claims) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.calls c
      where c.tenant_id = k.tenant_id and c.id = k.call_id and c.ended_at is not null)
    or coalesce(
      (select bool_and(l.status >= 'completed') from public.call_legs l
        where l.tenant_id = k.tenant_id and l.call_id = k.call_id and l.user_id = k.user_id
          -- Not an earlier ring of the same call.
          and l.first_seen_at > k.claimed_at - interval '2 seconds'),
      k.claimed_at < now() - interval '60 seconds');
end
$$;
revoke all on function private.is_claim_over from public;

-- A completed recording of a message becomes one, once, whatever event completed it; what is known
-- later (length, transcript) is kept too. A finished transcript sends the mail that waits for it.
create or replace function private.keep_voicemail() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  message uuid;
begin
  insert into public.voicemails as v (tenant_id, call_id, recording_id, mailbox_id, left_at,
      duration_seconds, transcript, transcript_state)
    values (new.tenant_id, new.call_id, new.id, private.mailbox_of(new.tenant_id, new.call_id),
      new.created_at, new.duration_seconds, new.transcript, new.transcript_state)
  on conflict (recording_id, tenant_id) do update set
    duration_seconds = excluded.duration_seconds, transcript = excluded.transcript,
    transcript_state = excluded.transcript_state
  where (v.duration_seconds, v.transcript, v.transcript_state) is distinct from
    (excluded.duration_seconds, excluded.transcript, excluded.transcript_state)
  returning v.id into message;
  if tg_op = 'UPDATE' and message is not null and old.transcript_state = 'waiting'
      and new.transcript_state is distinct from 'waiting' then
    perform private.add_job('voicemails.mail',
      jsonb_build_object('tenant_id', new.tenant_id, 'id', message), message::text);
  end if;
  return null;
end
$$;
revoke all on function private.keep_voicemail from public;

-- Whose mailbox a call's message was left in, by the step of the route that took it: for a message
-- of which Twilio's list was heard of first. Null for everybody's.
create or replace function private.mailbox_of(tenant uuid, call uuid) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  select p.user_id from public.call_events e
    join public.route_versions v on v.tenant_id = tenant
      and v.id::text = substring(e.query from '(?:^|&)route=([0-9a-f-]{36})')
    join public.profiles p on p.tenant_id = tenant and p.removed_at is null
      and p.user_id::text = v.body #>> array['steps',
        substring(e.query from '(?:^|&)at=([a-z0-9-]+)'), 'mailbox', 'user_id']
    where e.tenant_id = tenant and e.call_id = call and e.event_type = 'voicemail'
    order by e.id limit 1
$$;
revoke all on function private.mailbox_of from public;

-- What a route's next decision depends on besides the call (lib/routing/turn.ts), after claiming
-- whom it is about to ring. Stored with the event, without phones; the same event again gets what
-- was stored. `phones` are those of the people who may be rung.
create or replace function private.route_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  key text := e ->> 'dedupe_key';
  people jsonb;
  owner uuid;
  spoke record;
  facts jsonb;
  wishes jsonb := coalesce(e #> '{routing,wishes}', '[]');
begin
  people := coalesce((select jsonb_agg(jsonb_build_object('user_id', r.user_id, 'name', r.name,
      'phone', r.phone, 'availability', r.availability,
      'rung_at', floor(extract(epoch from r.rung_at) * 1000),
      'talked_at', floor(extract(epoch from r.talked_at) * 1000)))
    from private.routed_people(tenant, call,
      array(select jsonb_array_elements_text(e #> '{routing,callers}'))) r), '[]');
  facts := (select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key);
  if facts is null then
    -- Looked up where the next steps ask for them.
    if wishes @> '[{"whom": "owner"}]' then
      select x.owner_id into owner from public.calls c join public.contacts x
        on x.tenant_id = c.tenant_id and x.id = c.contact_id
        where c.tenant_id = tenant and c.id = call;
    end if;
    select l.user_id, l.ended_at into spoke from public.calls l
      where wishes @> '[{"whom": "last_speaker"}]'
        and l.tenant_id = tenant and l.id <> call and l.outcome = 'connected'
        and l.ended_at is not null
        and l.customer_number = (select c.customer_number from public.calls c
          where c.tenant_id = tenant and c.id = call)
      order by l.created_at desc, l.id desc limit 1;
    if e -> 'from_memory' is null then
      people := private.claim_people(tenant, call, people, (
        select jsonb_agg(case w ->> 'whom'
          when 'owner' then w || jsonb_build_object('people', jsonb_strip_nulls(
            jsonb_build_array(owner)))
          when 'last_speaker' then w || jsonb_build_object('people', case
            when spoke.ended_at >= now() - (w ->> 'days')::integer * interval '1 day'
            then jsonb_build_array(spoke.user_id) else '[]' end)
          else w end) from jsonb_array_elements(wishes) w));
    end if;
    facts := jsonb_build_object('owner_id', owner, 'last_speaker', case
        when spoke.user_id is not null then jsonb_build_object('user_id', spoke.user_id,
          'at', floor(extract(epoch from spoke.ended_at) * 1000)) end,
      'people', (select coalesce(jsonb_agg(p - 'phone'), '[]')
        from jsonb_array_elements(people) p));
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts || jsonb_build_object('phones', (
    select coalesce(jsonb_object_agg(p ->> 'user_id', p -> 'phone'), '{}')
    from jsonb_array_elements(people) p where p ->> 'phone' is not null));
end
$$;
revoke all on function private.route_facts from public;

-- Everybody of a tenant, in a fixed order, as lib/routing/people.ts takes them: whether this call
-- may ring them, and why not. `callers` are the phones that the call comes from. In plpgsql like
-- what it calls: a caller waits, and a function in SQL is planned each time.
create or replace function private.routed_people(tenant uuid, call uuid, callers text[])
  returns table (user_id uuid, name text, phone text, availability text, rung_at timestamptz,
    talked_at timestamptz)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query select p.user_id, p.name, ph.phone,
    case
      when ph.phone is null or exists (select from public.phone_numbers n
        where n.tenant_id = tenant and n.number = ph.phone and n.removed_at is null) then 'no_phone'
      when ph.phone = any (callers) then 'is_caller'
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
  left join public.personal_phones ph
    on ph.tenant_id = tenant and ph.user_id = p.user_id and ph.verified_at is not null
  left join public.availability a on a.tenant_id = tenant and a.user_id = p.user_id
  left join public.own_hours h on h.tenant_id = tenant and h.user_id = p.user_id
  left join private.ring_claims k on k.tenant_id = tenant and k.user_id = p.user_id
  cross join lateral (select exists (select from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id and c.ended_at is null
      and c.id <> call) as is_live) live
  left join lateral (select c.ended_at, c.outcome from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id
    order by c.created_at desc, c.id desc limit 1) last on true
  where p.tenant_id = tenant and p.removed_at is null
  order by p.created_at, p.user_id;
end
$$;
revoke all on function private.routed_people from public;

reset check_function_bodies;
