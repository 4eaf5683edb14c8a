set check_function_bodies = off;

alter table public.invitations add column sent_at timestamptz not null default now();
-- Nobody did this: it is no entry of the activity log.
alter table public.invitations disable trigger audit;
update public.invitations set sent_at = created_at;
alter table public.invitations enable trigger audit;

-- Of the browsers at a voice agent's process ([{ id, tenant_id, user_id, session_id, sign_in }], of
-- which a null session is a trial) the ids of those whose person may not be there any more: to
-- listen is for managers and admins, to try for admins, and for nobody who has signed out of that
-- browser. That somebody may listen no more is in the activity log.
create or replace function machine.end_listening(browsers jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  b record;
  ended jsonb := '[]';
begin
  for b in select k.*, exists (select from public.profiles p where p.tenant_id = k.tenant_id
        and p.user_id = k.user_id and p.removed_at is null
        and (p.role = 'admin' or p.role = 'manager' and k.session_id is not null)) as may
      from jsonb_to_recordset(browsers)
        as k(id uuid, tenant_id uuid, user_id uuid, session_id uuid, sign_in uuid)
  loop
    continue when b.may and (b.sign_in is null or exists (select from auth.sessions a
      where a.id = b.sign_in and a.user_id = b.user_id));
    ended := ended || to_jsonb(b.id);
    continue when b.may;
    perform private.audit(b.tenant_id, null, 'call.listening_ended', b.user_id::text,
        jsonb_build_object('call_id', s.call_id, 'agent', a.name))
      from public.voice_agent_sessions s
      join public.voice_agents a on a.tenant_id = s.tenant_id and a.id = s.agent_id
      where s.tenant_id = b.tenant_id and s.id = b.session_id;
  end loop;
  return ended;
end
$$;
revoke all on function machine.end_listening from public;
grant execute on function machine.end_listening to ringbook_machine;

-- The rooms of all tenants that are not over, or that in the last five minutes were not ended at
-- LiveKit or Twilio: for the sweep, the oldest first, and of no tenant more than 50.
create or replace function machine.live_rooms(at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(private.room_state(r, c) || jsonb_build_object(
      'tenant_id', r.tenant_id, 'claimed_by', r.claimed_by,
      'claimed_at', r.claimed_at, 'end_reason', r.end_reason,
      'age_seconds', floor(extract(epoch from at - r.started_at)),
      'is_too_long', at > r.started_at + t.call_time_limit_seconds * interval '1 second'
        + interval '1 minute',
      'claim_lapsed', coalesce(r.answered_at is null
        and r.claimed_at <= at - interval '5 seconds', false),
      'legs', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid,
          'user_id', l.user_id, 'is_listener', l.role = 'supervisor',
          'may_stay', l.role <> 'supervisor' or private.is_manager(l.tenant_id, l.user_id)
            and not private.has_signed_out(l.user_id),
          'since', coalesce(l.answered_at, l.first_seen_at))), '[]')
        from public.call_legs l where l.tenant_id = r.tenant_id and l.call_id = r.call_id
          and l.medium = 'room' and l.user_id is not null and l.status < 'completed'))
      order by r.started_at, r.id), '[]')
    from (select o.tenant_id, o.id,
        row_number() over (partition by o.tenant_id order by o.started_at, o.id) as place
      from public.rooms o where o.closed_at is null
        and (o.ended_at is null or o.ended_at > at - interval '5 minutes')) k
    join public.rooms r on r.tenant_id = k.tenant_id and r.id = k.id and k.place <= 50
    join public.calls c on c.tenant_id = r.tenant_id and c.id = r.call_id
    join public.tenants t on t.id = r.tenant_id
$$;
revoke all on function machine.live_rooms from public;
grant execute on function machine.live_rooms to ringbook_machine;

-- Whether somebody who listens in a room of a call may listen no more, or has signed out, and is to
-- be taken out. That they may not is in the activity log, once for each call and person.
create or replace function machine.note_listener_out(tenant uuid, person uuid, target uuid)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said constant jsonb := jsonb_build_object('call_id', target);
begin
  if private.is_manager(tenant, person) then return private.has_signed_out(person); end if;
  if not exists (select from public.audit_log a where a.tenant_id = tenant
      and a.action = 'call.listening_ended' and a.created_at > now() - interval '1 day'
      and a.subject = person::text and a.detail = said) then
    perform private.audit(tenant, null, 'call.listening_ended', person::text, said);
  end if;
  return true;
end
$$;
revoke all on function machine.note_listener_out from public;
grant execute on function machine.note_listener_out to ringbook_machine;

-- For a person who presses 1: `taken_by` has the caller already, of whom whoever is recorded first
-- gets them; `others` are being asked at this moment: of the same <Dial>, or, where we ring the
-- phones of one person ourselves, on those. Stored with the event; the same event again
-- gets what was stored.
create or replace function private.accept_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  key text := e ->> 'dedupe_key';
  facts jsonb := (select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key);
begin
  if facts is null then
    select jsonb_build_object('others', count(*) > 0, 'taken_by',
        (array_agg(coalesce(p.name, 'A colleague') order by l.accepted_at, l.call_sid)
          filter (where l.accepted_at is not null))[1])
      into facts from public.call_legs l
      left join public.profiles p on p.tenant_id = tenant and p.user_id = l.user_id
      where l.tenant_id = tenant and l.call_id = (e ->> 'call_id')::uuid and l.role = 'rep'
        and l.call_sid <> e ->> 'call_sid'
        and l.parent_call_sid is not distinct from e ->> 'parent_call_sid'
        and (l.parent_call_sid is not null or l.user_id = (e ->> 'user_id')::uuid)
        and l.status = 'in-progress';
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts;
end
$$;
revoke all on function private.accept_facts from public;

-- The facts of a call that a webhook's answer depends on; for webhooks that nobody waits for, only
-- where the call stands.
create or replace function private.answer_facts(n public.calls, is_asked boolean) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  contact text;
  company text;
  facts jsonb;
  control jsonb;
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
  end if;
  if n.callee_id is null then return facts; end if;
  return facts || private.colleague_facts(n);
end
$$;
revoke all on function private.answer_facts from public;

-- Claims a person for a caller who is to be called back, and says whom to call from where; null if
-- they were claimed by another call at this moment, or the caller is not to be called any more.
create or replace function private.begin_callback(tenant uuid, call uuid, person uuid)
  returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  own_number text;
  other record;
begin
  select * into c from public.calls where tenant_id = tenant and id = call;
  own_number := (select n.number from public.phone_numbers n
    where n.tenant_id = tenant and n.removed_at is null
    order by n.number <> c.to_number, n.created_at, n.id limit 1);
  if own_number is null or exists (select from public.do_not_call d
      where d.tenant_id = tenant and d.number = c.customer_number) then
    update public.queue_entries set state = 'given_up' where tenant_id = tenant and call_id = call;
    return null;
  end if;
  select max(o.created_at) filter (where o.outcome = 'connected') as reached_at,
      bool_or(o.ended_at is null) as is_live into other
    from public.calls o join public.queue_entries q on q.tenant_id = tenant and q.call_id = call
    where o.tenant_id = tenant and o.customer_number = c.customer_number and o.id <> call
      and o.created_at > q.joined_at;
  if other.reached_at is not null or other.is_live then
    -- They called again, or somebody called them.
    update public.queue_entries set next_try_at = now() + interval '1 minute',
        state = case when other.reached_at is null then 'callback' else 'left' end
      where tenant_id = tenant and call_id = call;
    return null;
  end if;
  if not private.claim_person(tenant, call, person) then return null; end if;
  update public.queue_entries set state = 'calling', ringing = person, tries = tries + 1
    where tenant_id = tenant and call_id = call;
  -- Its legs are still to come.
  update public.calls set settled_at = null, next_check_at = now() + interval '2 minutes'
    where tenant_id = tenant and id = call;
  return (select jsonb_build_object('call_id', call, 'user_id', person, 'phone', p.phone,
      'further_phones', coalesce(to_jsonb(private.further_of(t, person)), '[]'),
      'from', own_number, 'customer', c.customer_number, 'name', q.name, 'tries', q.tries,
      'record', t.recording_enabled, 'time_limit_seconds', t.call_time_limit_seconds)
    from public.queue_entries q, public.personal_phones p, public.tenants t
    where q.tenant_id = tenant and q.call_id = call and p.tenant_id = tenant
      and p.user_id = person and t.id = tenant);
end
$$;
revoke all on function private.begin_callback from public;

-- Of the next 2,000 (maxReach, lib/call-lists/progress.ts) who wait in a list: how many may be
-- called at a moment (reason null), and of the others why not, and when the first of them may be
-- called. As private.entry_obstacle says it of one, but for whoever is on a call or a colleague's
-- in another list: that is of a minute, and looked up once somebody comes to them. What is asked of
-- them is asked once for all: an index is read along its order, instead of from its root for each.
create or replace function private.call_list_reach(list uuid, at timestamptz)
  returns table (reason text, entries bigint, first_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off set plan_cache_mode = force_custom_plan as $$
declare
  tenant constant uuid := private.tenant_id();
  l public.call_lists;
  next public.call_list_entries[];
  ids uuid[];
  owners uuid[];
  numbers text[];
  listed text[];
begin
  select * into l from public.call_lists t where t.tenant_id = tenant and t.id = list;
  next := array(select o from public.call_list_entries o
    where o.tenant_id = l.tenant_id and o.list_id = l.id and o.state = 'waiting'
    order by o.next_attempt_at, o.position limit 2000);
  ids := array(select e.contact_id from unnest(next) e);
  select array_agg(n.contact_id), array_agg(n.phone) into owners, numbers
    from public.contact_phones n where n.tenant_id = l.tenant_id and n.contact_id = any (ids);
  listed := array(select d.number from public.do_not_call d
    where d.tenant_id = l.tenant_id and d.number = any (numbers));
  return query
    with phones as materialized (
      select n.contact_id, bool_or(n.phone <> all (listed)) as may_be_called
      from unnest(owners, numbers) as n (contact_id, phone) group by 1
    ), waiting as materialized (
      select e.reason, e.attempts, e.call_id, e.next_attempt_at, c.archived_at, a.called_at,
        p.contact_id is not null as has_number, p.may_be_called,
        coalesce(c.time_zone, t.time_zone) as zone
      from unnest(next) e
      join public.tenants t on t.id = l.tenant_id
      join (select k.id, k.archived_at, k.time_zone from public.contacts k
        where k.tenant_id = l.tenant_id and k.id = any (ids)) c on c.id = e.contact_id
      left join (select k.contact_id, k.called_at from public.contact_activity k
        where k.tenant_id = l.tenant_id and k.contact_id = any (ids)) a
        on a.contact_id = e.contact_id
      left join phones p on p.contact_id = e.contact_id
    ), zones as materialized (
      select z.zone, private.opens_at(l, z.zone, at) as opens
      from (select distinct w.zone from waiting w) z
    )
    select r.reason, count(*), min(r.until) from (
      select case
          when w.archived_at is not null then 'archived'
          when not w.has_number then 'no_number'
          when not w.may_be_called then 'do_not_call'
          when w.next_attempt_at > at then w.reason
          when w.attempts = 0
            and w.called_at > at - make_interval(days => l.skip_called_days)
            then 'called_recently'
          when w.called_at > at - interval '15 minutes' and not exists (select
            from public.calls k where k.id = w.call_id and k.created_at = w.called_at)
            then 'just_called'
          when z.opens is not null then 'hours'
        end as reason,
        case when w.next_attempt_at > at then w.next_attempt_at else z.opens end as until
      from waiting w join zones z on z.zone = w.zone
    ) r group by 1;
end
$$;

revoke all on function private.call_list_reach from public;
grant execute on function private.call_list_reach to authenticated;

-- The legs of a callback that still ring whoever has pressed 1 on another of their phones; null for
-- none. They are our own requests, so nobody else ends them.
create or replace function private.callback_twins(c public.calls) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.queue_entries q
      where q.tenant_id = c.tenant_id and q.call_id = c.id and q.tries > 0)
  then return null; end if;
  return (select jsonb_agg(l.call_sid order by l.call_sid) from public.call_legs l
    where l.tenant_id = c.tenant_id and l.call_id = c.id and l.role = 'rep'
      and l.parent_call_sid is null and l.status < 'completed' and l.accepted_at is null
      and exists (select from public.call_legs o
        where o.tenant_id = c.tenant_id and o.call_id = c.id and o.role = 'rep'
          and o.parent_call_sid is null and o.user_id = l.user_id and o.status = 'in-progress'
          and o.accepted_at is not null));
end
$$;
revoke all on function private.callback_twins from public;

-- Who calls whom in an internal call, and what is rung. The phones are not stored with the event
-- (private.write_event); of the further ones only how many there are.
create or replace function private.colleague_facts(n public.calls) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('caller_name', caller.name, 'colleague', jsonb_build_object(
    'user_id', callee.user_id, 'name', callee.name, 'in_browser', r.in_browser,
    'has_phone', r.phone is not null, 'further', coalesce(cardinality(f.phones), 0),
    'phone', r.phone, 'further_phones', coalesce(to_jsonb(f.phones), '[]')))
  from public.tenants t
  join public.profiles caller on caller.tenant_id = t.id and caller.user_id = n.user_id
  join public.profiles callee on callee.tenant_id = t.id and callee.user_id = n.callee_id
  cross join lateral private.reach_of(t, callee.user_id) r
  cross join lateral (select private.further_of(t, callee.user_id) as phones) f
  where t.id = n.tenant_id
$$;
revoke all on function private.colleague_facts from public;

-- Whether a person is signed in nowhere any more; false for whoever never signed in here, with
-- tokens of another issuer.
create or replace function private.has_signed_out(person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select not exists (select from auth.sessions s where s.user_id = person)
    and exists (select from auth.users u where u.id = person and u.last_sign_in_at is not null)
$$;
revoke all on function private.has_signed_out from public;

-- A new link for an invitation that nobody has accepted; the old one is no good from then on. Of
-- two who want that at one moment, one makes it.
create or replace function private.renew_invitation(invitation uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.require_admin();
  token text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
  i public.invitations;
begin
  select * into i from public.invitations
    where id = invitation and tenant_id = tenant for no key update;
  if not found or i.accepted_at is not null or i.revoked_at is not null then
    return jsonb_build_object('status', 'gone');
  end if;
  if i.sent_at > now() - interval '1 minute' then
    return jsonb_build_object('status', 'just_sent');
  end if;
  perform set_config('ringbook.verb', 'resent', true);
  update public.invitations set token_hash = sha256(convert_to(token, 'UTF8')), sent_at = now(),
      expires_at = now() + interval '7 days'
    where id = i.id;
  perform set_config('ringbook.verb', '', true);
  return jsonb_build_object('status', 'renewed', 'token', token, 'email', i.email,
    'role', i.role);
end
$$;

revoke all on function private.renew_invitation from public;
grant execute on function private.renew_invitation to authenticated;

-- Whoever transferred the call of an event, who is to be rung for it again. Stored with the event
-- without their phones; the same event again gets what was stored.
create or replace function private.ring_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  key text := e ->> 'dedupe_key';
  facts jsonb;
  own_phone text;
  others text[];
begin
  select jsonb_build_object('user_id', r.user_id, 'name', r.name, 'availability', r.availability,
      'in_browser', r.in_browser, 'has_phone', r.phone is not null,
      'further', coalesce(cardinality(r.further), 0)), r.phone, r.further
    into facts, own_phone, others
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
  return facts || jsonb_build_object('phone', own_phone,
    'further_phones', coalesce(to_jsonb(others), '[]'));
end
$$;
revoke all on function private.ring_facts from public;

-- Who supervises a call, whether they still may, and whom a whisper is for: the person whose call
-- it is, else whoever of the company is in the room longest. Null where nobody does.
create or replace function private.supervision_facts(c public.calls, legs jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('user_id', s.user_id, 'mode', s.mode, 'applied', s.applied,
    'may_supervise', private.is_manager(s.tenant_id, s.user_id)
      -- In a browser; whoever supervises by phone may sign out.
      and not (private.has_signed_out(s.user_id) and exists (select from public.call_legs l
        where l.tenant_id = c.tenant_id and l.call_id = c.id and l.role = 'supervisor'
          and l.user_id = s.user_id and l.medium = 'browser' and l.status < 'completed')),
    'is_rung', s.applied is not null or s.asked_at < now() - interval '30 seconds',
    'must_announce', s.is_announced and s.announced_at is null,
    'has_taken_over', s.taken_over_at is not null,
    'hears_whisper', (select l ->> 'call_sid'
      from jsonb_array_elements(legs) with ordinality as e (l, n)
      where l ->> 'role' = 'rep' and (l ->> 'is_talking')::boolean and (l ->> 'in_room')::boolean
      order by (l ->> 'user_id' = c.user_id::text) desc nulls last,
        (select min(lower(i.during)) from public.call_spans i where i.tenant_id = c.tenant_id
          and i.call_sid = l ->> 'call_sid' and i.space = 'conference' and upper_inf(i.during)),
        n limit 1))
  from public.call_supervisions s
  where s.tenant_id = c.tenant_id and s.call_id = c.id and s.state <> 'gone'
$$;
revoke all on function private.supervision_facts from public;

-- Whom a transfer would ring: { name, phone, further_phones, in_browser }, or { refused }. A person
-- who is away, busy or on a call is not rung; a colleague's mailbox always takes a message.
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
  select p.*, private.further_of(t, p.user_id) as further into found
    from private.presence_of(tenant, array[(want ->> 'user_id')::uuid]) p
    join public.tenants t on t.id = tenant;
  if found.user_id is null then return '{"refused": "not_a_colleague"}'; end if;
  no := case
    when found.presence = 'on_call' then 'colleague_busy'
    when found.presence in ('offline', 'away', 'busy') and found.phone is null
        and not found.in_browser
      or c.customer_number = any (found.phone || found.further) then 'colleague_unreachable'
    when found.presence in ('offline', 'away', 'busy') then 'colleague_away' end;
  return jsonb_strip_nulls(jsonb_build_object('refused', no)) || jsonb_build_object(
    'name', found.name, 'phone', found.phone, 'in_browser', found.in_browser,
    'further_phones', coalesce(to_jsonb(found.further), '[]'));
end
$$;
revoke all on function private.transfer_target from public;

-- Inserts the event into the ledger, or updates one that had a problem before. Returns the facts
-- of the call that the webhook's answer needs; they are stored with the event.
create or replace function private.write_event(
  tenant uuid, n public.calls, known private.known_call, e private.call_event, whole jsonb,
  failure text) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  facts jsonb := private.answer_facts(n, e.answered_from is not null);
begin
  if not known.is_news then return facts; end if;
  if e.answered_from is not null and e.from_memory is not true then
    e.answered_from := e.answered_from || jsonb_build_object('facts',
      facts #- '{colleague,phone}' #- '{colleague,further_phones}');
  end if;
  if known.event_id is null then
    insert into public.call_events (tenant_id, call_id, call_sid, event_type, event_data, query,
        answered_from, dedupe_key, occurred_at, created_at, problem, problem_event)
      values (tenant, n.id, e.call_sid, e.type, coalesce(e.data, '{}'), e.query,
        e.answered_from, e.dedupe_key, e.occurred_at, coalesce(e.received_at, now()), failure,
        case when failure is not null then whole end)
    on conflict (tenant_id, dedupe_key) do nothing;
  else
    update public.call_events set
      problem = coalesce(failure, problem),
      problem_event = case when failure is null then problem_event else whole end,
      solved_at = case when failure is null then now() end
      where id = known.event_id;
  end if;
  return facts;
end
$$;
revoke all on function private.write_event from public;

-- Who is asking, in one round trip: the profile, its tenant's settings and the topic to listen to;
-- null before onboarding.
create or replace function public.me() returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select json_build_object('user_id', p.user_id, 'role', p.role, 'name', p.name, 'email', p.email,
    'session_id', (select auth.jwt() ->> 'session_id'),
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

create or replace function public.renew_invitation(invitation uuid) returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.renew_invitation(invitation) $$;
comment on function public.renew_invitation is
  'status: renewed, with the token of a new link that lives 7 days, the email and the role | '
  'just_sent: within the last minute | gone: accepted or revoked.';

revoke all on function public.renew_invitation from public, anon, service_role;
grant execute on function public.renew_invitation to authenticated;

comment on column public.invitations.sent_at is 'When its link was made: sent again, it gets a new one, and the old one is no good any more.';

comment on function public.renew_invitation(pg_catalog.uuid) is 'status: renewed, with the token of a new link that lives 7 days, the email and the role | just_sent: within the last minute | gone: accepted or revoked.';

comment on table public.further_phones is 'The second and third phone (E.164) of a person: they ring beside the first, personal_phones, whoever calls, and not without it: while the first is not verified, or calls may not go there, none rings. The first alone places calls, and is rung to supervise one.';

grant select (sent_at) on table public.invitations to authenticated;

reset check_function_bodies;
