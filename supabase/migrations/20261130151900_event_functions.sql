-- What an event calls is in plpgsql: a function in SQL that cannot be inlined is parsed and planned
-- again in every transaction. The results are the same.

-- The words of a text, each once and in small letters. In plpgsql, as everything that an event
-- calls (private.contact_for says why).
create or replace function private.text_words(said text) returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return array(select distinct left(word, 40)
    from regexp_split_to_table(lower(said), '[^[:alnum:]]+') as word where word <> '');
end
$$;

revoke all on function private.text_words from public;
-- An index over it is kept as whoever writes the row.
grant execute on function private.text_words to authenticated;

-- Before the words of a tenant's messages of a day. In plpgsql, as private.text_words.
create or replace function private.message_mark(tenant uuid, day integer) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return left(tenant::text, 8) || lpad(to_hex(day), 4, '0') || ' ';
end
$$;

revoke all on function private.message_mark from public;
grant execute on function private.message_mark to authenticated;

-- Who owns a contact and is still with the company. In plpgsql, as private.text_words.
create or replace function private.owner_of_contact(tenant uuid, contact uuid) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select p.user_id from public.contacts c
    join public.profiles p on p.tenant_id = c.tenant_id and p.user_id = c.owner_id
    where c.tenant_id = tenant and c.id = contact and p.removed_at is null);
end
$$;

revoke all on function private.owner_of_contact from public;

-- When Twilio is asked about a message next, if no event comes: sooner while nobody knows whether
-- it was taken, for a day at most until its status is final, and a few times for its price. In
-- plpgsql, as private.text_words.
create or replace function private.next_message_check(m public.messages, at timestamptz)
  returns timestamptz
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return case
    when m.status in ('scheduled', 'canceled') then null
    when m.status in ('failed', 'undelivered', 'delivered', 'read', 'received') then
      case when m.price is null and m.checks < 6 and m.message_sid is not null
        then m.created_at + interval '10 minutes' * (m.checks + 1) * (m.checks + 1) end
    when m.checks >= 12 then null
    when m.message_sid is null then m.created_at + interval '1 minute' * (m.checks + 1)
    else m.created_at + interval '5 minutes' * (m.checks + 1) * (m.checks + 1) end;
end
$$;

revoke all on function private.next_message_check from public;

-- Who may be called, how often, and for how much. Asked by machine.begin_call under the tenant's
-- lock, so counts are exact. In plpgsql, as everything that an event calls.
create or replace function private.place_refusal(settings public.tenants, number text, place jsonb)
returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return case
    when private.is_withheld(number) then 'number_not_allowed'
    when place ->> 'kind' is null or place ->> 'kind' not in ('ordinary', 'special', 'unknown')
      then 'number_not_allowed'
    when exists (
      select from unnest(settings.allowed_prefixes) as prefix where starts_with(number, prefix)
    ) then null
    when place ->> 'kind' <> 'ordinary' or place ->> 'country' is null then 'number_not_allowed'
    when not place ->> 'country' = any (
      coalesce(settings.allowed_countries, array[settings.country_code])
    ) then 'country_not_allowed'
  end;
end
$$;

revoke all on function private.place_refusal from public;

-- Whoever asks who is on a call reads the few that somebody has joined, not all that go on.
create index calls_joined on public.calls (tenant_id) where ended_at is null and also_on <> '{}';

-- Whether a person is on a call besides `beside`, where that is not null: as its owner, as somebody
-- who joined it, as its supervisor, or as the colleague who was called.
create or replace function private.is_on_call(tenant uuid, person uuid, beside uuid)
returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.calls c
      where c.tenant_id = tenant and c.user_id = person and c.ended_at is null
        and c.id is distinct from beside and not c.owner_left)
    or exists (select from public.calls c
      where c.tenant_id = tenant and c.ended_at is null and c.also_on <> '{}'
        and person = any (c.also_on))
    or exists (select from public.call_supervisions s
      join public.calls c on c.tenant_id = s.tenant_id and c.id = s.call_id
      where s.tenant_id = tenant and s.user_id = person and s.state <> 'gone'
        and c.ended_at is null)
    -- Calls are limited to four hours.
    or exists (select from public.calls c
      where c.tenant_id = tenant and c.callee_id = person and c.ended_at is null
        and c.created_at > now() - interval '5 hours');
end
$$;
revoke all on function private.is_on_call from public;

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
    where tenant_id = tenant and ended_at is null and also_on <> '{}' and caller = any (also_on)
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

-- Whether a person's browser rings is asked once.
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
      when private.is_on_call(tenant, p.user_id, call) then 'on_call'
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

set check_function_bodies = off;

-- Who is asking, in one round trip: the profile, its tenant's settings and the topic to listen to;
-- null before onboarding.
create or replace function public.me() returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select json_build_object('user_id', p.user_id, 'role', p.role, 'name', p.name, 'email', p.email,
    'personal_phone', ph.phone, 'phone_verified', ph.verified_at is not null,
    'show_checklist', p.checklist_dismissed_at is null, 'topic', private.realtime_topic(),
    'availability', (select json_build_object('state', a.state, 'away_until', a.away_until)
      from public.availability a where a.tenant_id = p.tenant_id and a.user_id = p.user_id),
    'on_call', private.is_on_call(p.tenant_id, p.user_id, null),
    'joined_calls', (select coalesce(json_agg(c.id), '[]') from public.calls c
      where c.tenant_id = p.tenant_id and c.ended_at is null and (p.user_id = any (c.also_on)
        or c.id in (select s.call_id from public.call_supervisions s
          where s.tenant_id = p.tenant_id and s.user_id = p.user_id and s.state <> 'gone')
        -- Rung to come into a room.
        or c.id in (select r.call_id from public.room_people r
          where r.tenant_id = p.tenant_id and r.user_id = p.user_id and r.over_at is null)
        -- Rung by a route or a queue, which nobody has answered yet.
        or c.stage <> 'connected' and c.id = (select private.my_ring()))),
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
      'after_call_seconds', t.after_call_seconds,
      'rooms_url', (select k.url from public.livekit_accounts k
        where k.tenant_id = t.id and k.is_on)))
  from public.profiles p
  join public.tenants t on t.id = p.tenant_id
  left join public.personal_phones ph on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id
  where p.user_id = (select auth.uid()) and p.tenant_id = (select private.tenant_id())
    and p.removed_at is null
$$;

revoke all on function public.me from public, anon, service_role;
grant execute on function public.me to authenticated;

reset check_function_bodies;
