set check_function_bodies = off;

-- A manager or an admin takes a caller over from a voice agent (`take_over`), or ends the talk
-- (`end`): 'asked', 'already_asked', 'over', or 'forbidden'.
create or replace function machine.ask_agent(tenant uuid, person uuid, target uuid, want text)
returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  s public.voice_agent_sessions;
begin
  if not private.is_manager(tenant, person) then return 'forbidden'; end if;
  select * into s from public.voice_agent_sessions o
    where o.tenant_id = tenant and o.id = target for update;
  if s.id is null or s.status = 'ended' then return 'over'; end if;
  if s.asked is not null then return 'already_asked'; end if;
  update public.voice_agent_sessions o set asked = want, asked_by = person
    where o.tenant_id = tenant and o.id = target;
  return 'asked';
end
$$;
revoke all on function machine.ask_agent from public;
grant execute on function machine.ask_agent to ringbook_machine;

-- A manager or an admin listens to a live talk of a voice agent: { url } of the process that has
-- it, or { refused }: 'over' or 'forbidden'. It is in the activity log.
create or replace function machine.listen_to_agent(tenant uuid, person uuid, target uuid)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  talk record;
begin
  if not private.is_manager(tenant, person) then
    return jsonb_build_object('refused', 'forbidden');
  end if;
  select s.call_id, a.name, w.url into talk
    from public.voice_agent_sessions s
    join public.voice_agents a on a.tenant_id = tenant and a.id = s.agent_id
    join private.agent_workers w on w.id = s.worker_id
    where s.tenant_id = tenant and s.id = target and s.status <> 'ended';
  if talk.url is null then return jsonb_build_object('refused', 'over'); end if;
  perform private.audit(tenant, person, 'call.agent_listened', target::text,
    jsonb_build_object('call_id', talk.call_id, 'agent', talk.name));
  return jsonb_build_object('url', talk.url);
end
$$;
revoke all on function machine.listen_to_agent from public;
grant execute on function machine.listen_to_agent to ringbook_machine;

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
          'may_stay', l.role <> 'supervisor' or private.is_manager(l.tenant_id, l.user_id),
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

-- Whether somebody who listens in a room of a call may listen no more, and is to be taken out; once
-- for each call and person that is in the activity log.
create or replace function machine.note_listener_out(tenant uuid, person uuid, target uuid)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said constant jsonb := jsonb_build_object('call_id', target);
begin
  if private.is_manager(tenant, person) then return false; end if;
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

-- A manager wants a caller next, wherever they stand in line; why not, or null. What comes of it is
-- the next turn's (private.serve_line); after a minute the caller is everybody's again.
create or replace function machine.take_caller(tenant uuid, person uuid, call uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  availability text;
begin
  perform pg_advisory_xact_lock(hashtextextended('queue:' || tenant, 0));
  select r.availability into availability from private.routed_people(tenant, call, '{}') r
    where r.user_id = person;
  if not private.is_manager(tenant, person) then return 'not_waiting'; end if;
  if coalesce(availability, 'no_phone') = 'no_phone' then return 'no_phone'; end if;
  -- Also of who takes no calls.
  if private.is_on_call(tenant, person, call)
    or exists (select from private.ring_claims k where k.tenant_id = tenant
      and k.user_id = person and k.call_id <> call and not private.is_claim_over(k)) then
    return 'on_call';
  end if;
  update public.queue_entries q set taken_by = person, taken_at = now()
    where q.tenant_id = tenant and q.call_id = call and q.state in ('waiting', 'callback');
  if not found then return 'not_waiting'; end if;
  perform private.audit(tenant, person, 'caller.taken', call::text, '{}');
  return null;
end
$$;
revoke all on function machine.take_caller from public;
grant execute on function machine.take_caller to ringbook_machine;

-- A manager takes the caller of a voice agent: as machine.ask_agent, or `no_phone` where they could
-- not be rung, `on_call` where they are on a call.
create or replace function machine.take_from_agent(tenant uuid, person uuid, target uuid)
returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (select s.call_id from public.voice_agent_sessions s
    where s.tenant_id = tenant and s.id = target);
  availability text;
begin
  if not private.is_manager(tenant, person) then return 'forbidden'; end if;
  if call is null then return 'over'; end if;
  select r.availability into availability from private.routed_people(tenant, call, '{}') r
    where r.user_id = person;
  if coalesce(availability, 'no_phone') = 'no_phone' then return 'no_phone'; end if;
  if private.is_on_call(tenant, person, call) then return 'on_call'; end if;
  return machine.ask_agent(tenant, person, target, 'take_over');
end
$$;
revoke all on function machine.take_from_agent from public;
grant execute on function machine.take_from_agent to ringbook_machine;

-- Whether a person is a manager or an admin of a tenant now: those may listen to calls of others.
create or replace function private.is_manager(tenant uuid, person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.profiles p where p.tenant_id = tenant and p.user_id = person
    and p.removed_at is null and p.role in ('manager', 'admin'))
$$;
revoke all on function private.is_manager from public;

-- Who supervises a call, whether they still may, and whom a whisper is for: the person whose call
-- it is, else whoever of the company is in the room longest. Null where nobody does.
create or replace function private.supervision_facts(c public.calls, legs jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('user_id', s.user_id, 'mode', s.mode, 'applied', s.applied,
    'may_supervise', private.is_manager(s.tenant_id, s.user_id),
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

reset check_function_bodies;
