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
