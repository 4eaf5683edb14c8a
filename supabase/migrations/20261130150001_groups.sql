set check_function_bodies = off;

-- Whoever waits for a group, or for its call back, follows a change of it. Once nobody is left, a
-- caller goes on along the route at the next turn (private.queue_turn), and a call back is given
-- up: it stays among the missed callers.
create or replace function private.follow_group() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  left_in uuid[] := case tg_op when 'DELETE' then '{}' else new.people end;
begin
  update public.queue_entries q set people = left_in,
      state = case when q.state = 'callback' and left_in = '{}' then 'given_up' else q.state end
    where q.tenant_id = old.tenant_id and q.group_id = old.id
      and q.state in ('waiting', 'ringing', 'callback', 'calling');
  return null;
end
$$;
revoke all on function private.follow_group from public;

-- Refuses a group with somebody twice, or with somebody who is not of the company any more.
create or replace function private.known_people() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (select count(*) from public.profiles p where p.tenant_id = new.tenant_id
      and p.user_id = any (new.people) and p.removed_at is null) <> cardinality(new.people) then
    raise exception 'A person of this group is not there' using errcode = '23503';
  end if;
  return new;
end
$$;
revoke all on function private.known_people from public;

alter table public.queue_entries add column group_id uuid;

create table public.groups (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 60),
  people uuid[] not null default '{}' check (cardinality(people) <= 100),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
comment on table public.groups is
  'People whom routes ring together. A route names the group: who is in it is looked up when a '
  'call comes, so that a change counts at once, and a deleted group is one with nobody in it.';
comment on column public.groups.people is
  'Their ids, in the order in which they are rung one after the other; whoever leaves the company '
  'is taken out.';

create unique index groups_one_name on public.groups (tenant_id, lower(name));

alter table public.groups enable row level security;
revoke all on public.groups from anon, authenticated, service_role;
grant select, delete on public.groups to authenticated;
grant insert (tenant_id, name, people) on public.groups to authenticated;
grant update (name, people, updated_at) on public.groups to authenticated;

create policy "members read their tenant's groups" on public.groups
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add groups" on public.groups
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change groups" on public.groups
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));
create policy "admins delete groups" on public.groups
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert or update or delete on public.groups
  for each row execute function private.audit_row('group', 'people');
create trigger clean_text before insert or update of name on public.groups
  for each row execute function private.clean_text('name:name');
create trigger known_people before insert or update of people on public.groups
  for each row execute function private.known_people();
create trigger follow_group after delete or update of people on public.groups
  for each row execute function private.follow_group();

-- Wishes of a route (lib/routing/wishes.ts) with the people of the groups that they name, in their
-- order: none of a deleted one.
create or replace function private.group_wishes(tenant uuid, wishes jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if not jsonb_path_exists(wishes, '$[*].group') then return wishes; end if;
  return (select jsonb_agg(case when w ? 'group' then w || jsonb_build_object('people', coalesce(
      (select to_jsonb(g.people) from public.groups g
        where g.tenant_id = tenant and g.id = (w ->> 'group')::uuid), '[]')) else w end
      order by place)
    from jsonb_array_elements(wishes) with ordinality as named(w, place));
end
$$;
revoke all on function private.group_wishes from public;

-- What comes of a call's place in a queue when it `waits` there no more after an event: the caller
-- is called back in their turn (`routing.calls_back` is the wish of the queue), or goes on along
-- the route. Who was answered from memory may not have joined yet.
create or replace function private.leave_queue(tenant uuid, e jsonb, waits boolean) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  wish jsonb := private.group_wishes(tenant, jsonb_build_array(e #> '{routing,calls_back}')) -> 0;
begin
  if e ->> 'type' not in ('queue', 'dialed') or waits then return; end if;
  if jsonb_typeof(wish) = 'object' then
    perform private.stay_in_queue(tenant, e, (select v.route_id from public.route_versions v
      where v.tenant_id = tenant and v.id = (e #>> '{routing,version}')::uuid), wish);
    update public.queue_entries q set state = 'callback', ringing = null, next_try_at = now()
      where q.tenant_id = tenant and q.call_id = call and q.state = 'waiting';
  elsif e -> 'from_memory' is null then
    update public.queue_entries q set state = 'left', ringing = null
      where q.tenant_id = tenant and q.call_id = call and q.state in ('waiting', 'ringing');
  end if;
end
$$;
revoke all on function private.leave_queue from public;

-- A caller joins the queue of a wish (lib/routing/wishes.ts), or waits on in it: where they stand
-- (QueueFacts of lib/routing/turn.ts), and who was claimed for them if it is their turn. The
-- caller's tenant is locked (private.route_facts), so that the order is exact. Without a position,
-- the queue is full or nobody is left in it, and they do not stand in it.
create or replace function private.queue_turn(tenant uuid, e jsonb, people jsonb, wish jsonb)
  returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  queue text := wish ->> 'step';
  route uuid := (select v.route_id from public.route_versions v
    where v.tenant_id = tenant and v.id = (e #>> '{routing,version}')::uuid);
  own public.queue_entries;
  person uuid;
begin
  -- Of chosen people or a group, somebody is still here.
  if jsonb_typeof(wish -> 'people') <> 'array' or exists (
      select from jsonb_array_elements(people) p where wish -> 'people' @> (p -> 'user_id')) then
    own := private.stay_in_queue(tenant, e, route, wish);
  end if;
  if own.call_id is null then return jsonb_build_object('step', queue, 'position', null,
    'ring', null, 'expected_seconds', null, 'may_call_back', false); end if;
  while own.state = 'waiting' and e -> 'from_memory' is null loop
    select l.user_id into person from private.serve_line(tenant, people) l where l.call_id = call;
    exit when person is null;
    if private.claim_person(tenant, call, person) then
      update public.queue_entries q set state = 'ringing', ringing = person
        where q.tenant_id = tenant and q.call_id = call;
      exit;
    end if;
    -- Claimed by a call that is in no queue, at this moment.
    people := (select jsonb_agg(p) from jsonb_array_elements(people) p
      where (p ->> 'user_id')::uuid <> person);
  end loop;
  return jsonb_build_object('step', queue, 'ring', person,
    'position', (select count(*) + 1 from private.queue_line(tenant) l
      where l.route_id = route and l.step = queue and l.call_id <> call
        and (-l.priority, l.joined_at, l.call_id) < (-own.priority, own.joined_at, own.call_id)),
    'expected_seconds', private.expected_wait(tenant, route, queue),
    'may_call_back', not exists (select from public.calls c join public.do_not_call d
      on d.tenant_id = tenant and d.number = c.customer_number
      where c.tenant_id = tenant and c.id = call));
end
$$;
revoke all on function private.queue_turn from public;

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
  update public.groups set people = array_remove(people, member), updated_at = now()
    where tenant_id = tenant and member = any (people);
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
    select l.user_id, l.ended_at into spoke from public.calls l
      where wishes @> '[{"whom": "last_speaker"}]'
        and l.tenant_id = tenant and l.id <> call and l.outcome = 'connected'
        and l.ended_at is not null
        and l.customer_number = (select c.customer_number from public.calls c
          where c.tenant_id = tenant and c.id = call)
      order by l.created_at desc, l.id desc limit 1;
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

-- The entry of a call that joins a queue or waits on in it; null if the queue is full. Who was in
-- another queue before has left that.
create or replace function private.stay_in_queue(tenant uuid, e jsonb, route uuid, wish jsonb)
  returns public.queue_entries
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  joined timestamptz := to_timestamp((wish ->> 'joined')::numeric / 1000);
  chosen uuid[] := case jsonb_typeof(wish -> 'people') when 'array' then
    array(select jsonb_array_elements_text(wish -> 'people')::uuid) end;
  -- Of an arrival there is no URL to come back to.
  asked text := case when e ->> 'type' in ('queue', 'dialed') then e ->> 'query' end;
  own public.queue_entries;
begin
  if route is null then return null; end if;
  if (wish ->> 'joins')::boolean and (wish ->> 'max_waiting')::integer <= (
      select count(*) from public.queue_entries q
      where q.tenant_id = tenant and q.route_id = route and q.step = wish ->> 'step'
        and q.state in ('waiting', 'ringing') and q.call_id <> call
        and q.heard_at > now() - interval '60 seconds') then
    return null;
  end if;
  insert into public.queue_entries as q (tenant_id, call_id, route_id, step, name, people, group_id,
      priority, joined_at, heard_at, call_sid, query)
    values (tenant, call, route, wish ->> 'step', wish ->> 'name', chosen,
      (wish ->> 'group')::uuid, (wish ->> 'priority')::smallint, joined, now(), e ->> 'call_sid',
      asked)
  on conflict (tenant_id, call_id) do update set route_id = excluded.route_id,
    step = excluded.step, name = excluded.name, people = excluded.people,
    group_id = excluded.group_id, priority = excluded.priority, joined_at = excluded.joined_at,
    heard_at = excluded.heard_at, query = coalesce(excluded.query, q.query), state = 'waiting',
    ringing = null, answered_at = null, tries = 0, next_try_at = null
  -- A key that asked to be called back may be recorded before the music that it interrupted.
  where q.joined_at <> excluded.joined_at or q.state in ('waiting', 'ringing', 'left')
  returning * into own;
  if found then return own; end if;
  select * into own from public.queue_entries q where q.tenant_id = tenant and q.call_id = call;
  return own;
end
$$;
revoke all on function private.stay_in_queue from public;

comment on column public.queue_entries.group_id is 'The group that they are: private.follow_group keeps them so. It may be deleted.';

reset check_function_bodies;

-- How many of the asking person's tenant's contacts a filter finds (private.list_contacts), up to
-- `most`: more are not read.
create or replace function private.count_contacts(filter jsonb, most integer) returns integer
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off as $$
declare
  tenant constant uuid := private.tenant_id();
  counted integer;
begin
  if tenant is null then return null; end if;
  execute 'select count(*) from (select from ' || private.contact_source(filter, 'name')
    || ' where ' || private.contact_filter(filter) || ' limit $3) found'
    into counted using tenant, filter, most;
  return counted;
end
$$;

revoke all on function private.count_contacts from public;
grant execute on function private.count_contacts to authenticated;

create or replace function public.count_contacts(filter jsonb) returns integer
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select private.count_contacts(filter, 1001)
$$;

comment on function public.count_contacts is
  'How many contacts a filter of list_contacts finds; 1001 stands for all that are more.';

revoke all on function public.count_contacts from public, anon, service_role;
grant execute on function public.count_contacts to authenticated;

-- The call that rings the asking person now, by a route or a queue; null for none. Whoever answers
-- it first has it: then it is one of their calls, or a colleague's.
create or replace function private.my_ring() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  me constant uuid := auth.uid();
begin
  return (select k.call_id from private.ring_claims k
    where k.tenant_id = tenant and k.user_id = me
      and k.claimed_at > now() - interval '2 minutes' and not private.is_claim_over(k));
end
$$;
revoke all on function private.my_ring from public;
grant execute on function private.my_ring to authenticated;

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
        and c.ended_at is null and p.user_id = any (c.also_on))
      or exists (select from public.call_supervisions s
        join public.calls c on c.tenant_id = s.tenant_id and c.id = s.call_id
        where s.tenant_id = p.tenant_id and s.user_id = p.user_id and s.state <> 'gone'
          and c.ended_at is null),
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

create trigger broadcast after insert or update on private.ring_claims
  for each row execute function private.broadcast_change('availability', 'user_id');

-- What of a fresh company is set up, and whether the person asking has called, in one round trip.
create or replace function public.first_day() returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select case when private.tenant_id() is not null then json_build_object(
    'twilio', exists (select from public.twilio_accounts a
      where a.tenant_id = (select private.tenant_id()) and a.verified_at is not null),
    'number', exists (select from public.phone_numbers n
      where n.tenant_id = (select private.tenant_id()) and n.removed_at is null),
    -- Ringbook has set where its calls go, has bought it, or was called.
    'routed', exists (select from public.kept_webhooks k join public.phone_numbers n
        on n.tenant_id = k.tenant_id and n.id = k.phone_number_id and n.removed_at is null
        where k.tenant_id = (select private.tenant_id()))
      or exists (select from public.number_orders o
        where o.tenant_id = (select private.tenant_id()) and o.state = 'bought')
      or exists (select from public.calls c
        where c.tenant_id = (select private.tenant_id()) and c.direction = 'inbound'),
    'colleagues', exists (select from public.profiles p
      where p.tenant_id = (select private.tenant_id()) and p.user_id <> (select auth.uid()))
      or exists (select from public.invitations i
        where i.tenant_id = (select private.tenant_id())),
    'contacts', exists (select from public.contacts c
      where c.tenant_id = (select private.tenant_id())),
    'my_call', exists (select from public.calls c
      where c.tenant_id = (select private.tenant_id()) and c.user_id = (select auth.uid())),
    'company_call', exists (select from public.calls c
      where c.tenant_id = (select private.tenant_id()))) end
$$;

revoke all on function public.first_day from public, anon, service_role;
grant execute on function public.first_day to authenticated;
