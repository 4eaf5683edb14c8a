set check_function_bodies = off;

alter table private.ring_claims drop column rung_before;
alter table public.tenants add column after_call_seconds integer not null default 0;

drop function private.claim_people(uuid,uuid,text[],jsonb);

-- Claims the people whom a call is about to ring: those of the first wish of which somebody is
-- free, chosen as lib/routing/people.ts chooses. `people` are those of private.route_facts; returns
-- them, and who was claimed by another call meanwhile is ringing. A wish is {people: [ids] or null
-- for everybody, order, tried: [places]}.
create or replace function private.claim_people(
  tenant uuid, call uuid, people jsonb, wishes jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  wish jsonb;
  person uuid;
  rung integer;
  taken uuid[] := '{}';
begin
  for wish in select w from jsonb_array_elements(wishes) w loop
    rung := 0;
    for person in
      with listed as (
        select distinct on (id) id::uuid, place from (
          select id, place from jsonb_array_elements_text(
            case jsonb_typeof(wish -> 'people') when 'array' then wish -> 'people' else '[]' end)
            with ordinality as named(id, place)
          union all
          select p ->> 'user_id', place from jsonb_array_elements(people) with ordinality as every(
            p, place) where jsonb_typeof(wish -> 'people') = 'null') one
        order by id, place
      )
      select l.id from listed l
      join jsonb_to_recordset(people) as r(user_id uuid, availability text, rung_at bigint,
        talked_at bigint) on r.user_id = l.id
      where r.availability = 'free' and not wish -> 'tried' @> to_jsonb(l.place - 1)
      order by case wish ->> 'order' when 'round_robin' then coalesce(r.rung_at, 0)
        when 'longest_idle' then coalesce(r.talked_at, 0) end, l.place
    loop
      continue when person = any (taken);
      -- Whoever else claims them at this moment has them: waiting for that, two calls that list the
      -- same people in different orders would wait for each other.
      if pg_try_advisory_xact_lock(hashtextextended(tenant::text || person, 0)) then
        insert into private.ring_claims as k (tenant_id, user_id, call_id, claimed_at)
          values (tenant, person, call, now())
        on conflict (tenant_id, user_id) do update set call_id = excluded.call_id,
          claimed_at = excluded.claimed_at
        where k.call_id = excluded.call_id or private.is_claim_over(k);
        if found then rung := rung + 1; else taken := taken || person; end if;
      else
        taken := taken || person;
      end if;
      exit when rung = case wish ->> 'order' when 'at_once' then 10 else 1 end;
    end loop;
    exit when rung > 0;
  end loop;
  return (select coalesce(jsonb_agg(case when (p ->> 'user_id')::uuid = any (taken)
      then p || '{"availability": "ringing"}' else p end), '[]')
    from jsonb_array_elements(people) p);
end
$$;
revoke all on function private.claim_people from public;

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
    select x.owner_id into owner from public.calls c join public.contacts x
      on x.tenant_id = c.tenant_id and x.id = c.contact_id
      where c.tenant_id = tenant and c.id = call;
    select l.user_id, l.ended_at into spoke from public.calls l
      where l.tenant_id = tenant and l.id <> call and l.outcome = 'connected'
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
          else w end) from jsonb_array_elements(e #> '{routing,wishes}') w));
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
-- may ring them, and why not. `callers` are the phones that the call comes from.
create or replace function private.routed_people(tenant uuid, call uuid, callers text[])
  returns table (user_id uuid, name text, phone text, availability text, rung_at timestamptz,
    talked_at timestamptz)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select p.user_id, p.name, ph.phone,
    case
      when ph.phone is null or private.is_own_number(tenant, ph.phone) then 'no_phone'
      when ph.phone = any (callers) then 'is_caller'
      when a.state = 'offline' then 'offline'
      when a.state = 'away' and coalesce(a.away_until > now(), true) then 'away'
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
  left join private.ring_claims k on k.tenant_id = tenant and k.user_id = p.user_id
  cross join lateral (select exists (select from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id and c.ended_at is null
      and c.id <> call) as is_live) live
  left join lateral (select c.ended_at, c.outcome from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id
    order by c.created_at desc, c.id desc limit 1) last on true
  where p.tenant_id = tenant and p.removed_at is null
  order by p.created_at, p.user_id
$$;
revoke all on function private.routed_people from public;

-- Who is asking, in one round trip: the profile, its tenant's settings and the topic to listen to;
-- null before onboarding.
create or replace function public.me() returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select json_build_object('user_id', p.user_id, 'role', p.role, 'name', p.name, 'email', p.email,
    'personal_phone', ph.phone, 'phone_verified', ph.verified_at is not null,
    'show_checklist', p.checklist_dismissed_at is null, 'topic', private.realtime_topic(),
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

alter table public.tenants add constraint tenants_after_call_seconds_check CHECK (((after_call_seconds >= 0) AND (after_call_seconds <= 600)));

comment on column public.tenants.after_call_seconds is 'How long after a talk no route rings the person who talked.';

grant update (after_call_seconds) on table public.tenants to authenticated;

reset check_function_bodies;
