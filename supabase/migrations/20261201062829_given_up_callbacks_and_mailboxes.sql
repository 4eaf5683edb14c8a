set check_function_bodies = off;

-- What Twilio was answered in a call, the last first, while nothing else says whose mailbox the
-- caller's message is in: neither the webhook of its end nor the message itself came.
create or replace function machine.answers_of(tenant uuid, call uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('event_type', e.event_type,
      'event_data', e.event_data, 'query', e.query, 'answered_from', e.answered_from,
      'created_at', e.created_at) order by e.id desc), '[]')
  from public.call_events e
  where e.tenant_id = tenant and e.call_id = call and e.answered_from is not null
    and not exists (select from public.call_events m where m.tenant_id = tenant
      and m.call_id = call and m.event_type = 'voicemail')
    and not exists (select from public.voicemails v
      where v.tenant_id = tenant and v.call_id = call)
$$;
revoke all on function machine.answers_of from public;
grant execute on function machine.answers_of to ringbook_machine;

-- The callback of a caller who had talked before was given up, or they were reached after all:
-- their line in the missed inbox. At the end of the transaction, as private.follow_call_written.
create or replace function private.follow_given_up() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
begin
  select * into c from public.calls where tenant_id = new.tenant_id and id = new.call_id;
  -- Until the call is over, its own end does it.
  if c.outcome = 'connected' then perform private.follow_missed(c, c); end if;
  return null;
end
$$;

revoke all on function private.follow_given_up from public;

-- Since when a caller has waited who had talked with somebody, was transferred into a queue and
-- asked there to be called back, where that was given up; null otherwise. Of a caller who had
-- talked with nobody, the call itself says that a callback was asked for.
create or replace function private.given_up_since(tenant uuid, call uuid) returns timestamptz
language sql stable set search_path = pg_catalog, pg_temp as $$
  select q.joined_at from public.queue_entries q
  where q.tenant_id = tenant and q.call_id = call and q.state = 'given_up' and q.talked_before > 0
$$;

revoke all on function private.given_up_since from public;

-- Derives a caller's line from all their calls, so the order in which calls are recorded does not
-- matter. private.lock_caller makes the later of two transactions see both. A new kind of line also
-- joins private.follow_missed, private.follow_call_written and the check of missed_callers.kind.
create or replace function private.refresh_missed(call public.calls, who text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := call.tenant_id;
  -- A caller who withheld their number has a line of this one call.
  lone_id constant uuid := case when who = call.id::text then call.id end;
  line public.missed_callers;
  n record;
begin
  select * into line from public.missed_callers where tenant_id = tenant and caller = who;
  if line.id is null and coalesce(call.outcome, '') not in ('missed', 'voicemail', 'callback')
    and (not call.has_more_evidence or private.given_up_since(tenant, call.id) is null) then
    return;
  end if;
  with calls as materialized (
    select c.id, c.user_id, c.direction, coalesce(c.answered_at, c.created_at) as talked_at,
      coalesce(c.ended_at, case when c.stage = 'connected' then 'infinity'::timestamptz
        else c.created_at end) as over_at,
      case when c.outcome in ('missed', 'voicemail', 'callback') then c.outcome end as kind,
      case when c.outcome = 'connected' and c.has_more_evidence
        then private.given_up_since(tenant, c.id) end as waited_since
    from (
      (select k.* from public.calls k where k.tenant_id = tenant and k.customer_number = who
        and (k.outcome in ('missed', 'voicemail', 'callback', 'connected')
          or k.stage = 'connected')
        order by k.created_at desc, k.id desc limit 100)
      union all
      (select k.* from public.calls k where k.tenant_id = tenant and k.id = lone_id
        and k.customer_number = call.customer_number)) c
    where c.outcome in ('missed', 'voicemail', 'callback', 'connected') or c.stage = 'connected'
  ), theirs as materialized (
    select id, user_id, direction, talked_at, over_at, kind from calls
    union all
    -- They were missed after the talk of the same call.
    select id, user_id, direction, null, greatest(waited_since, over_at + interval '1 microsecond'),
      'callback' from calls where waited_since is not null
  ), last as (
    select max(m.over_at) as at from theirs m where m.kind is not null
  ), over as (
    -- What was missed before is over: somebody talked with them, or dismissed it.
    select last.at as last_at, greatest((select max(m.over_at) from theirs m
        where m.kind is null and m.over_at < last.at),
      case when line.dismissed_at < last.at then line.dismissed_at end, line.counts_after) as since
    from last
  )
  select over.last_at, over.since, run.*, reach.* into n from over
    cross join lateral (select count(*)::integer as calls, min(m.over_at) as first_at,
        (array_agg(m.id order by m.over_at desc, m.id desc))[1] as last_id,
        (array_agg(m.kind order by m.over_at desc, m.id desc))[1] as kind,
        coalesce(array_agg(distinct m.user_id) filter (where m.user_id is not null), '{}') as rung
      from theirs m where m.kind is not null and (over.since is null or m.over_at > over.since)) run
    left join lateral (select m.talked_at, m.user_id as reached_by, m.id as talk_id, m.direction
      from theirs m where m.kind is null and m.over_at >= over.last_at
      order by m.talked_at, m.id limit 1) reach on true;
  if n.last_at is null then
    delete from public.missed_callers where id = line.id;
    return;
  end if;
  insert into public.missed_callers as kept (tenant_id, caller, call_id, kind, calls, rung,
      first_missed_at, missed_at, reached_at, reached_by, reached_call_id, reached_direction)
    values (tenant, who, n.last_id, n.kind, n.calls, n.rung, n.first_at, n.last_at,
      n.talked_at, n.reached_by, n.talk_id, n.direction)
  on conflict (tenant_id, caller) do update set
    call_id = n.last_id, kind = n.kind, calls = n.calls, rung = n.rung,
    first_missed_at = n.first_at, missed_at = n.last_at, reached_at = n.talked_at,
    reached_by = n.reached_by, reached_call_id = n.talk_id, reached_direction = n.direction,
    claimed_by = case when kept.claimed_at <= n.since then null else kept.claimed_by end,
    claimed_at = case when kept.claimed_at <= n.since then null else kept.claimed_at end;
end
$$;

revoke all on function private.refresh_missed from public;

CREATE CONSTRAINT TRIGGER follow_given_up AFTER UPDATE ON public.queue_entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.state <> new.state) AND (new.talked_before > 0) AND (('given_up'::text = old.state) OR ('given_up'::text = new.state)))) EXECUTE FUNCTION private.follow_given_up();

reset check_function_bodies;
