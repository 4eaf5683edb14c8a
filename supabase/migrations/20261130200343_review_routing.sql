set check_function_bodies = off;

-- Keeps how far a supervision is: { state, applied, announced, taken_over }; `stopped`: they may
-- not supervise any more, which the activity log says. False where nothing changes: another has
-- noticed it first, or somebody else supervises the call now.
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
  if not found then return false; end if;
  if said ? 'stopped' then
    perform private.audit(tenant, null, 'call.listening_ended', person::text,
      jsonb_build_object('call_id', target));
  end if;
  return true;
end
$$;
revoke all on function machine.note_supervision from public;
grant execute on function machine.note_supervision to ringbook_machine;

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
      'customer', c.customer_number, 'rep_caller_id', t.rep_caller_id,
      'caller_id', coalesce((select n.number from public.phone_numbers n
        where n.id = c.phone_number_id and n.removed_at is null),
        case c.direction when 'inbound' then c.to_number else c.from_number end))
    from public.twilio_accounts a join public.tenants t on t.id = a.tenant_id
    where a.tenant_id = c.tenant_id
$$;
revoke all on function private.asked_of from public;

-- The phones (E.164) of a person that ring beside their first one, in their order; none where that
-- one may not ring (private.reach_of), so that who can be rung is the same for callers and
-- colleagues.
create or replace function private.further_of(t public.tenants, person uuid) returns text[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if (private.reach_of(t, person)).phone is null then return null; end if;
  return (select array_agg(f.phone order by f.place) from public.further_phones f
    left join lateral (select v.place from public.phone_verifications v
      where v.tenant_id = t.id and v.user_id = person and v.phone = f.phone
        and v.ended_as = 'verified'
      order by v.created_at desc, v.id limit 1) verified on true
    where f.tenant_id = t.id and f.user_id = person and f.rings and f.verified_at is not null
      and not private.is_own_number(t.id, f.phone)
      and not exists (select from public.personal_phones ph
        where ph.tenant_id = t.id and ph.user_id = person and ph.phone = f.phone)
      -- Where calls may go is decided anew: it may have changed since.
      and (verified.place is null or private.place_refusal(t, f.phone, verified.place) is null));
end
$$;
revoke all on function private.further_of from public;

-- Verdict for a call without talk that still has a result, or is about to have one: a message was
-- left, a callback promised, the system served the caller, or the caller is blocked. Empty
-- otherwise. A step that serves is recorded before it is heard: who was gone within two seconds
-- heard nothing of it.
create or replace function private.judge_served(
  legs public.call_legs[], spans public.call_spans[], steps public.call_steps[],
  recordings public.recordings[]) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  caller public.call_legs;
  seen record;
begin
  select l.* into caller from unnest(legs) l where l.side = 'customer'
    order by l.first_seen_at, l.call_sid limit 1;
  if caller.status >= 'completed' then
    steps := array(select s from unnest(steps) s where not s.serves
      or caller.status = 'completed' and s.happened_at <= caller.ended_at - interval '2 seconds');
  end if;
  select
    exists (select from unnest(recordings) r where r.purpose = 'voicemail'
      and r.status in ('completed', 'deleted') and r.duration_seconds >= 2) as has_voicemail,
    exists (select from unnest(steps) s where s.kind = 'callback') as has_callback,
    exists (select from unnest(steps) s where s.kind = 'blocked') as is_blocked,
    (select max(s.space) from unnest(spans) s where upper_inf(s.during)
      and s.space in ('queue', 'voicemail', 'stream')) as space,
    least((select min(s.happened_at) from unnest(steps) s where s.serves),
      -- An agent that passed the caller on has not served them; one after it may.
      (select min(lower(s.during)) from unnest(spans) s where s.space = 'stream'
        and not exists (select from unnest(steps) f where f.kind = 'agent_failed'
          and f.happened_at >= lower(s.during)))) as served_at,
    -- After it was served, the caller was to reach a person.
    greatest((select max(l.first_seen_at) from unnest(legs) l where l.side = 'company'),
      (select max(lower(s.during)) from unnest(spans) s where s.space = 'queue'))
    >= greatest((select max(s.happened_at) from unnest(steps) s where s.serves),
      (select max(lower(s.during)) from unnest(spans) s where s.space = 'stream')) as was_passed_on
    into seen;
  if caller.status < 'completed' then
    if seen.space is null and seen.served_at is null then return null; end if;
    v.status := case when seen.space = 'voicemail' or seen.served_at is not null
      then 'in-progress' else 'ringing' end;
    v.stage := case seen.space when 'queue' then 'waiting' when 'voicemail' then 'voicemail'
      else 'system' end;
    return v;
  end if;
  v.duration_seconds := 0;
  v.ended_at := caller.ended_at;
  if seen.is_blocked then
    -- Nobody was to be rung: not missed, also where they left a message.
    v.status := 'no-answer'; v.outcome := 'canceled'; v.outcome_reason := 'caller_blocked';
  elsif seen.has_voicemail then
    v.status := 'no-answer'; v.outcome := 'voicemail'; v.outcome_reason := 'voicemail_left';
  elsif seen.has_callback then
    v.status := 'no-answer'; v.outcome := 'callback'; v.outcome_reason := 'callback_requested';
  elsif seen.served_at is not null and seen.was_passed_on is not true then
    v.status := 'completed'; v.outcome := 'handled'; v.outcome_reason := 'handled_by_system';
    v.answered_at := coalesce(caller.answered_at, seen.served_at);
    v.duration_seconds := coalesce(caller.duration_seconds,
      round(extract(epoch from caller.ended_at - v.answered_at))::integer);
  else
    return null;
  end if;
  return v;
end
$$;
revoke all on function private.judge_served from public;

-- One of the asking person's further phones becomes their first, and the first takes its place.
-- Both stay as verified as they were, and a code that was just spoken to one of them stays good.
-- False when there is none in that place.
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
  -- What the triggers ended in this transaction.
  update public.phone_verifications v set ended_at = null, ended_as = null
    where v.tenant_id = tenant and v.user_id = me and v.phone in (first.phone, other.phone)
      and v.ended_as = 'changed' and v.ended_at = now();
  return true;
end
$$;
revoke all on function private.make_first_phone from public;
grant execute on function private.make_first_phone to authenticated;

-- Everybody of a tenant, in a fixed order, as lib/routing/people.ts takes them: whether this call
-- may ring them, and why not: on `phone` and on the phones beside it, `further`, as far as calls
-- may go there, unless they want only the browser, and `in_browser`. `callers` are the phones that
-- the call comes from. In plpgsql like what it calls: a caller waits, and a function in SQL is
-- planned each time.
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
  return query select p.user_id, p.name, usable.phone, b.in_browser,
    case
      when ph.phone = any (callers) or more.phones && callers then 'is_caller'
      when not b.in_browser and usable.phone is null then 'no_phone'
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
  cross join lateral (select case when verified.place is null
    or private.place_refusal(t, ph.phone, verified.place) is null then ph.phone end as phone
    offset 0) usable
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

-- Who supervises a call, whether they still may, and whom a whisper is for: the person whose call
-- it is, else whoever of the company is in the room longest. Null where nobody does.
create or replace function private.supervision_facts(c public.calls, legs jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('user_id', s.user_id, 'mode', s.mode, 'applied', s.applied,
    'may_supervise', exists (select from public.profiles p where p.tenant_id = s.tenant_id
      and p.user_id = s.user_id and p.removed_at is null and p.role in ('manager', 'admin')),
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

-- Why this person's phone may not be called with a code now; null when it may: three calls an hour
-- to a phone, six to a person, who may have three. Asked under the tenant's lock.
create or replace function private.verification_refusal(tenant uuid, person uuid, phone text,
  at timestamptz) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case
    when exists (select from public.phone_verifications p where p.tenant_id = tenant
      and p.user_id = person and p.ended_at is null
      and p.created_at > at - interval '30 seconds') then 'ringing'
    when (select count(*) filter (where p.phone = verification_refusal.phone) >= 3
        or count(*) >= 6
      from public.phone_verifications p where p.tenant_id = tenant and p.user_id = person
        and p.created_at > at - interval '1 hour') then 'person_limit'
    when (select count(*) from public.phone_verifications p where p.tenant_id = tenant
          and p.created_at > at - interval '1 hour') >= 10 then 'tenant_limit'
  end
$$;

revoke all on function private.verification_refusal from public;

comment on table public.further_phones is 'The second and third phone (E.164) of a person: they ring beside the first, personal_phones, for calls of a route or number, and not without it: while the first is not verified, or calls may not go there, none rings. The first alone places calls.';

reset check_function_bodies;
