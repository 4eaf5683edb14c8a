set check_function_bodies = off;

alter table public.calls add column talked_with uuid[] not null default '{}';

drop policy "managers and admins read events, reps those of their own calls " on public.call_events;
drop policy "managers and admins read legs, reps those of their own calls bu" on public.call_legs;
drop policy "managers and admins read recordings, reps of their own calls an" on public.recordings;
drop policy "managers and admins read steps, reps those of their own calls" on public.call_steps;

-- Whether a member hears a recording: managers and admins all, others the shared mailbox, their own
-- messages and the talks of their own calls. As the policies of recordings and voicemails say.
create or replace function private.may_hear(p public.profiles, r public.recordings,
  c public.calls) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select p.role in ('manager', 'admin') or case when r.purpose = 'voicemail'
    then exists (select from public.voicemails v
      where v.tenant_id = r.tenant_id and v.recording_id = r.id
        and (v.mailbox_id is null or v.mailbox_id = p.user_id))
    else coalesce(p.user_id = any (array[c.user_id, c.callee_id] || c.talked_with), false) end $$;
revoke all on function private.may_hear from public;

-- The call that an event creates, not yet written. Any event of an inbound call may be its first,
-- because the id is derived from the CallSid. An outbound call has its row before Twilio is asked;
-- an event creates only one that was found at Twilio. Null if the event creates no call of this
-- tenant.
create or replace function private.new_call(tenant uuid, e private.call_event) returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  role public.leg_role := coalesce(e.role, e.inferred_role);
  customer text := case when e.creates = 'outbound' then e.customer
                        when role = 'caller' then e."from" end;
  seen record;
begin
  if e.creates is null then return null; end if;
  select
      -- A caller's leg, the first word of its call, for a number that is not the tenant's. What
      -- Twilio says over REST is the tenant's.
      role = 'caller' and e."to" is not null and e.type not like 'rest.%'
        and not exists (select from public.phone_numbers n
          where n.tenant_id = tenant and n.number = e."to") as is_elsewhere,
      (select p.contact_id from public.contact_phones p
        where p.tenant_id = tenant and p.phone = customer
        order by p.created_at, p.id limit 1) as contact,
      exists (select from public.call_legs l
          where l.tenant_id = tenant and l.call_sid = e.call_sid)
        or exists (select from public.calls o
          where o.tenant_id = tenant and o.twilio_call_sid = e.call_sid) as is_bound
    into seen;
  if seen.is_elsewhere then return null; end if;
  c.id := e.call_id;
  c.tenant_id := tenant;
  c.direction := e.creates;
  -- A rep's leg without a parent may be the company's own call to a conference or a queue.
  c.from_number := case when e.parent_call_sid is null
      and (role = 'caller' or role = 'rep' and e.creates <> 'inbound')
    then coalesce(e."from", '') else '' end;
  c.to_number := case when e.creates = 'outbound' then coalesce(e.customer, '')
    when role = 'caller' then coalesce(e."to", '') else '' end;
  c.status := case when e.creates = 'inbound' then 'ringing' else 'queued' end;
  c.stage := case when e.creates = 'inbound' then 'greeting' else 'placing' end;
  c.created_at := coalesce(e.started_at, e.occurred_at);
  c.next_check_at := e.received_at + interval '60 seconds';
  if e.imported then c.imported_at := e.received_at; end if;
  c.user_id := e.owner_id;
  c.phone_number_id := e.phone_number_id;
  c.contact_id := seen.contact;
  c.recording_requested := coalesce(e.recording_requested, false);
  c.also_on := '{}';
  c.owner_left := false;
  c.talked_with := '{}';
  c.create_lost := false;
  c.has_more_evidence := false;
  c.version := 1;
  -- A leg that another call has is a problem of this event; the row is made without it.
  if role = 'caller' and not seen.is_bound then c.twilio_call_sid := e.call_sid; end if;
  return c;
end
$$;
revoke all on function private.new_call from public;

-- Applies verdict and legs to the call: status, times, ring time, price.
create or replace function private.settle(n public.calls, legs public.call_legs[],
  v private.verdict)
returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  root public.call_legs;
  -- The phone that rang last: the customer's of an outbound call, else the company's.
  rung public.call_legs;
  rung_side text := case n.direction when 'outbound' then 'customer' else 'company' end;
  is_live boolean := false;
  is_meeting boolean := false;
begin
  foreach leg in array legs loop
    -- Who was in a room: Twilio's own legs say the rest.
    if leg.medium = 'room' then
      is_meeting := is_meeting or leg.role = 'system';
      continue;
    end if;
    is_live := is_live or leg.status < 'completed';
    if leg.parent_call_sid is null then
      if root.call_sid is null then
        root := leg;
      elsif (leg.first_seen_at, leg.call_sid) < (root.first_seen_at, root.call_sid) then
        root := leg;
      end if;
    end if;
    if leg.side = rung_side and (n.direction <> 'internal' or leg.parent_call_sid is not null) then
      if rung.call_sid is null then
        rung := leg;
      -- Of those that nobody answered and that began together, the one that rang longest.
      elsif (coalesce(leg.accepted_at, 'infinity'), coalesce(leg.answered_at, 'infinity'),
          leg.first_seen_at, coalesce(rung.ended_at, 'infinity'), leg.call_sid)
        < (coalesce(rung.accepted_at, 'infinity'), coalesce(rung.answered_at, 'infinity'),
          rung.first_seen_at, coalesce(leg.ended_at, 'infinity'), rung.call_sid) then
        rung := leg;
      end if;
    end if;
  end loop;
  if v.status >= 'completed' or n.status >= 'completed' then
    if n.status < 'completed' then n.next_check_at := now(); end if;
    n.ended_at := case when v.status >= 'completed'
      then coalesce(v.ended_at, root.ended_at, rung.ended_at, n.ended_at) end;
    n.duration_seconds := case when v.status >= 'completed' then v.duration_seconds end;
  elsif n.ended_at is not null then
    -- Said of a create that was refused, and rang after all.
    n.ended_at := null;
    n.duration_seconds := null;
  end if;
  n.stage := case when v.status >= 'completed' then 'ended' else v.stage end;
  n.status := v.status;
  n.outcome := v.outcome;
  n.outcome_reason := v.outcome_reason;
  n.answered_at := v.answered_at;
  if rung.call_sid is not null then
    n.ring_seconds := round(extract(epoch from
      coalesce(rung.answered_at, rung.ended_at) - rung.ringing_at))::integer;
    if n.ring_seconds < 0 then n.ring_seconds := 0; end if;
  end if;
  n.twilio_call_sid := coalesce(root.call_sid, n.twilio_call_sid, rung.parent_call_sid);
  if n.direction = 'inbound' and (v.owner_id is not null or rung.accepted_at is not null) then
    n.user_id := coalesce(v.owner_id, rung.user_id, n.user_id);
  end if;
  if cardinality(legs) > 2 or n.has_more_evidence then
    n.also_on := array(select distinct l.user_id from unnest(legs) l
      where l.side = 'company' and l.status < 'completed' and l.accepted_at is not null
        and l.user_id <> n.user_id order by 1);
    n.talked_with := array(select distinct l.user_id from unnest(legs) with ordinality as l
      where l.side = 'company' and l.user_id is distinct from n.user_id and l.user_id is not null
        and v.talk_seconds[l.ordinality] > 0 order by 1);
    n.owner_left := n.status < 'completed'
      and exists (select from unnest(legs) l
        where l.user_id = n.user_id and l.accepted_at is not null)
      and not exists (select from unnest(legs) l
        where l.user_id = n.user_id and l.status < 'completed');
  end if;
  if root.call_sid is not null and (n.create_lost or n.error_message is not null) then
    -- It happened after all: what was said of a create that was not found is void.
    n.create_lost := false; n.error_code := null; n.error_message := null;
  end if;
  -- The meeting's own leg is none of Twilio's.
  if not is_live and (root.call_sid is not null or is_meeting and n.status >= 'completed') then
    n := private.settle_price(n, legs);
  elsif n.billed_seconds is not null or n.price is not null then
    n.billed_seconds := null; n.price := null; n.price_unit := null;
  end if;
  return n;
end
$$;
revoke all on function private.settle from public;

-- Inserts the call, or updates the columns that differ from `c`. Returns false if another event
-- has inserted the row concurrently. The only place that spells the columns of calls, besides
-- private.open_call.
create or replace function private.write_call(c public.calls, n public.calls) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  -- The call as it was, but for how far its phones ring.
  rings public.calls;
begin
  if c.id is null then
    insert into public.calls (id, tenant_id, twilio_call_sid, direction, from_number, to_number,
        status, stage, outcome, outcome_reason, contact_id, user_id, callee_id, also_on,
        owner_left, talked_with, phone_number_id, duration_seconds, ring_seconds, billed_seconds,
        recording_requested, recording_url, price, price_unit, error_code, error_message,
        create_lost, has_more_evidence, hangup_requested_at, imported_at, created_at, answered_at,
        ended_at, next_check_at)
      values (n.id, n.tenant_id, n.twilio_call_sid, n.direction, n.from_number, n.to_number,
        n.status, n.stage, n.outcome, n.outcome_reason, n.contact_id, n.user_id, n.callee_id,
        coalesce(n.also_on, '{}'), coalesce(n.owner_left, false), coalesce(n.talked_with, '{}'),
        n.phone_number_id,
        n.duration_seconds, n.ring_seconds, n.billed_seconds, n.recording_requested,
        n.recording_url, n.price, n.price_unit,
        n.error_code, n.error_message, n.create_lost, n.has_more_evidence, n.hangup_requested_at,
        n.imported_at, n.created_at, n.answered_at, n.ended_at, n.next_check_at)
    on conflict do nothing;
    return found;
  elsif n is distinct from c then
    if greatest(c.stage, n.stage) < 'connected' then
      rings := c;
      rings.status := n.status; rings.stage := n.stage; rings.ring_seconds := n.ring_seconds;
      if n is not distinct from rings then
        -- Nothing that indexes, generated columns or what follows a talk or an end are made of.
        update public.calls set status = n.status, stage = n.stage,
          ring_seconds = n.ring_seconds, version = c.version + 1
        where tenant_id = c.tenant_id and id = c.id;
        return true;
      end if;
    end if;
    update public.calls set
      status = n.status, outcome = n.outcome, outcome_reason = n.outcome_reason, stage = n.stage,
      created_at = n.created_at, answered_at = n.answered_at, ended_at = n.ended_at,
      phone_number_id = n.phone_number_id, contact_id = n.contact_id, user_id = n.user_id,
      also_on = n.also_on, owner_left = n.owner_left, talked_with = n.talked_with,
      duration_seconds = n.duration_seconds, ring_seconds = n.ring_seconds,
      billed_seconds = n.billed_seconds, price = n.price, price_unit = n.price_unit,
      recording_requested = n.recording_requested, recording_url = n.recording_url,
      has_more_evidence = n.has_more_evidence, twilio_call_sid = n.twilio_call_sid,
      hangup_requested_at = n.hangup_requested_at, create_lost = n.create_lost,
      error_code = n.error_code, error_message = n.error_message,
      next_check_at = n.next_check_at, version = c.version + 1
    where tenant_id = c.tenant_id and id = c.id;
    -- Hardly ever changed: customer_number is generated of them, which costs more than the rest.
    if (n.from_number, n.to_number) is distinct from (c.from_number, c.to_number) then
      update public.calls set from_number = n.from_number, to_number = n.to_number
      where tenant_id = c.tenant_id and id = c.id;
    end if;
  end if;
  return true;
end
$$;
revoke all on function private.write_call from public;

-- What became of each person's calls in some days, of one direction, outcome or number, or with
-- what people say came of them (`said` as for call_figures); who had none is left out. Null is
-- nobody's: calls that rang no one. A call is its user_id's; talk is each person's own, also of who
-- talked in somebody else's call. Read from the index alone, but for calls in which several talked.
create or replace function public.call_figures_by_person(since timestamptz,
  until timestamptz, person uuid default null, way text default null, ended_as text default null,
  line uuid default null, said uuid default null)
returns table (user_id uuid, calls bigint, connected bigint, missed bigint, talk_seconds bigint)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  with counted as (
    select c.user_id, count(*) as calls,
      count(*) filter (where c.outcome = 'connected') as connected,
      count(*) filter (where c.outcome = 'missed') as missed, sum(c.duration_seconds) as talk
    from public.calls c
    where c.tenant_id = (select private.tenant_id())
      and (select private.role()) in ('manager', 'admin')
      and c.created_at >= since and c.created_at < until
      and (person is null or c.user_id = person)
      and (way is null and c.direction <> 'internal' or c.direction = way)
      and (ended_as is null or c.outcome = ended_as)
      and (line is null or c.phone_number_id = line)
      and (said is null or c.disposition_id = said
        or c.lacks_outcome and said = '00000000-0000-0000-0000-000000000000')
    group by c.user_id
  ), shared as (
    select c.user_id as owner, c.duration_seconds, l.user_id, l.talk_seconds, row_number() over
        (partition by c.id order by l.user_id = c.user_id desc, l.call_sid) = 1 as is_first
    from public.calls c join public.call_legs l on l.tenant_id = c.tenant_id and l.call_id = c.id
      and l.side = 'company' and l.talk_seconds > 0
    where c.tenant_id = (select private.tenant_id())
      and (select private.role()) in ('manager', 'admin') and c.talked_with <> '{}'
      and c.created_at >= since and c.created_at < until
      and (way is null and c.direction <> 'internal' or c.direction = way)
      and (ended_as is null or c.outcome = ended_as)
      and (line is null or c.phone_number_id = line)
      and (said is null or c.disposition_id = said
        or c.lacks_outcome and said = '00000000-0000-0000-0000-000000000000')
  ), parts as (
    select f.user_id, f.calls, f.connected, f.missed, f.talk from counted f
    union all
    select s.user_id, 0, 0, 0, s.talk_seconds from shared s
    union all
    select s.owner, 0, 0, 0, -s.duration_seconds from shared s where s.is_first
  )
  select p.user_id, sum(p.calls)::bigint, sum(p.connected)::bigint, sum(p.missed)::bigint,
    greatest(coalesce(sum(p.talk), 0), 0)::bigint
  from parts p where person is null or p.user_id = person group by p.user_id
$$;

revoke all on function public.call_figures_by_person from public, anon, service_role;
grant execute on function public.call_figures_by_person to authenticated;

CREATE INDEX calls_talked_with ON public.calls USING btree (tenant_id, created_at) WHERE (talked_with <> '{}'::uuid[]);

create policy "managers and admins read events, reps those of their own calls " on public.call_events as permissive for select to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])) OR (( SELECT (( SELECT auth.uid() AS uid) = ANY ((ARRAY[c.user_id, c.callee_id] || c.talked_with)))
   FROM public.calls c
  WHERE ((c.tenant_id = call_events.tenant_id) AND (c.id = call_events.call_id))) AND ((call_sid IS NULL) OR ( SELECT true
   FROM public.call_legs l
  WHERE ((l.tenant_id = call_events.tenant_id) AND (l.call_sid = call_events.call_sid))))))));

create policy "managers and admins read legs, reps those of their own calls bu" on public.call_legs as permissive for select to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])) OR (((role <> ALL (ARRAY['rep'::public.leg_role, 'supervisor'::public.leg_role])) OR (user_id = ( SELECT auth.uid() AS uid))) AND ( SELECT (( SELECT auth.uid() AS uid) = ANY ((ARRAY[c.user_id, c.callee_id] || c.talked_with)))
   FROM public.calls c
  WHERE ((c.tenant_id = call_legs.tenant_id) AND (c.id = call_legs.call_id)))))));

create policy "managers and admins read recordings, reps of their own calls an" on public.recordings as permissive for select to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])) OR
CASE
    WHEN (purpose = 'voicemail'::text) THEN ((status = 'deleted'::text) OR ( SELECT true
       FROM public.voicemails v
      WHERE (v.recording_id = recordings.id)))
    ELSE ( SELECT (( SELECT auth.uid() AS uid) = ANY ((ARRAY[c.user_id, c.callee_id] || c.talked_with)))
       FROM public.calls c
      WHERE ((c.tenant_id = recordings.tenant_id) AND (c.id = recordings.call_id)))
END)));

create policy "managers and admins read steps, reps those of their own calls" on public.call_steps as permissive for select to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])) OR ( SELECT (( SELECT auth.uid() AS uid) = ANY ((ARRAY[c.user_id, c.callee_id] || c.talked_with)))
   FROM public.calls c
  WHERE ((c.tenant_id = call_steps.tenant_id) AND (c.id = call_steps.call_id))))));

comment on column public.calls.talked_with is 'Who else of the company talked, besides user_id, once the call is over: as user_id, they see and hear what was said.';

reset check_function_bodies;
