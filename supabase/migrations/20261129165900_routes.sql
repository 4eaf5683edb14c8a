set check_function_bodies = off;

-- The table that it returns has two columns more.
drop function private.number_routes(uuid);

alter table public.phone_numbers add column route_id uuid;

create table private.ring_claims (
  tenant_id uuid not null,
  user_id uuid not null,
  call_id uuid not null,
  claimed_at timestamptz not null,
  rung_before timestamptz,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table private.ring_claims is
  'Which call rang a person last: while it may still ring or hold them, no other call rings them. '
  'private.is_claim_over says until when; nothing has to end a claim.';
comment on column private.ring_claims.rung_before is 'When the claim before this one was made.';

create table public.routes (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 60),
  draft jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
comment on table public.routes is
  'What a company does with calls to its numbers, as it is being edited (lib/routing/route.ts). '
  'Calls follow the newest of its versions.';

-- The route that calls to a number follow.
alter table public.phone_numbers
  add foreign key (tenant_id, route_id) references public.routes (tenant_id, id);

alter table public.routes enable row level security;
revoke all on public.routes from anon, authenticated, service_role;
grant select on public.routes to authenticated;
grant insert (tenant_id, name, draft) on public.routes to authenticated;
grant update (name, draft, updated_at) on public.routes to authenticated;

create policy "members read their tenant's routes" on public.routes
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add routes" on public.routes
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change routes" on public.routes
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger clean_text before insert or update of name on public.routes
  for each row execute function private.clean_text('name:name');

create table public.availability (
  tenant_id uuid not null,
  user_id uuid not null,
  state text not null check (state in ('available', 'away', 'offline')),
  away_until timestamptz,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.availability is
  'Whether a person takes calls, as they say. Without a row they do. Who is on a call is not here: '
  'private.ring_claims and the calls say it.';
comment on column public.availability.away_until is
  'Until when they are away; null: until they say otherwise.';

alter table public.availability enable row level security;
revoke all on public.availability from anon, authenticated, service_role;
grant select on public.availability to authenticated;
grant insert (tenant_id, user_id, state, away_until) on public.availability to authenticated;
grant update (state, away_until, updated_at) on public.availability to authenticated;

create policy "members see who takes calls" on public.availability
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "people set their own availability" on public.availability
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people change their own availability" on public.availability
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()))
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));

create table public.route_versions (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  route_id uuid not null,
  body jsonb not null,
  published_at timestamptz not null default now(),
  published_by uuid default auth.uid(),
  primary key (tenant_id, id),
  foreign key (tenant_id, route_id) references public.routes (tenant_id, id) on delete cascade,
  foreign key (tenant_id, published_by) references public.profiles (tenant_id, user_id)
);
comment on table public.route_versions is
  'What was published of a route: never changed, because live calls follow the version with which '
  'they began. The newest answers new calls.';

create index route_versions_newest on public.route_versions
  (tenant_id, route_id, published_at desc, id desc);
create index route_versions_by_person on public.route_versions (tenant_id, published_by);

alter table public.route_versions enable row level security;
revoke all on public.route_versions from anon, authenticated, service_role;
grant select on public.route_versions to authenticated;
grant insert (tenant_id, route_id, body) on public.route_versions to authenticated;

create policy "members read their tenant's published routes" on public.route_versions
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins publish routes" on public.route_versions
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert on public.route_versions
  for each row execute function private.audit_row('route_version', 'body');

create table public.voicemails (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  call_id uuid not null,
  recording_id uuid not null,
  mailbox_id uuid,
  left_at timestamptz not null,
  transcript text,
  heard_at timestamptz,
  heard_by uuid,
  primary key (tenant_id, id),
  unique (recording_id, tenant_id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.voicemails is
  'Messages that callers left: recordings of that purpose, two seconds or longer. Made by a '
  'trigger on recordings, so that a message whose webhook was lost is here too.';
comment on column public.voicemails.mailbox_id is
  'Whose message it is; null: everybody''s. No foreign key, nor for heard_by: the API would take '
  'this table for a way between calls and profiles.';

create index voicemails_page on public.voicemails (tenant_id, left_at desc, id desc);
create index voicemails_by_call on public.voicemails (tenant_id, call_id);
create index voicemails_by_mailbox on public.voicemails (tenant_id, mailbox_id);

alter table public.voicemails enable row level security;
revoke all on public.voicemails from anon, authenticated, service_role;
grant select on public.voicemails to authenticated;

create policy "people read the shared mailbox and their own, managers and admins all"
  on public.voicemails for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (mailbox_id is null
    or mailbox_id = (select auth.uid()) or (select private.role()) in ('manager', 'admin')));

-- The tenant behind a Twilio account: its token's ciphertext and the routing facts. Null when
-- nobody has saved it.
create or replace function machine.line(account text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'tenant_id', t.id, 'tenant_name', t.name, 'country_code', t.country_code,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
    'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
    'call_time_limit_seconds', t.call_time_limit_seconds,
    'allowed_countries', coalesce(t.allowed_countries, array[t.country_code]),
    'allowed_prefixes', t.allowed_prefixes,
    'numbers', coalesce((
      select jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number,
          'forward_user_id', n.forward_user_id, 'forward_phone', n.forward_phone,
          'route_version', n.version_id, 'route', n.route))
      from private.number_routes(t.id) n where n.removed_at is null), '[]'::jsonb))
  from public.twilio_accounts a join public.tenants t on t.id = a.tenant_id
  where a.account_sid = account and a.verified_at is not null
$$;

revoke all on function machine.line from public;
grant execute on function machine.line to ringbook_machine;

-- A published version, also one that newer ones have replaced: live calls follow it to their end.
create or replace function machine.route_version(tenant uuid, version uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select v.body from public.route_versions v where v.tenant_id = tenant and v.id = version
$$;
revoke all on function machine.route_version from public;
grant execute on function machine.route_version to ringbook_machine;

-- Records an event of a call that follows a route, in one round trip with the facts of the route's
-- next decision (`routing` of lib/record/event.ts). Null, as machine.record_event, for a call that
-- is not this tenant's. `routing.mailbox` says whose a recorded message is.
create or replace function machine.take_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  facts jsonb := machine.record_event(tenant, e - 'routing');
begin
  if facts is null or e -> 'routing' is null then return facts; end if;
  if e -> 'routing' ? 'mailbox' then
    update public.voicemails v set mailbox_id = p.user_id
      from public.recordings r, public.profiles p
      where r.tenant_id = tenant and r.recording_sid = e #>> '{recording,sid}'
        and v.tenant_id = tenant and v.recording_id = r.id
        and p.tenant_id = tenant and p.user_id = (e #>> '{routing,mailbox}')::uuid;
    return facts;
  end if;
  return facts || jsonb_build_object('routing', private.route_facts(tenant, e));
end
$$;
revoke all on function machine.take_event from public;
grant execute on function machine.take_event to ringbook_machine;

-- Claims the people whom a call is about to ring: those of the first wish of which somebody is
-- free, chosen as lib/routing/people.ts chooses. Who is claimed by another call meanwhile is passed
-- over. A wish is {people: [ids] or null for everybody, order, tried: [places]}.
create or replace function private.claim_people(
  tenant uuid, call uuid, callers text[], wishes jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  wish jsonb;
  person record;
  rung integer;
begin
  for wish in select w from jsonb_array_elements(wishes) w loop
    rung := 0;
    for person in
      with listed as (
        select distinct on (id) id::uuid as user_id, place from (
          select id, place from jsonb_array_elements_text(
            case jsonb_typeof(wish -> 'people') when 'array' then wish -> 'people' else '[]' end)
            with ordinality as named(id, place)
          union all
          select r.user_id::text, row_number() over () from private.routed_people(
            tenant, call, callers) r where jsonb_typeof(wish -> 'people') = 'null') one
        order by id, place
      )
      select l.user_id from listed l
      join private.routed_people(tenant, call, callers) r on r.user_id = l.user_id
      where r.availability = 'free' and not wish -> 'tried' @> to_jsonb(l.place - 1)
      order by case wish ->> 'order' when 'round_robin' then coalesce(r.rung_at, 'epoch')
        when 'longest_idle' then coalesce(r.talked_at, 'epoch') end, l.place
    loop
      insert into private.ring_claims as k (tenant_id, user_id, call_id, claimed_at)
        values (tenant, person.user_id, call, now())
      on conflict (tenant_id, user_id) do update set call_id = excluded.call_id,
        claimed_at = excluded.claimed_at, rung_before = k.claimed_at
      where k.call_id = excluded.call_id or private.is_claim_over(k);
      if found then rung := rung + 1; end if;
      exit when rung = case wish ->> 'order' when 'at_once' then 10 else 1 end;
    end loop;
    if rung > 0 then return; end if;
  end loop;
end
$$;
revoke all on function private.claim_people from public;

-- Whether a call that rang a person has let them go: it ended, their leg ended, or no leg of theirs
-- was heard of for a minute.
create or replace function private.is_claim_over(k private.ring_claims) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.calls c
      where c.tenant_id = k.tenant_id and c.id = k.call_id and c.ended_at is not null)
    or coalesce(
      (select bool_and(l.status >= 'completed') from public.call_legs l
        where l.tenant_id = k.tenant_id and l.call_id = k.call_id and l.user_id = k.user_id
          -- Not an earlier ring of the same call.
          and l.first_seen_at > k.claimed_at - interval '2 seconds'),
      k.claimed_at < now() - interval '60 seconds')
$$;
revoke all on function private.is_claim_over from public;

-- A completed recording of a message becomes one, once, whatever event completed it.
create or replace function private.keep_voicemail() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.voicemails (tenant_id, call_id, recording_id, left_at)
    values (new.tenant_id, new.call_id, new.id, new.created_at)
  on conflict (recording_id, tenant_id) do nothing;
  return null;
end
$$;
revoke all on function private.keep_voicemail from public;

-- A tenant's numbers with their routes, the oldest first, removed ones too: the only place where a
-- route is read. The route is a person, whose phone is null while it may not ring, or the newest
-- version of what was published.
create or replace function private.number_routes(tenant uuid)
  returns table (id uuid, number text, forward_user_id uuid, forward_phone text,
    removed_at timestamptz, version_id uuid, route jsonb)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select n.id, n.number, n.forward_to, ph.phone, n.removed_at, v.id, v.body
  from public.phone_numbers n
  left join public.profiles p
    on p.tenant_id = n.tenant_id and p.user_id = n.forward_to and p.removed_at is null
  left join public.personal_phones ph
    on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id and ph.verified_at is not null
    -- The company's own number would ring itself.
    and not private.is_own_number(tenant, ph.phone)
  left join lateral (select r.id, r.body from public.route_versions r
    where r.tenant_id = n.tenant_id and r.route_id = n.route_id
    order by r.published_at desc, r.id desc limit 1) v on true
  where n.tenant_id = tenant
  order by n.created_at, n.id
$$;

revoke all on function private.number_routes from public;

-- What a route's next decision depends on besides the call (lib/routing/turn.ts), after claiming
-- whom it is about to ring. Stored with the event, without phones; the same event again gets what
-- was stored. `phones` are those of the people who may be rung.
create or replace function private.route_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  key text := e ->> 'dedupe_key';
  callers text[] := array(select jsonb_array_elements_text(e #> '{routing,callers}'));
  owner uuid;
  spoke record;
  wishes jsonb;
  facts jsonb;
begin
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
    wishes := (select jsonb_agg(case w ->> 'whom'
        when 'owner' then w || jsonb_build_object('people', jsonb_strip_nulls(
          jsonb_build_array(owner)))
        when 'last_speaker' then w || jsonb_build_object('people', case
          when spoke.ended_at >= now() - (w ->> 'days')::integer * interval '1 day'
          then jsonb_build_array(spoke.user_id) else '[]' end)
        else w end) from jsonb_array_elements(e #> '{routing,wishes}') w);
    if e -> 'from_memory' is null and wishes is not null then
      perform private.claim_people(tenant, call, callers, wishes);
    end if;
    facts := jsonb_build_object('owner_id', owner, 'last_speaker', case
        when spoke.user_id is not null then jsonb_build_object('user_id', spoke.user_id,
          'at', floor(extract(epoch from spoke.ended_at) * 1000)) end,
      'people', coalesce((select jsonb_agg(jsonb_build_object('user_id', r.user_id,
          'name', r.name, 'availability', r.availability,
          'rung_at', floor(extract(epoch from r.rung_at) * 1000),
          'talked_at', floor(extract(epoch from r.talked_at) * 1000)))
        from private.routed_people(tenant, call, callers) r), '[]'));
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts || jsonb_build_object('phones', coalesce((
    select jsonb_object_agg(r.user_id, r.phone) from private.routed_people(tenant, call, callers) r
    where r.phone is not null), '{}'));
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
      when k.call_id <> call and not private.is_claim_over(k) then 'ringing'
      else 'free'
    end,
    -- Not the claim that this very statement has made.
    case when k.call_id = call and k.claimed_at = now() then k.rung_before else k.claimed_at end,
    (select c.ended_at from public.calls c
      where c.tenant_id = tenant and c.user_id = p.user_id
      order by c.created_at desc, c.id desc limit 1)
  from public.profiles p
  left join public.personal_phones ph
    on ph.tenant_id = tenant and ph.user_id = p.user_id and ph.verified_at is not null
  left join public.availability a on a.tenant_id = tenant and a.user_id = p.user_id
  left join private.ring_claims k on k.tenant_id = tenant and k.user_id = p.user_id
  cross join lateral (select exists (select from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id and c.ended_at is null
      and c.id <> call) as is_live) live
  where p.tenant_id = tenant and p.removed_at is null
  order by p.created_at, p.user_id
$$;
revoke all on function private.routed_people from public;


CREATE INDEX phone_numbers_by_route ON public.phone_numbers USING btree (tenant_id, route_id);

CREATE TRIGGER keep_voicemail AFTER INSERT OR UPDATE OF status, purpose, duration_seconds ON public.recordings FOR EACH ROW WHEN (((new.purpose = 'voicemail'::text) AND (new.status = 'completed'::text) AND (new.duration_seconds >= 2))) EXECUTE FUNCTION private.keep_voicemail();

comment on column public.phone_numbers.route_id is 'The route that calls to it follow instead; null: none. Its foreign key is with routes.';

grant insert (route_id) on table public.phone_numbers to authenticated;

grant update (route_id) on table public.phone_numbers to authenticated;

reset check_function_bodies;
