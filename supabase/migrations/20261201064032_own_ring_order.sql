set check_function_bodies = off;

alter table public.call_devices add column in_turn smallint[];

-- The tenant behind a Twilio account: its token's ciphertext and the routing facts. Null when
-- nobody has saved it.
create or replace function machine.line(account text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'tenant_id', t.id, 'tenant_name', t.name, 'country_code', t.country_code,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
    'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
    'call_time_limit_seconds', t.call_time_limit_seconds,
    'announce_recording', t.announce_recording, 'announce_countries', t.announce_countries,
    'blocked_calls', t.blocked_calls, 'anonymous_calls', t.anonymous_calls,
    'rep_caller_id', t.rep_caller_id,
    'has_blocked', exists (select from public.blocked_callers b where b.tenant_id = t.id),
    'allowed_countries', coalesce(t.allowed_countries, array[t.country_code]),
    'allowed_prefixes', t.allowed_prefixes,
    'rooms', (select jsonb_build_object('sip_host', k.sip_host, 'region', k.region,
        'transport', k.transport, 'numbers', to_jsonb(k.trunk_numbers),
        'beside_phones', k.has_programmable_sip,
        'secret', jsonb_build_object('tenant_id', k.tenant_id, 'sip_username', k.sip_username,
          'sip_password_ciphertext', k.sip_password_ciphertext))
      from public.livekit_accounts k where k.tenant_id = t.id and k.is_on),
    'numbers', coalesce((
      select jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number,
          'forward_user_id', n.forward_user_id,
          'forward_phone', case when own.ordered is null then n.forward_phone
            else own.ordered[1] end,
          'forward_in_browser', n.forward_in_browser,
          'forward_further', case when own.ordered is null then more.phones
            else own.ordered[2:] end,
          'forward_browser_at', own.browser_at,
          'forward_off', case when n.forward_user_id is not null and n.version_id is null
            then private.why_off(t.id, n.forward_user_id) end,
          'route_version', n.version_id, 'route', n.route))
      from private.number_routes(t.id) n
      left join lateral (select case when n.forward_user_id is not null and n.version_id is null
        then private.further_of(t, n.forward_user_id) end as phones offset 0) more on true
      left join lateral (select o.* from public.call_devices d cross join lateral
          private.own_order(t.id, d.user_id, array[n.forward_phone] || more.phones, d.in_turn) o
        where d.tenant_id = t.id and d.user_id = n.forward_user_id and d.in_turn is not null
          and n.version_id is null) own on true
      where n.removed_at is null), '[]'::jsonb))
  from public.twilio_accounts a join public.tenants t on t.id = a.tenant_id
  where a.account_sid = account and a.verified_at is not null
$$;

revoke all on function machine.line from public;
grant execute on function machine.line to ringbook_machine;

-- The facts of a call that a webhook's answer depends on; for webhooks that nobody waits for, only
-- where the call stands.
create or replace function private.answer_facts(n public.calls, is_asked boolean) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  contact text;
  company text;
  facts jsonb;
  control jsonb;
  declined jsonb;
  twins jsonb;
begin
  if not is_asked then
    facts := jsonb_build_object('status', n.status,
      'hangup_requested', n.hangup_requested_at is not null);
    if not n.has_more_evidence then return facts; end if;
    if exists (select from public.call_controls k
        where k.tenant_id = n.tenant_id and k.call_id = n.id) then
      facts := facts || '{"is_controlled": true}';
    end if;
    twins := private.callback_twins(n);
    if twins is not null then facts := facts || jsonb_build_object('twins', twins); end if;
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
    declined := (select jsonb_agg(s.facts -> 'user_id') from public.call_steps s
      where s.tenant_id = n.tenant_id and s.call_id = n.id and s.kind = 'declined');
    if declined is not null then facts := facts || jsonb_build_object('declined', declined); end if;
  end if;
  if n.callee_id is null then return facts; end if;
  return facts || private.colleague_facts(n);
end
$$;
revoke all on function private.answer_facts from public;

-- Claims the people whom the call of an event is about to ring: those of the first wish of which
-- somebody is free, chosen as lib/routing/people.ts chooses. `people` are those of
-- private.route_facts; returns them, and who was claimed by another call meanwhile is ringing. A
-- wish is {people: [ids] or null for everybody, order, tried: [places]}, where `again` is the place
-- of who alone is rung once more, or that of a queue (private.queue_turn), after which none counts
-- once the caller waits in it; `queue` is its result.
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
          and coalesce(l.place - 1 = (wish ->> 'again')::integer, true)
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

-- One of the asking person's further phones becomes their first, and the first takes its place.
-- Both stay as verified as they were, and a code that was just spoken to one of them stays good.
-- False when there is none in that place.
create or replace function private.make_first_phone(which integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  me constant uuid := auth.uid();
  first public.personal_phones;
  other public.further_phones;
begin
  select * into first from public.personal_phones ph
    where ph.tenant_id = tenant and ph.user_id = me for update;
  select * into other from public.further_phones f
    where f.tenant_id = tenant and f.user_id = me and f.place = which for update;
  if other.phone is null then return false; end if;
  delete from public.further_phones f
    where f.tenant_id = tenant and f.user_id = me and f.place = which;
  if first.phone is null then
    insert into public.personal_phones (tenant_id, user_id, phone, name)
      values (tenant, me, other.phone, other.name);
  else
    update public.personal_phones ph set phone = other.phone, name = other.name, updated_at = now()
      where ph.tenant_id = tenant and ph.user_id = me;
    insert into public.further_phones (tenant_id, user_id, place, name, phone, verified_at)
      values (tenant, me, which, first.name, first.phone, first.verified_at);
  end if;
  -- Each keeps its turn.
  update public.call_devices d set in_turn = array_replace(array_replace(array_replace(d.in_turn,
      1::smallint, -1::smallint), which::smallint, 1::smallint), -1::smallint, which::smallint)
    where d.tenant_id = tenant and d.user_id = me and d.in_turn is not null;
  -- Another number is not verified by its trigger; this one is known.
  update public.personal_phones ph set verified_at = other.verified_at
    where ph.tenant_id = tenant and ph.user_id = me;
  -- What the triggers ended in this transaction.
  update public.phone_verifications v set ended_at = null, ended_as = null
    where v.tenant_id = tenant and v.user_id = me and v.phone in (first.phone, other.phone)
      and v.ended_as = 'changed' and v.ended_at = now();
  return true;
end
$$;
revoke all on function private.make_first_phone from public;
grant execute on function private.make_first_phone to authenticated;

-- The phones (E.164) of a person who is rung on one after another, in the order of their
-- call_devices, and how many of them come before the browser.
create or replace function private.own_order(tenant uuid, person uuid, phones text[],
  in_turn smallint[], out ordered text[], out browser_at integer)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  select coalesce(array_agg(o.phone order by o.turn), '{}'),
      count(*) filter (where o.turn < array_position(in_turn, 0::smallint))
    into ordered, browser_at
    from (select p.phone, array_position(in_turn, coalesce((select f.place
        from public.further_phones f
        where f.tenant_id = tenant and f.user_id = person and f.phone = p.phone), 1::smallint))
        as turn
      from unnest(phones) as p (phone) where p.phone is not null) o;
end
$$;
revoke all on function private.own_order from public;

-- Everybody of the tenant as a call would find them now: lib/routing/people.ts, for trying a route.
-- For managers and admins.
create or replace function private.people_to_ring() returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if private.role() not in ('manager', 'admin') or private.role() is null then
    raise exception 'only managers and admins may do this' using errcode = '42501';
  end if;
  return (select coalesce(jsonb_agg(jsonb_build_object('user_id', r.user_id, 'name', r.name,
      'phone', r.phone, 'further', r.further, 'in_browser', r.in_browser,
      'in_turn', exists (select from public.call_devices d where d.tenant_id = private.tenant_id()
        and d.user_id = r.user_id and d.in_turn is not null),
      'availability', r.availability,
      'rung_at', floor(extract(epoch from r.rung_at) * 1000),
      'talked_at', floor(extract(epoch from r.talked_at) * 1000))), '[]')
    from private.routed_people(private.tenant_id(), '00000000-0000-0000-0000-000000000000',
      '{}') r);
end
$$;

revoke all on function private.people_to_ring from public;
grant execute on function private.people_to_ring to authenticated;

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
      'talked_at', floor(extract(epoch from r.talked_at) * 1000))
      || case when r.further is null then '{}'
        else jsonb_build_object('further', cardinality(r.further)) end
      || case when own.ordered is null then '{}'
        else jsonb_build_object('browser_at', own.browser_at) end), '[]'),
      coalesce(jsonb_object_agg(r.user_id, coalesce(own.ordered,
        array_remove(array[r.phone], null) || coalesce(r.further, '{}'))), '{}'),
      coalesce(jsonb_agg(r.user_id) filter (where r.in_browser), '[]')
    into people, phones, in_browser
    from private.routed_people(tenant, call,
      array(select jsonb_array_elements_text(e #> '{routing,callers}'))) r
    left join lateral (select o.* from public.call_devices d cross join lateral
        private.own_order(tenant, d.user_id, array[r.phone] || r.further, d.in_turn) o
      where d.tenant_id = tenant and d.user_id = r.user_id and d.in_turn is not null) own on true;
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
          and l.ended_at is not null and l.user_id is not null
          -- Of callers who withhold their number nobody knows who they are.
          and l.customer_number = (select c.customer_number from public.calls c
            where c.tenant_id = tenant and c.id = call
              and private.missed_caller(c) = c.customer_number)
        order by l.created_at desc, l.id desc limit 1;
    end if;
    if jsonb_path_exists(wishes, '$[*].again') then
      -- Who has declined on one of theirs is not rung on the next.
      people := (select jsonb_agg(case when exists (select from public.call_steps s
          where s.tenant_id = tenant and s.call_id = call and s.kind = 'declined'
            and s.facts -> 'user_id' = p -> 'user_id')
        then p || '{"availability": "declined"}' else p end)
        from jsonb_array_elements(people) p);
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
      'reloading', private.reloading(tenant, in_browser), 'groups', (
        select coalesce(jsonb_object_agg(w ->> 'group', w -> 'people'), '{}')
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

alter table public.call_devices add constraint call_devices_in_turn_check CHECK (((cardinality(in_turn) = 4) AND (in_turn @> '{0,1,2,3}'::smallint[])));

comment on column public.call_devices.in_turn is 'In which order calls ring the person''s phones (1 is the first, 2 and 3 the places of further_phones) and their browser (0), one after another; null: all at once.';

grant insert (in_turn) on table public.call_devices to authenticated;

grant update (in_turn) on table public.call_devices to authenticated;

reset check_function_bodies;
