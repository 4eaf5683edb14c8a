set check_function_bodies = off;

alter table public.tenants add column announce_supervision boolean not null default false;
alter table public.tenants add column show_supervision boolean not null default true;

alter table public.call_spans drop constraint call_spans_space_check;
alter table public.call_controls drop constraint call_controls_target_kind_check;
drop trigger follow_queue on public.calls;
drop function machine.begin_hangup(uuid, uuid, uuid, timestamptz);

create table public.call_supervisions (
  tenant_id uuid not null,
  call_id uuid not null,
  user_id uuid not null,
  mode text not null check (mode in ('listen', 'whisper', 'barge', 'take_over')),
  state text not null check (state in ('ringing', 'in', 'gone')),
  applied text,
  is_shown boolean not null,
  is_announced boolean not null,
  announced_at timestamptz,
  taken_over_at timestamptz,
  asked_at timestamptz not null,
  changes integer not null default 0,
  primary key (tenant_id, call_id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.call_supervisions is
  'Who supervises a call, or did last: a manager who listens, whispers, barges in or takes over '
  '(ADR 13). What was asked: who spoke, and when, is evidence of Twilio''s.';
comment on column public.call_supervisions.mode is
  'listen: heard by nobody. whisper: by the rep alone. barge: by everybody. take_over: the rep '
  'leaves.';
comment on column public.call_supervisions.state is
  'Of the supervisor''s own phone or browser, for the page: people cannot read the legs of '
  'colleagues.';
comment on column public.call_supervisions.applied is
  'What Twilio was told last: to ring the supervisor, to say that they listen, then the mode and '
  'the leg that hears a whisper. Null until then.';
comment on column public.call_supervisions.is_shown is
  'Whoever talks may see it: so says the company''s policy, or the supervisor was heard by them.';
comment on column public.call_supervisions.is_announced is
  'Everybody is to hear that somebody listens, once, as they join.';

create index call_supervisions_by_person on public.call_supervisions (tenant_id, user_id)
  where state <> 'gone';

alter table public.call_supervisions enable row level security;
revoke all on public.call_supervisions from anon, authenticated, service_role;
grant select on public.call_supervisions to authenticated;

create policy "managers and admins see who supervises, whoever talks where the policy says so"
  on public.call_supervisions for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (
    (select private.role()) in ('manager', 'admin')
    or (is_shown and (select (select auth.uid()) = any (array[c.user_id] || c.also_on)
      from public.calls c where c.tenant_id = call_supervisions.tenant_id
        and c.id = call_supervisions.call_id))));

create trigger broadcast after insert or update on public.call_supervisions
  for each row when (new.is_shown)
  execute function private.broadcast_change('call_supervisions', 'call_id');
-- What is hidden looks like any other change of the call.
create trigger broadcast_hidden after insert or update on public.call_supervisions
  for each row when (not new.is_shown) execute function private.broadcast_wrapup();

-- functions begin
-- Notes what a person wants of a call they talk on: { kind: hold | resume | transfer | complete |
-- take_back | merge | add, mode, to: person | number | voicemail | route, user_id, number, place,
-- route, step }. Gives what Twilio must be told about: the legs, whom to ring, and what was asked
-- before. { done: true } where it is so already; { refused } where it cannot be.
create or replace function machine.ask_control(tenant uuid, person uuid, target uuid, want jsonb,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  was public.call_controls;
  legs jsonb;
  no text;
  rings jsonb;
  is_hold boolean;
begin
  if not exists (select from public.profiles where tenant_id = tenant and user_id = person
    and removed_at is null) then return jsonb_build_object('refused', 'call_not_found'); end if;
  select * into c from public.calls where tenant_id = tenant and id = target for no key update;
  select * into was from public.call_controls where tenant_id = tenant and call_id = target;
  legs := private.control_legs(tenant, target);
  no := private.control_refusal(c, was, legs, person, want);
  if no is not null then return jsonb_build_object('refused', no); end if;
  is_hold := was.customer_in is not distinct from 'hold';
  if want ->> 'kind' = 'hold' and is_hold or want ->> 'kind' = 'resume' and not is_hold then
    return jsonb_build_object('done', true);
  end if;
  if want ->> 'kind' in ('transfer', 'add') then
    rings := private.transfer_target(tenant, c, want);
    if rings ? 'refused' then return rings; end if;
  end if;
  perform private.write_control(private.asked_control(c, was, person, want, at));
  return private.asked_of(c, was, legs) || jsonb_build_object('rings', rings);
end
$$;
revoke all on function machine.ask_control from public;
grant execute on function machine.ask_control to ringbook_machine;

-- A person may end the calls they are on, and leave those that they have joined, a manager or admin
-- end any of the tenant. Gives the legs that are not over yet. `leaves`: only the person's own legs
-- are ended, and the call is not, because they only want to `leave`, supervise it, or others of the
-- company go on talking with the customer.
-- `is_asked`: something was asked of the call, so that its legs no longer end with the one that
-- dialled them.
create or replace function machine.begin_hangup(tenant uuid, person uuid, target uuid,
  at timestamptz, leave boolean) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  person_role public.member_role;
  is_asked boolean;
  leaves boolean;
  has_left boolean;
begin
  select role into person_role from public.profiles where tenant_id = tenant and user_id = person
    and removed_at is null;
  select * into c from public.calls where tenant_id = tenant and id = target;
  if c.id is null or person_role is null then
    return jsonb_build_object('refused', 'call_not_found');
  end if;
  if person_role = 'rep'
    and (person = any (array[c.user_id, c.callee_id] || c.also_on)) is not true then
    return jsonb_build_object('refused', 'not_your_call');
  end if;
  is_asked := exists (select from public.call_controls k
    where k.tenant_id = tenant and k.call_id = target);
  leaves := is_asked and private.stop_supervising(tenant, target, person) or leave
    or is_asked and exists (select from public.call_legs l where l.tenant_id = tenant
      and l.call_id = target and l.status < 'completed' and l.user_id = person)
    and exists (select from public.call_legs l where l.tenant_id = tenant and l.call_id = target
      and l.status < 'completed' and l.user_id is distinct from person
      -- An outside number that a <Dial> rings is not asked whether it accepts.
      and (l.accepted_at is not null or l.role = 'outside' and l.status = 'in-progress')
      and (l.side = 'company' or l.side = 'supervisor'
        and exists (select from public.call_supervisions s where s.tenant_id = tenant
          and s.call_id = target and s.user_id = l.user_id
          and s.mode in ('barge', 'take_over'))));
  -- Whoever has passed it on ends it no more; a manager does, of a colleague's.
  has_left := is_asked and (c.user_id is not distinct from person or person_role = 'rep')
    and not exists (select from public.call_legs l where l.tenant_id = tenant
      and l.call_id = target and l.status < 'completed' and l.user_id = person);
  if c.ended_at is null and not leaves and not has_left then
    perform machine.record_event(tenant,
      jsonb_build_object('type', 'hangup', 'request', 'hangup', 'call_id', target, 'dedupe_key',
      'hangup:' || target || ':' || person,
      'occurred_at', at, 'received_at', at, 'data', jsonb_build_object('user_id', person)));
  end if;
  return (select jsonb_build_object('account_sid', a.account_sid, 'auth_token_ciphertext',
      a.auth_token_ciphertext,
      'direction', c.direction, 'ended', c.ended_at is not null, 'leaves', leaves,
      'is_asked', is_asked,
      'legs', coalesce((select jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
        'status', l.status, 'parent_call_sid', l.parent_call_sid, 'user_id', l.user_id)
                                order by l.parent_call_sid nulls first)
               from public.call_legs l
               where l.tenant_id = tenant and l.call_id = target and l.status < 'completed'
                 and not has_left),
                 '[]'::jsonb))
    from public.twilio_accounts a where a.tenant_id = tenant);
end
$$;

revoke all on function machine.begin_hangup from public;
grant execute on function machine.begin_hangup to ringbook_machine;

-- What was asked of a call and who is on the line, for lib/call-control/tend.ts; null for a call
-- that nobody asked anything of.
create or replace function machine.control_state(tenant uuid, target uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('account_sid', a.account_sid,
      'auth_token_ciphertext', a.auth_token_ciphertext, 'changes', k.changes,
      'customer_in', k.customer_in, 'held_by', k.held_by, 'asked_by', k.asked_by, 'mode', k.mode,
      'target_kind', k.target_kind, 'target_sid', k.target_sid, 'target_user', k.target_user,
      'target_state', k.target_state,
      'record', c.recording_requested,
      'is_paused', private.is_recording_paused(tenant, target),
      'direction', c.direction, 'time_limit_seconds', t.call_time_limit_seconds,
      'asked_seconds_ago', floor(extract(epoch from now() - k.updated_at)),
      'legs', l.legs, 'supervision', private.supervision_facts(c, l.legs))
    from public.call_controls k
    join public.calls c on c.tenant_id = k.tenant_id and c.id = k.call_id
    join public.twilio_accounts a on a.tenant_id = k.tenant_id
    join public.tenants t on t.id = k.tenant_id
    cross join private.control_legs(tenant, target) as l (legs)
    where k.tenant_id = tenant and k.call_id = target
$$;
revoke all on function machine.control_state from public;
grant execute on function machine.control_state to ringbook_machine;

-- Keeps how far a supervision is: { state, applied, announced, taken_over }. False where nothing
-- changes: another has noticed it first, or somebody else supervises the call now.
create or replace function machine.note_supervision(tenant uuid, target uuid, person uuid,
  said jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.call_supervisions s set
      state = coalesce(said ->> 'state', s.state),
      applied = coalesce(said ->> 'applied', s.applied),
      announced_at = case when said ? 'announced' then now() else s.announced_at end,
      taken_over_at = case when said ? 'taken_over' then now() else s.taken_over_at end
    where s.tenant_id = tenant and s.call_id = target and s.user_id = person
      and s.state <> 'gone'
      and ((coalesce(said ->> 'state', s.state), coalesce(said ->> 'applied', s.applied))
          is distinct from (s.state, s.applied)
        or said ? 'announced' and s.announced_at is null
        or said ? 'taken_over' and s.taken_over_at is null);
  return found;
end
$$;
revoke all on function machine.note_supervision from public;
grant execute on function machine.note_supervision to ringbook_machine;

-- What is needed to mute or remove somebody (`sid`) in the room of a call that a person talks on,
-- or { refused }. A supervisor is nobody's to mute or remove; the customer's call is ended instead.
create or replace function machine.participant(tenant uuid, person uuid, target uuid, sid text,
  does text) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  legs jsonb := private.control_legs(tenant, target);
  leg jsonb := (select l from jsonb_array_elements(legs) l where l ->> 'call_sid' = sid);
  no text;
begin
  no := case
    when not exists (select from public.profiles p where p.tenant_id = tenant
        and p.user_id = person and p.removed_at is null)
      or not exists (select from public.calls c where c.tenant_id = tenant and c.id = target)
      then 'call_not_found'
    when not exists (select from jsonb_array_elements(legs) l
      where l ->> 'user_id' = person::text and (l ->> 'is_talking')::boolean
        and (l ->> 'side' = 'company' or exists (select from public.call_supervisions s
          where s.tenant_id = tenant and s.call_id = target and s.user_id = person
            and s.mode in ('barge', 'take_over')))) then 'not_on_call'
    when leg is null then 'not_there'
    when leg ->> 'side' = 'supervisor' then 'not_yours'
    when does = 'remove' and leg ->> 'user_id' = person::text then 'yourself'
    when does = 'remove' and leg ->> 'side' = 'customer' then 'is_customer'
    when does <> 'remove' and not (leg ->> 'in_room')::boolean then 'not_in_room' end;
  if no is not null then return jsonb_build_object('refused', no); end if;
  return (select jsonb_build_object('account_sid', a.account_sid,
      'auth_token_ciphertext', a.auth_token_ciphertext, 'leg', leg)
    from public.twilio_accounts a where a.tenant_id = tenant);
end
$$;
revoke all on function machine.participant from public;
grant execute on function machine.participant to ringbook_machine;

-- Notes that a manager or admin wants to supervise a call, or do so in another way: `mode` is
-- listen | whisper | barge | take_over. Gives what machine.ask_control gives, and `moves`: the two
-- are still connected by a <Dial>; `rings`: where to ring the supervisor, null where they are on
-- the line or being rung. { done: true } where it is so already; { refused } where it cannot be.
create or replace function machine.supervise(tenant uuid, person uuid, target uuid, mode text,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  k public.call_controls;
  s public.call_supervisions;
  legs jsonb;
  no text;
  rings jsonb;
  moves boolean;
  goes_on boolean;
begin
  if not exists (select from public.profiles where tenant_id = tenant and user_id = person
    and removed_at is null) then return jsonb_build_object('refused', 'call_not_found'); end if;
  select * into c from public.calls where tenant_id = tenant and id = target for no key update;
  select * into k from public.call_controls where tenant_id = tenant and call_id = target;
  select * into s from public.call_supervisions where tenant_id = tenant and call_id = target;
  legs := private.control_legs(tenant, target);
  no := private.supervision_refusal(c, k, s, legs, person, mode);
  if no is not null then return jsonb_build_object('refused', no); end if;
  goes_on := coalesce(s.user_id = person and s.state <> 'gone', false);
  if goes_on and s.mode = mode then return jsonb_build_object('done', true); end if;
  if not goes_on then
    select jsonb_build_object('name', p.name, 'phone', r.phone, 'in_browser', r.in_browser)
      into rings from public.profiles p join public.tenants t on t.id = tenant
      cross join lateral private.reach_of(t, person) r
      where p.tenant_id = tenant and p.user_id = person
        and (r.phone is distinct from c.customer_number and r.phone is not null or r.in_browser);
    if rings is null then return jsonb_build_object('refused', 'you_cannot_be_rung'); end if;
  end if;
  perform private.audit(tenant, person, 'call.supervised', c.user_id::text,
    jsonb_build_object('mode', mode, 'call_id', target));
  insert into public.call_supervisions as known (tenant_id, call_id, user_id, mode, state,
      is_shown, is_announced, asked_at)
    select tenant, target, person, mode, 'ringing', t.show_supervision
        or mode <> 'listen', t.announce_supervision, at
      from public.tenants t where t.id = tenant
  on conflict (tenant_id, call_id) do update set user_id = excluded.user_id,
    mode = excluded.mode, state = case when goes_on then known.state else 'ringing' end,
    applied = case when goes_on then known.applied end,
    is_shown = excluded.is_shown or goes_on and known.is_shown,
    is_announced = excluded.is_announced, asked_at = excluded.asked_at,
    announced_at = case when goes_on then known.announced_at end, taken_over_at = null,
    changes = known.changes + 1;
  moves := k.customer_in is null or k.customer_in = 'dial';
  if moves then
    perform private.write_control(private.asked_control(c, k, person, '{"kind": "join"}', at));
  end if;
  return private.asked_of(c, k, legs) || jsonb_build_object('moves', moves, 'rings', rings,
    'user_id', c.user_id, 'is_shown', (select v.is_shown from public.call_supervisions v
      where v.tenant_id = tenant and v.call_id = target));
end
$$;
revoke all on function machine.supervise from public;
grant execute on function machine.supervise to ringbook_machine;

-- What was asked of a call, with what is wanted now.
create or replace function private.asked_control(
  c public.calls, k public.call_controls, person uuid, want jsonb, at timestamptz)
  returns public.call_controls
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  kind text := want ->> 'kind';
  -- Whoever comes in leaves the customer where they are.
  holds boolean := kind = 'hold' or kind = 'transfer' and want ->> 'mode' = 'warm'
    or kind in ('add', 'join') and k.customer_in is not distinct from 'hold';
begin
  k.tenant_id := c.tenant_id;
  k.call_id := c.id;
  k.changes := coalesce(k.changes, 0) + 1;
  k.updated_at := at;
  if holds and k.customer_in is distinct from 'hold' then
    k.held_by := person;
    k.held_at := at;
  elsif not holds then
    k.held_by := null;
    k.held_at := null;
  end if;
  k.customer_in := case when holds then 'hold' when kind = 'transfer' then 'dial' else 'room' end;
  if kind = 'transfer' then
    k.asked_by := person;
    k.asked_at := at;
    k.mode := want ->> 'mode';
    k.target_kind := want ->> 'to';
    k.target_user := (want ->> 'user_id')::uuid;
    k.target_number := want ->> 'number';
    k.target_sid := null;
    k.target_state := case when k.mode = 'warm' then 'ringing' end;
  elsif kind <> 'hold' and kind <> 'resume' then
    k.mode := null;
    k.target_kind := null;
    k.target_user := null;
    k.target_number := null;
    k.target_sid := null;
    k.target_state := null;
  end if;
  return k;
end
$$;
revoke all on function private.asked_control from public;

-- Everything that requests to Twilio need of a call that something was asked of: `was` is what was
-- asked before. Null where the company has no Twilio account.
create or replace function private.asked_of(c public.calls, was public.call_controls, legs jsonb)
  returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('account_sid', a.account_sid,
      'auth_token_ciphertext', a.auth_token_ciphertext,
      'was', to_jsonb(was), 'changes', coalesce(was.changes, 0) + 1, 'legs', legs,
      'record', c.recording_requested,
      'is_paused', private.is_recording_paused(c.tenant_id, c.id), 'direction', c.direction,
      'time_limit_seconds', t.call_time_limit_seconds,
      'customer', c.customer_number,
      'caller_id', coalesce((select n.number from public.phone_numbers n
        where n.id = c.phone_number_id and n.removed_at is null),
        case c.direction when 'inbound' then c.to_number else c.from_number end))
    from public.twilio_accounts a join public.tenants t on t.id = a.tenant_id
    where a.tenant_id = c.tenant_id
$$;
revoke all on function private.asked_of from public;

-- What the answer to a webhook of a call depends on that people have asked something of; null for
-- any other call. Stored with the event.
create or replace function private.control_facts(c public.calls) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('customer_in', k.customer_in, 'asked_by', k.asked_by, 'mode', k.mode,
    'target_sid', k.target_sid, 'target_user', k.target_user,
    'supervision', private.supervision_facts(c, private.control_legs(c.tenant_id, c.id)),
    'asked_by_name', (select p.name from public.profiles p
      where p.tenant_id = c.tenant_id and p.user_id = k.asked_by),
    'is_company_live', exists (select from public.call_legs l
      where l.tenant_id = c.tenant_id and l.call_id = c.id and l.side = 'company'
        and l.status < 'completed'))
  from public.call_controls k where k.tenant_id = c.tenant_id and k.call_id = c.id
$$;
revoke all on function private.control_facts from public;

-- The legs of a call that are not over, as lib/call-control/machine.ts reads them: who is on the
-- line, who is in the room at this moment, and who has left it: their leg ends a moment later.
create or replace function private.control_legs(tenant uuid, call uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
      -- Whoever has taken the call over is one of the company, as the rep was.
      'side', case when l.role = 'supervisor' and exists (select from public.call_supervisions v
        where v.tenant_id = tenant and v.call_id = call and v.user_id = l.user_id
          and v.taken_over_at is not null) then 'company' else l.side end,
      'user_id', l.user_id, 'parent_call_sid', l.parent_call_sid,
      -- Of a caller's own leg Twilio reports only the end.
      'is_talking', l.role = 'caller' or l.status = 'in-progress'
        and (l.accepted_at is not null or l.role not in ('rep', 'supervisor')),
      'in_room', exists (select from public.call_spans s
        where s.tenant_id = tenant and s.call_sid = l.call_sid and s.space = 'conference'
          and upper_inf(s.during)),
      -- A room that all have left is another one when they come back.
      'has_left', coalesce((select bool_and(not upper_inf(s.during)) from public.call_spans s
        where s.tenant_id = tenant and s.call_sid = l.call_sid and s.space = 'conference'), false))
    order by l.first_seen_at, l.call_sid), '[]')
  from public.call_legs l
  where l.tenant_id = tenant and l.call_id = call and l.status < 'completed'
$$;
revoke all on function private.control_legs from public;

-- Why a person may not ask this of a call now; null where they may. `k` is what was asked before.
create or replace function private.control_refusal(
  c public.calls, k public.call_controls, legs jsonb, person uuid, want jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case
    when c.id is null then 'call_not_found'
    when c.direction = 'internal' then 'no_customer'
    when c.status <> 'in-progress' or c.stage not in ('connected', 'waiting')
      or not legs @> '[{"side": "customer", "is_talking": true}]' then 'not_talking'
    when not legs @> jsonb_build_array(jsonb_build_object('user_id', person, 'side', 'company',
      'is_talking', true)) then 'not_on_call'
    -- Whoever it was transferred to rings, and the person who asked is still on the line.
    when k.customer_in = 'dial' and c.stage = 'waiting' then 'being_transferred'
    when want ->> 'kind' in ('transfer', 'hold', 'resume', 'add') and k.mode = 'warm'
      and k.target_kind is not null then 'being_transferred'
    when want ->> 'kind' in ('transfer', 'add') and want ->> 'user_id' = person::text
      then 'yourself'
    when want ->> 'kind' = 'add' and jsonb_array_length(legs) >= 10 then 'call_is_full'
    -- An outside number is nobody's: the next one is somebody else.
    when want ->> 'kind' in ('transfer', 'add') and want ? 'user_id'
      and legs @> jsonb_build_array(jsonb_build_object('user_id', want ->> 'user_id',
        'side', 'company')) then 'on_this_call'
    when want ->> 'kind' in ('complete', 'take_back', 'merge') and k.mode is distinct from 'warm'
      then 'no_transfer'
    -- Whoever is asked may talk with both, or leave; what becomes of the call is not theirs.
    when want ->> 'kind' in ('complete', 'take_back') and k.asked_by is distinct from person
      then 'not_yours'
    when want ->> 'kind' in ('complete', 'merge') and not legs @> jsonb_build_array(
      case when k.target_user is null then jsonb_build_object('call_sid', k.target_sid)
        else jsonb_build_object('user_id', k.target_user, 'side', 'company') end
      || '{"is_talking": true}') then 'not_answered'
  end
$$;
revoke all on function private.control_refusal from public;

-- Verdict for a call in which people talked. It goes on while a customer is on the line with the
-- company or waits for it; an internal call while two people are on the line. A leg ends with the
-- leg that dialled it, unless it was redirected before.
create or replace function private.judge_talked(
  c public.calls, legs public.call_legs[], spans public.call_spans[], t private.talk)
returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  leg public.call_legs;
  parent public.call_legs;
  -- A side of which nothing is known yet is on the line: its events are on their way.
  seen text[] := '{}';
  live text[] := '{}';
  customer_ended_at timestamptz;
  company_ended_at timestamptz;
begin
  foreach leg in array legs loop
    if leg.parent_call_sid is not null then
      parent := null;
      foreach parent in array legs loop exit when parent.call_sid = leg.parent_call_sid; end loop;
      if parent.call_sid = leg.parent_call_sid and parent.status >= 'completed'
         and (cardinality(legs) = 2 and cardinality(spans) = 0
           or not private.has_left(leg.call_sid, legs, spans)) then
        leg.ended_at := least(leg.ended_at, parent.ended_at);
        leg.status := 'completed';
      end if;
    end if;
    if leg.side = 'supervisor' then
      -- Who only listens keeps no call going.
      continue when not leg.call_sid = any (t.call_sids);
      leg.side := 'company';
    end if;
    if leg.side = 'customer' then
      seen := seen || leg.side;
      customer_ended_at := greatest(customer_ended_at, leg.ended_at);
    elsif leg.call_sid = any (t.call_sids) then
      seen := seen || leg.side;
      company_ended_at := greatest(company_ended_at, leg.ended_at);
    end if;
    -- One that rings since before they talked is about to stop; a later one rings for a transfer.
    if leg.status < 'completed' and (leg.side = 'customer' or leg.call_sid = any (t.call_sids)
       or leg.side = 'company' and leg.first_seen_at > t.answered_at) then
      live := live || leg.side;
    end if;
  end loop;
  if not 'customer' = any (seen) then live := live || 'customer'::text; end if;
  if not 'company' = any (seen) then live := live || 'company'::text; end if;
  v.answered_at := t.answered_at;
  v.outcome_reason := t.reason;
  v.owner_id := t.owner_id;
  if c.direction = 'internal' and (cardinality(live) > 2 or cardinality(seen) < 2)
     or c.direction <> 'internal' and 'customer' = any (live)
       and ('company' = any (live) or private.is_waiting(legs, spans)) then
    v.status := 'in-progress';
    v.stage := case when t.is_open then 'connected' else 'waiting' end;
    return v;
  end if;
  v.status := 'completed'; v.outcome := 'connected'; v.stage := 'ended';
  v.ended_at := least(case when not 'customer' = any (live) then customer_ended_at end,
    case when not 'company' = any (live) then company_ended_at end);
  if c.direction = 'internal' then
    -- It was over when the second last had left.
    v.ended_at := (select l.ended_at from unnest(legs) l where l.call_sid = any (t.call_sids)
      order by l.ended_at desc nulls first offset 1 limit 1);
  end if;
  v.duration_seconds := t.seconds;
  v.talk_seconds := t.leg_seconds;
  return v;
end
$$;
revoke all on function private.judge_talked from public;

-- Who is on the line of a live call, or being rung for it, for whoever is on it themselves and for
-- managers: `state` is ringing | in | on_hold. A supervisor is named where whoever asks may
-- see them.
create or replace function private.people_on_call(target uuid)
  returns table (call_sid text, role public.leg_role, user_id uuid, name text, number text,
    state text, is_muted boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.call_sid, l.role, l.user_id, coalesce(p.name, k.name),
    case l.role when 'outside' then l.to_number when 'customer' then l.to_number
      when 'caller' then l.from_number end,
    case when l.side = 'customer' and h.customer_in = 'hold' then 'on_hold'
      when l.role = 'caller' or l.status = 'in-progress'
        and (l.accepted_at is not null or l.role not in ('rep', 'supervisor')) then 'in'
      else 'ringing' end,
    exists (select from public.call_spans s where s.tenant_id = c.tenant_id
      and s.call_sid = l.call_sid and s.space = 'mute' and upper_inf(s.during))
  from public.calls c
  join public.call_controls h on h.tenant_id = c.tenant_id and h.call_id = c.id
  join public.call_legs l on l.tenant_id = c.tenant_id and l.call_id = c.id
    and l.status < 'completed'
  left join public.profiles p on p.tenant_id = c.tenant_id and p.user_id = l.user_id
  left join public.call_supervisions v on v.tenant_id = c.tenant_id and v.call_id = c.id
  left join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
    and l.side = 'customer'
  where c.id = target and c.tenant_id = (select private.tenant_id())
    and ((select private.role()) in ('manager', 'admin')
      or (select auth.uid()) = any (array[c.user_id, c.callee_id] || c.also_on))
    and (l.role <> 'supervisor' or coalesce(v.is_shown, false)
      or (select private.role()) in ('manager', 'admin'))
  order by l.first_seen_at, l.call_sid
$$;
revoke all on function private.people_on_call from public, anon, service_role;
grant execute on function private.people_on_call to authenticated;

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
      when live.is_live then 'on_call'
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
  cross join lateral (select coalesce(d.rings_on <> 'phone'
    and private.has_softphone(tenant, p.user_id), false) as in_browser) b
  left join public.availability a on a.tenant_id = tenant and a.user_id = p.user_id
  left join public.own_hours h on h.tenant_id = tenant and h.user_id = p.user_id
  left join private.ring_claims k on k.tenant_id = tenant and k.user_id = p.user_id
  cross join lateral (select exists (select from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id and c.ended_at is null
      and c.id <> call and not c.owner_left)
    or exists (select from public.calls c
      where c.tenant_id = tenant and c.ended_at is null and p.user_id = any (c.also_on))
    or exists (select from public.call_supervisions s
      join public.calls c on c.tenant_id = s.tenant_id and c.id = s.call_id
      where s.tenant_id = tenant and s.user_id = p.user_id and s.state <> 'gone'
        and c.ended_at is null)
    -- Calls are limited to four hours.
    or exists (select from public.calls c
      where c.tenant_id = tenant and c.callee_id = p.user_id and c.ended_at is null
        and c.created_at > now() - interval '5 hours') as is_live) live
  left join lateral (select c.ended_at, c.outcome from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id
    order by c.created_at desc, c.id desc limit 1) last on true
  where p.tenant_id = tenant and p.removed_at is null
  order by p.created_at, p.user_id;
end
$$;
revoke all on function private.routed_people from public;

-- A person supervises a call no more, whether or not they have been reached; false where they
-- don't.
create or replace function private.stop_supervising(tenant uuid, call uuid, person uuid)
  returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update public.call_supervisions s set state = 'gone'
    where s.tenant_id = tenant and s.call_id = call and s.user_id = person and s.state <> 'gone';
  return found;
end
$$;
revoke all on function private.stop_supervising from public;

-- Who supervises a call, and whom a whisper is for: the person whose call it is, else whoever of
-- the company is in the room longest. Null where nobody does.
create or replace function private.supervision_facts(c public.calls, legs jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('user_id', s.user_id, 'mode', s.mode, 'state', s.state,
    'applied', s.applied,
    'is_rung', s.applied is not null or s.asked_at < now() - interval '30 seconds',
    'is_shown', s.is_shown, 'changes', s.changes,
    'is_announced', s.is_announced and s.announced_at is null,
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

-- Why a person may not supervise this call now; null where they may. `s` is who supervises it, or
-- did last.
create or replace function private.supervision_refusal(c public.calls, k public.call_controls,
  s public.call_supervisions, legs jsonb, person uuid, mode text) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case
    when c.id is null then 'call_not_found'
    when (select p.role from public.profiles p where p.tenant_id = c.tenant_id
      and p.user_id = person) = 'rep' then 'not_a_manager'
    when c.direction = 'internal' then 'internal_call'
    when c.stage = 'ended' then 'call_ended'
    when legs @> jsonb_build_array(jsonb_build_object('user_id', person, 'side', 'company'))
      or c.user_id = person and not c.owner_left then 'own_call'
    when c.status <> 'in-progress' or c.stage not in ('connected', 'waiting')
      or not legs @> '[{"side": "customer", "is_talking": true}]'
      or not legs @> '[{"side": "company", "is_talking": true}]' then 'nobody_talks'
    when s.user_id <> person and s.state <> 'gone'
      and (s.applied is not null or s.asked_at > now() - interval '30 seconds')
      then 'supervised_already'
    when k.customer_in = 'dial' and c.stage = 'waiting' or mode = 'take_over' and k.mode = 'warm'
      and k.target_kind is not null then 'being_transferred'
    when (select p.presence from private.presence_of(c.tenant_id, array[person]) p) = 'on_call'
      and (s.user_id is distinct from person or s.state = 'gone') then 'on_another_call'
  end
$$;
revoke all on function private.supervision_refusal from public;

-- Whom a transfer would ring: { name, phone, in_browser }, or { refused }. A person who is away or
-- on a call is not rung; a colleague's mailbox always takes a message.
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
    when found.presence in ('offline', 'away') and found.phone is null and not found.in_browser
      or found.phone = c.customer_number then 'colleague_unreachable'
    when found.presence in ('offline', 'away') then 'colleague_away' end;
  return jsonb_strip_nulls(jsonb_build_object('refused', no)) || jsonb_build_object(
    'name', found.name, 'phone', found.phone, 'in_browser', found.in_browser);
end
$$;
revoke all on function private.transfer_target from public;

-- Keeps what is asked of a call. From now on it is more than a <Dial>, whose end may come before
-- any evidence of what follows: its answer must read this (private.answer_facts).
create or replace function private.write_control(k public.call_controls) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into public.call_controls select k.*
  on conflict (tenant_id, call_id) do update set customer_in = excluded.customer_in,
    held_by = excluded.held_by, held_at = excluded.held_at, asked_by = excluded.asked_by,
    asked_at = excluded.asked_at, mode = excluded.mode, target_kind = excluded.target_kind,
    target_user = excluded.target_user, target_number = excluded.target_number,
    target_sid = excluded.target_sid, target_state = excluded.target_state,
    changes = excluded.changes, updated_at = excluded.updated_at;
  update public.calls c set has_more_evidence = true
    where c.tenant_id = k.tenant_id and c.id = k.call_id and not c.has_more_evidence;
$$;
revoke all on function private.write_control from public;

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
          where s.tenant_id = p.tenant_id and s.user_id = p.user_id and s.state <> 'gone'))),
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
      'after_call_seconds', t.after_call_seconds))
  from public.profiles p
  join public.tenants t on t.id = p.tenant_id
  left join public.personal_phones ph on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id
  where p.user_id = (select auth.uid()) and p.tenant_id = (select private.tenant_id())
    and p.removed_at is null
$$;

revoke all on function public.me from public, anon, service_role;
grant execute on function public.me to authenticated;

create or replace function public.people_on_call(target uuid)
  returns table (call_sid text, role public.leg_role, user_id uuid, name text, number text,
    state text, is_muted boolean)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.people_on_call(target)
$$;

comment on function public.people_on_call is
  'Who is on the line of a live call that something was asked of. State is ringing | in | on_hold.';

revoke all on function public.people_on_call from public, anon, service_role;
grant execute on function public.people_on_call to authenticated;

-- functions end
alter table public.call_controls add constraint call_controls_target_kind_check CHECK ((target_kind = ANY (ARRAY['person'::text, 'number'::text, 'voicemail'::text, 'route'::text])));

create trigger follow_queue after update on public.calls
  for each row when (old.stage <> new.stage and new.stage in ('connected', 'ended')
    -- Whom we called may be transferred into a queue.
    and (new.direction = 'inbound' or new.has_more_evidence))
  execute function private.follow_queue();

alter table public.call_spans add constraint call_spans_space_check CHECK ((space = ANY (ARRAY['bridge'::text, 'conference'::text, 'room'::text, 'hold'::text, 'barge'::text, 'mute'::text, 'queue'::text, 'voicemail'::text, 'stream'::text])));

comment on column public.calls.has_more_evidence is 'There are recordings, spans or steps to read before the call is judged, or something was asked of it.';

comment on column public.tenants.announce_supervision is 'Everybody on a call is told, by a sentence, when a manager joins it to listen.';

comment on column public.tenants.show_supervision is 'Whoever talks sees who listens, also before they speak.';

grant update (announce_supervision) on table public.tenants to authenticated;

grant update (show_supervision) on table public.tenants to authenticated;

reset check_function_bodies;
