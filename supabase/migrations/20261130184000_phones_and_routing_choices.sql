set check_function_bodies = off;

alter table public.tenants add column rep_caller_id text not null default 'caller'
  check (rep_caller_id in ('caller', 'company'));
comment on column public.tenants.rep_caller_id is
  'Which number the phones of the company''s people show of an incoming call: the caller''s, or '
  'the number that was called.';
grant update (rep_caller_id) on public.tenants to authenticated;

alter table public.availability drop constraint availability_state_check;
alter table public.availability add constraint availability_state_check
  check (state in ('available', 'busy', 'away', 'offline'));
comment on column public.availability.away_until is
  'Until when they are away or busy; null: until they say otherwise.';

alter table public.personal_phones add column name text not null default ''
  check (char_length(name) <= 40);
comment on table public.personal_phones is
  'The phone a person talks from (E.164). Apart from profiles, so that colleagues cannot read it. '
  'further_phones has those that ring beside it.';
comment on column public.personal_phones.name is
  'What its person called it while it was one of further_phones: it may be one again.';
grant select (phone) on public.phone_verifications to authenticated;

create table public.further_phones (
  tenant_id uuid not null,
  user_id uuid not null,
  place smallint not null check (place in (2, 3)),
  name text not null default '' check (char_length(name) <= 40),
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  rings boolean not null default true,
  updated_at timestamptz not null default now(),
  verified_at timestamptz,
  constraint further_phones_not_withheld check (not private.is_withheld(phone)),
  primary key (tenant_id, user_id, place),
  constraint further_phones_once unique (tenant_id, user_id, phone),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.further_phones is
  'The second and third phone (E.164) of a person: they ring beside the first, personal_phones, '
  'for calls of a route or number. The first alone places calls.';
comment on column public.further_phones.rings is 'Whether calls ring it, once it is verified.';
comment on column public.further_phones.verified_at is
  'As in personal_phones: when its person typed the code that was spoken to it.';

alter table public.further_phones enable row level security;
revoke all on public.further_phones from anon, authenticated, service_role;
grant select, delete on public.further_phones to authenticated;
grant insert (tenant_id, user_id, place, name, phone, rings) on public.further_phones
  to authenticated;
grant update (name, rings, updated_at) on public.further_phones to authenticated;

create policy "people read their own phones, managers and admins all" on public.further_phones
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (user_id = (select auth.uid()) or (select private.role()) in ('manager', 'admin')));
create policy "people add their own phones" on public.further_phones
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people change their own phones" on public.further_phones
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()))
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people remove their own phones" on public.further_phones
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));

create trigger audit after insert or update or delete on public.further_phones
  for each row execute function private.audit_row('further_phone', 'phone');
create trigger clean_text before insert or update of name on public.further_phones
  for each row execute function private.clean_text('name:line');
create trigger unverify_changed before update on public.further_phones
  for each row when (old.phone is distinct from new.phone or old.user_id <> new.user_id
    or old.tenant_id <> new.tenant_id)
  execute function private.unverify_phone();
create trigger unverify_removed before delete on public.further_phones
  for each row execute function private.unverify_phone();

drop function private.routed_people(uuid, uuid, text[]);

-- Whatever door changes a phone: the new one is not verified, and a code that was spoken to the old
-- one is void.
create or replace function private.unverify_phone() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.phone_verifications set ended_at = now(), ended_as = 'changed'
    where tenant_id = old.tenant_id and user_id = old.user_id and phone = old.phone
      and ended_at is null;
  if tg_op = 'DELETE' then return old; end if;
  new.verified_at := null;
  return new;
end
$$;

revoke all on function private.unverify_phone from public;

-- The phones (E.164) of a person that ring beside their first one, in their order. As
-- private.reach_of, for those.
create or replace function private.further_of(t public.tenants, person uuid) returns text[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select array_agg(f.phone order by f.place) from public.further_phones f
    left join lateral (select v.place from public.phone_verifications v
      where v.tenant_id = t.id and v.user_id = person and v.phone = f.phone
        and v.ended_as = 'verified'
      order by v.created_at desc, v.id limit 1) verified on true
    where f.tenant_id = t.id and f.user_id = person and f.rings and f.verified_at is not null
      and not private.is_own_number(t.id, f.phone)
      and not exists (select from public.personal_phones ph
        where ph.tenant_id = t.id and ph.user_id = person and ph.phone = f.phone)
      and not exists (select from public.call_devices d
        where d.tenant_id = t.id and d.user_id = person and d.rings_on = 'browser')
      -- Where calls may go is decided anew: it may have changed since.
      and (verified.place is null or private.place_refusal(t, f.phone, verified.place) is null));
end
$$;
revoke all on function private.further_of from public;

-- One of the asking person's further phones becomes their first, and the first takes its place.
-- Both stay as verified as they were. False when there is none in that place.
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
  -- Another number is not verified by its trigger; this one is known.
  update public.personal_phones ph set verified_at = other.verified_at
    where ph.tenant_id = tenant and ph.user_id = me;
  return true;
end
$$;
revoke all on function private.make_first_phone from public;
grant execute on function private.make_first_phone to authenticated;

create or replace function public.make_first_phone(which integer) returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.make_first_phone(which)
$$;

comment on function public.make_first_phone is
  'Makes one of your further phones, by its place (2 or 3), the one that places your calls. False '
  'when there is none.';

revoke all on function public.make_first_phone from public, anon, service_role;
grant execute on function public.make_first_phone to authenticated;

-- Writes the call that will say a code to a person's phone, or says why not: { refused: reason }.
create or replace function machine.begin_phone_verification(tenant uuid, person uuid, request jsonb)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := (request ->> 'now')::timestamptz;
  own record;
  other record;
  account public.twilio_accounts;
  line public.phone_numbers;
  reason text;
begin
  -- One at a time per tenant: verifications cost money too, so they are counted exactly.
  perform pg_advisory_xact_lock(hashtextextended('verifications:' || tenant, 0));
  if not exists (
    select from public.profiles
    where tenant_id = tenant and user_id = person and removed_at is null
  ) then return jsonb_build_object('refused', 'not_a_member'); end if;
  select ph.phone, ph.verified_at into own from public.personal_phones ph
    where ph.tenant_id = tenant and ph.user_id = person for update;
  select f.phone, f.verified_at into other from public.further_phones f
    where f.tenant_id = tenant and f.user_id = person and f.phone = request ->> 'phone' for update;
  if found and own.phone is distinct from other.phone then own := other; end if;
  select * into account from public.twilio_accounts
    where tenant_id = tenant and verified_at is not null;
  select * into line from public.phone_numbers
    where id = private.choose_caller_number(tenant, person, null, null);
  reason := case
    when own.phone is null then 'no_personal_phone'
    when own.phone is distinct from request ->> 'phone' then 'phone_changed'
    when own.verified_at is not null then 'already_verified'
    when account.tenant_id is null or line.id is null then 'twilio_not_configured'
    when private.is_own_number(tenant, own.phone) then 'own_number'
    when (
      select private.place_refusal(t, own.phone, request -> 'place')
      from public.tenants t where t.id = tenant
    ) is not null then 'own_phone_not_allowed'
    else private.verification_refusal(tenant, person, own.phone, at) end;
  if reason is not null then
    if reason in ('person_limit', 'tenant_limit', 'own_phone_not_allowed') then
      perform private.audit(tenant, person, 'personal_phone.verification_refused', person::text,
        jsonb_build_object('reason', reason) || private.range_detail(
          case when reason = 'own_phone_not_allowed' then request ->> 'range' end));
    end if;
    return jsonb_build_object('refused', reason);
  end if;
  update public.phone_verifications set ended_at = at, ended_as = 'replaced'
    where tenant_id = tenant and user_id = person and ended_at is null;
  insert into public.phone_verifications
      (id, tenant_id, user_id, phone, place, from_number, code_hash, created_at, expires_at,
      next_check_at)
    values ((request ->> 'verification_id')::uuid, tenant, person, own.phone,
      request -> 'place', line.number, request ->> 'code_hash', at,
      at + interval '10 minutes', at + interval '60 seconds');
  perform private.audit(tenant, person, 'personal_phone.verification_called', person::text, '{}');
  return jsonb_build_object('from_number', line.number, 'phone', own.phone,
    'account_sid', account.account_sid, 'auth_token_ciphertext', account.auth_token_ciphertext);
end
$$;

revoke all on function machine.begin_phone_verification from public;
grant execute on function machine.begin_phone_verification to ringbook_machine;

-- A typed code, as its hashes under each key that may still be in use. Two at once see each other.
create or replace function machine.try_phone_verification(tenant uuid, person uuid, hashes jsonb,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p public.phone_verifications;
begin
  -- In the same order as a change of phone takes its locks: the phones, then their verifications.
  perform from public.personal_phones where tenant_id = tenant and user_id = person for update;
  perform from public.further_phones where tenant_id = tenant and user_id = person
    order by place for update;
  -- A change of phone ends its verification, and a new call those before it.
  select * into p from public.phone_verifications
    where tenant_id = tenant and user_id = person and ended_at is null
    order by created_at desc, id limit 1 for update;
  if p.id is null then return '{"answer": "no_code"}'; end if;
  if p.expires_at <= at then return '{"answer": "expired"}'; end if;
  if hashes ? p.code_hash then
    update public.phone_verifications set ended_at = at, ended_as = 'verified' where id = p.id;
    perform private.act_as(person);
    update public.personal_phones set verified_at = at where tenant_id = tenant
      and user_id = person and phone = p.phone;
    update public.further_phones set verified_at = at where tenant_id = tenant
      and user_id = person and phone = p.phone;
    perform private.audit(tenant, person, 'personal_phone.verified', person::text, '{}');
    return '{"answer": "verified"}';
  end if;
  update public.phone_verifications set wrong_tries = wrong_tries + 1,
    ended_at = case when wrong_tries >= 4 then at end, ended_as = case
      when wrong_tries >= 4 then 'wrong' end
    where id = p.id;
  perform private.audit(tenant, person, 'personal_phone.verification_failed', person::text,
    jsonb_build_object('reason', 'wrong_code', 'tries_left', 4 - p.wrong_tries));
  return jsonb_build_object('answer', 'wrong', 'tries_left', 4 - p.wrong_tries);
end
$$;

revoke all on function machine.try_phone_verification from public;
grant execute on function machine.try_phone_verification to ringbook_machine;

-- Whom a transfer would ring: { name, phone, in_browser }, or { refused }. A person who is away,
-- busy or on a call is not rung; a colleague's mailbox always takes a message.
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
      when exists (select from public.call_legs l where l.tenant_id = tenant and l.call_id = c.id
        and l.status < 'completed' and l.to_number = want ->> 'number') then 'own_number'
      when exists (select from public.do_not_call d
        where d.tenant_id = tenant and d.number = want ->> 'number') then 'do_not_call'
      else private.place_refusal(settings, want ->> 'number', want -> 'place') end;
    if no is not null then return jsonb_build_object('refused', no); end if;
    if private.spend_refusal(settings, now()) is not null then
      return '{"refused": "spend_limit_reached"}';
    end if;
    return jsonb_build_object('name', null, 'phone', want ->> 'number', 'in_browser', false);
  end if;
  if want ->> 'to' = 'route' then
    -- At one of its steps, or from the beginning.
    select v.id, r.name, coalesce(want ->> 'step', v.body ->> 'first') as step, v.body into found
      from public.routes r join public.route_versions v
        on v.tenant_id = r.tenant_id and v.route_id = r.id
      where r.tenant_id = tenant and r.id = (want ->> 'route')::uuid and r.removed_at is null
      order by v.published_at desc, v.id desc limit 1;
    if found.id is null or not found.body -> 'steps' ? coalesce(found.step, '') then
      return '{"refused": "no_route"}';
    end if;
    return jsonb_build_object('name', coalesce(nullif(found.body -> 'steps' -> (want ->> 'step')
      ->> 'name', ''), found.name), 'phone', null, 'in_browser', false, 'version', found.id,
      'step', found.step);
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
    when found.presence in ('offline', 'away', 'busy') and found.phone is null
        and not found.in_browser
      or found.phone = c.customer_number then 'colleague_unreachable'
    when found.presence in ('offline', 'away', 'busy') then 'colleague_away' end;
  return jsonb_strip_nulls(jsonb_build_object('refused', no)) || jsonb_build_object(
    'name', found.name, 'phone', found.phone, 'in_browser', found.in_browser);
end
$$;
revoke all on function private.transfer_target from public;

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
      when a.state = 'busy' and coalesce(a.away_until > now(), true) then 'busy'
      when a.state = 'away' and coalesce(a.away_until > now(), true)
        or not private.is_within_week(h.week, h.time_zone, now()) then 'away'
      else 'available'
    end, r.phone, r.in_browser,
    least(case when a.state in ('away', 'busy') and a.away_until > now() then a.away_until end,
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
          'forward_user_id', n.forward_user_id, 'forward_phone', n.forward_phone,
          'forward_in_browser', n.forward_in_browser,
          'forward_further', case when n.forward_user_id is not null and n.version_id is null
            then private.further_of(t, n.forward_user_id) end,
          'route_version', n.version_id, 'route', n.route))
      from private.number_routes(t.id) n where n.removed_at is null), '[]'::jsonb))
  from public.twilio_accounts a join public.tenants t on t.id = a.tenant_id
  where a.account_sid = account and a.verified_at is not null
$$;

revoke all on function machine.line from public;
grant execute on function machine.line to ringbook_machine;

-- Which waiting caller gets whom of the people (private.routed_people) who are free: the line is
-- served in its order, and each gets whoever has had no call or ring for longest. Nobody is in
-- there twice. Who has just not answered a caller is not rung for the same one at once. A caller
-- whom a manager has just taken comes first, and gets them, also where they take no calls. Who is
-- called back needs somebody with a phone.
create or replace function private.serve_line(tenant uuid, people jsonb)
  returns table (call_id uuid, user_id uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  able text[] := array['free', 'after_call', 'busy', 'away', 'offline', 'outside_hours'];
  rung uuid[] := '{}';
  entry record;
begin
  for entry in
    select l.*, case when l.taken_at > now() - interval '60 seconds' then l.taken_by end as taker
    from private.queue_line(tenant) l
    order by coalesce(l.taken_at > now() - interval '60 seconds', false) desc, l.priority desc,
      l.joined_at, l.call_id
  loop
    continue when entry.taker is null and entry.state = 'callback' and entry.next_try_at > now();
    select r.user_id into user_id from jsonb_to_recordset(people) as r(user_id uuid,
        availability text, has_phone boolean, rung_at bigint, talked_at bigint)
      where r.user_id <> all (rung) and (r.has_phone or entry.state <> 'callback')
        and case when entry.taker is not null
          then r.user_id = entry.taker and r.availability = any (able)
          else r.availability = 'free'
            and (entry.people is null or r.user_id = any (entry.people)) end
        and not exists (select from private.ring_claims k where k.tenant_id = tenant
          and k.user_id = r.user_id and k.call_id = entry.call_id
          and k.claimed_at > now() - interval '45 seconds')
      order by greatest(r.rung_at, r.talked_at) nulls first, r.user_id limit 1;
    continue when user_id is null;
    rung := rung || user_id;
    call_id := entry.call_id;
    return next;
  end loop;
end
$$;
revoke all on function private.serve_line from public;

-- What assigns these legs at Twilio to calls here: the tenant's numbers and phones, the
-- legs known here, and the calls around `earliest` and `latest` that wait for their leg. A call
-- whose create was lost may have been given up; it waits all the same.
create or replace function machine.audit_facts(tenant uuid, sids jsonb, earliest timestamptz,
  latest timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object(
    'recording_enabled', t.recording_enabled,
    'numbers', (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number,
      'forward_to', n.forward_user_id)), '[]'::jsonb)
                -- Removed ones too: calls of the time before are the tenant's.
                from private.number_routes(tenant) n),
    'phones', (select coalesce(jsonb_agg(jsonb_build_object('user_id', p.user_id, 'phone', p.phone)
      order by p.updated_at, p.user_id), '[]'::jsonb)
               from (select ph.tenant_id, ph.user_id, ph.phone, ph.updated_at
                   from public.personal_phones ph
                 union all select f.tenant_id, f.user_id, f.phone, f.updated_at
                   from public.further_phones f) p where p.tenant_id = tenant),
    'known', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'call_id',
      l.call_id, 'direction', c.direction)), '[]'::jsonb)
              from public.call_legs l
              join public.calls c on c.tenant_id = l.tenant_id and c.id = l.call_id
              where l.tenant_id = tenant
                and l.call_sid in (select jsonb_array_elements_text(sids))),
    -- Calls that said a code to a phone, and those that may still turn out to be at Twilio.
    'verifications', (select coalesce(jsonb_agg(jsonb_build_object(
      'call_sid', p.call_sid, 'to', p.phone, 'created_at', p.created_at)), '[]'::jsonb)
               from public.phone_verifications p
               where p.tenant_id = tenant
                 and (p.call_sid in (select jsonb_array_elements_text(sids))
                 or p.call_sid is null and p.settled_at is null
                   and p.created_at between earliest - interval '2 minutes'
                     and latest + interval '2 minutes')),
    'waiting', (select coalesce(jsonb_agg(jsonb_build_object('call_id', c.id, 'from', c.from_number,
      'created_at', c.created_at, 'direction', c.direction,
                  'to', e.event_data ->> 'to') order by c.created_at), '[]'::jsonb)
                from public.calls c
                join public.call_events e on e.tenant_id = c.tenant_id and e.call_id = c.id
                  and e.event_type = 'initiate'
                  -- Not one that a browser asks for: none is created for it.
                  and e.event_data ->> 'to' is not null
                where c.tenant_id = tenant and c.direction <> 'inbound'
                  and c.twilio_call_sid is null
                  and (c.ended_at is null or c.create_lost)
                  and c.created_at between earliest - interval '2 minutes'
                    and latest + interval '2 minutes'))
  from public.tenants t where t.id = tenant);
end
$$;

revoke all on function machine.audit_facts from public;
grant execute on function machine.audit_facts to ringbook_machine;

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
      'availability', r.availability,
      'rung_at', floor(extract(epoch from r.rung_at) * 1000),
      'talked_at', floor(extract(epoch from r.talked_at) * 1000))), '[]')
    from private.routed_people(private.tenant_id(), '00000000-0000-0000-0000-000000000000',
      '{}') r);
end
$$;

revoke all on function private.people_to_ring from public;
grant execute on function private.people_to_ring to authenticated;

-- Everybody of a tenant, in a fixed order, as lib/routing/people.ts takes them: whether this call
-- may ring them, and why not: on `phone` and on the phones beside it, `further`, unless they want
-- only the browser, and `in_browser`. `callers` are the phones that the call comes from. In plpgsql
-- like what it calls: a caller waits, and a function in SQL is planned each time.
create or replace function private.routed_people(tenant uuid, call uuid, callers text[])
  returns table (user_id uuid, name text, phone text, in_browser boolean, availability text,
    rung_at timestamptz, talked_at timestamptz, further text[])
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
      when ph.phone = any (callers) or more.phones && callers then 'is_caller'
      when not b.in_browser and more.phones is null and (ph.phone is null
        or verified.place is not null
          and private.place_refusal(t, ph.phone, verified.place) is not null) then 'no_phone'
      when a.state = 'offline' then 'offline'
      when a.state in ('away', 'busy') and coalesce(a.away_until > now(), true) then a.state
      when not private.is_within_week(h.week, h.time_zone, now()) then 'outside_hours'
      when p.user_id = any (on_call) then 'on_call'
      when last.outcome = 'connected'
        and last.ended_at > now() - t.after_call_seconds * interval '1 second' then 'after_call'
      when k.call_id <> call and k.user_id <> all (let_go) then 'ringing'
      else 'free'
    end,
    k.claimed_at, last.ended_at, more.phones
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
  -- Few have any.
  cross join lateral (select case when exists (select from public.further_phones f
      where f.tenant_id = tenant and f.user_id = p.user_id)
    then private.further_of(t, p.user_id) end as phones offset 0) more
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
        else jsonb_build_object('further', cardinality(r.further)) end), '[]'),
      coalesce(jsonb_object_agg(r.user_id, array_remove(array[r.phone], null)
        || coalesce(r.further, '{}')), '{}'),
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
  delete from public.further_phones where tenant_id = tenant and user_id = member;
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
