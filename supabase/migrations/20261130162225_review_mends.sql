set check_function_bodies = off;

-- Takes one event of LiveKit's, verified with the tenant's own secret (lib/rooms/report.ts makes
-- it): binds its room to the call that livekit-sip says it is of, or finds the room, and records
-- it. The same events in any order and any number give the same rows. Null for a room that is
-- nobody's of the tenant; `refused` where trunk, call and tenant don't agree, or for a minute where
-- the call is not known yet: it was answered while the database was away.
create or replace function machine.take_room_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := (e ->> 'at')::timestamptz;
  said_of uuid := (e ->> 'call')::uuid;
  r public.rooms;
  c public.calls;
begin
  -- The call before its room, as everything that changes both.
  perform from public.calls o where o.tenant_id = tenant and o.id = coalesce(
    (select k.call_id from public.rooms k where k.tenant_id = tenant and k.name = e ->> 'room'),
    said_of) for no key update;
  select * into r from public.rooms k
    where k.tenant_id = tenant and k.name = e ->> 'room' for update;
  if not found then
    if said_of is null then return null; end if;
    if at between now() - interval '1 minute' and now() + interval '1 minute'
        and exists (select from public.livekit_accounts a
          where a.tenant_id = tenant and a.trunk_id = e ->> 'trunk')
        and not exists (select from public.calls o where o.id = said_of)
      then return '{"refused": "too_early"}';
    end if;
    r := private.bind_room(tenant, e);
  end if;
  -- One room, one call: what a second leg says of another is not believed.
  if r.call_id is null or said_of <> r.call_id then
    return jsonb_build_object('refused', 'mismatch');
  end if;
  perform machine.record_event(tenant, e -> 'event' || jsonb_build_object('call_id', r.call_id));
  update public.rooms k set
    started_at = least(k.started_at, at),
    -- Of whoever answers; of another, the claim is not theirs any more. A meeting once two are in.
    answered_at = coalesce(k.answered_at, case
      when k.kind = 'meeting' and private.talkers_in(k) > 1 then now()
      when k.kind = 'call' and e ->> 'what' = 'published'
        and k.claimed_by = (e ->> 'person')::uuid then now() end)
    where k.tenant_id = tenant and k.id = r.id returning * into r;
  if r.answered_at is not null or r.ended_at is not null then
    perform private.stop_ringing(r, coalesce(r.answered_at, r.ended_at));
  end if;
  select * into c from public.calls k where k.tenant_id = tenant and k.id = r.call_id;
  return private.room_state(r, c);
end
$$;
revoke all on function machine.take_room_event from public;
grant execute on function machine.take_room_event to ringbook_machine;

-- Refuses a group with somebody twice, or a new one in it who is not of the company any more.
create or replace function private.known_people() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  known uuid[] := case tg_op when 'UPDATE' then old.people else '{}' end;
begin
  -- Whoever is added stays of the company until this is committed.
  perform from public.profiles p where p.tenant_id = new.tenant_id
    and p.user_id = any (new.people) and p.user_id <> all (known) for share;
  if (select count(distinct one) from unnest(new.people) one) <> cardinality(new.people)
      or exists (select from unnest(new.people) one where one <> all (known)
        and not exists (select from public.profiles p where p.tenant_id = new.tenant_id
          and p.user_id = one and p.removed_at is null)) then
    raise exception 'A person of this group is not there' using errcode = '23503';
  end if;
  return new;
end
$$;
revoke all on function private.known_people from public;

-- What comes of a call's place in a queue when it `waits` there no more after an event: the caller
-- is called back in their turn (`routing.calls_back` is the wish of the queue), or goes on along
-- the route. Where nobody is left to call them, they stay among the missed callers. Who was
-- answered from memory may not have joined yet.
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
    update public.queue_entries q set ringing = null, next_try_at = now(),
        state = case when q.people = '{}' then 'given_up' else 'callback' end
      where q.tenant_id = tenant and q.call_id = call and q.state = 'waiting';
  elsif e -> 'from_memory' is null then
    update public.queue_entries q set state = 'left', ringing = null
      where q.tenant_id = tenant and q.call_id = call and q.state in ('waiting', 'ringing');
  end if;
end
$$;
revoke all on function private.leave_queue from public;

-- Callbacks that came to nothing: nobody took them, or the caller did not answer. They are tried
-- again in their place, five times in all, unless nobody is left to call.
create or replace function private.return_callbacks(tenant uuid) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update public.queue_entries q set ringing = null,
      state = case when q.tries >= 5 or q.people = '{}' then 'given_up' else 'callback' end,
      next_try_at = now() + case when exists (select from public.call_legs l
          where l.tenant_id = tenant and l.call_id = q.call_id and l.role = 'customer'
            and l.first_seen_at > k.claimed_at - interval '2 seconds')
        then interval '10 minutes' else interval '0' end
    from private.ring_claims k
    where q.tenant_id = tenant and q.state = 'calling' and k.tenant_id = tenant
      and k.user_id = q.ringing
      and (k.call_id <> q.call_id or private.is_claim_over(k))
$$;
revoke all on function private.return_callbacks from public;

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
        where c.tenant_id = (select private.tenant_id()) and c.direction = 'inbound'
          -- Those that no webhook reported were found at Twilio.
          and c.imported_at is null),
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

reset check_function_bodies;
