-- Derives a caller's line from all their calls, so the order in which calls are recorded does not
-- matter. private.lock_caller makes the later of two transactions see both.
create or replace function private.refresh_missed(call public.calls, who text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := call.tenant_id;
  line public.missed_callers;
  theirs public.calls[];
  last_at timestamptz;
  reach record;
  -- What was missed before is over: somebody talked with them, or dismissed it.
  since timestamptz;
  run record;
begin
  select * into line from public.missed_callers where tenant_id = tenant and caller = who;
  if line.id is null and private.missed_kind(call.outcome) is null then return; end if;
  if who = call.id::text then
    theirs := array(select c from public.calls c where c.tenant_id = tenant and c.id = call.id
      and c.customer_number = call.customer_number);
  else
    theirs := array(select c from public.calls c
      where c.tenant_id = tenant and c.customer_number = who
        and (c.outcome in ('missed', 'voicemail', 'callback', 'connected')
          or c.stage = 'connected')
      order by c.created_at desc, c.id desc limit 100);
  end if;
  last_at := (select max(m.over_at) from private.missed_among(theirs) m where m.kind is not null);
  if last_at is null then
    delete from public.missed_callers where id = line.id;
    return;
  end if;
  select m.* into reach from private.missed_among(theirs) m
    where m.kind is null and m.over_at >= last_at order by m.talked_at, m.id limit 1;
  since := greatest((select max(m.over_at) from private.missed_among(theirs) m
      where m.kind is null and m.over_at < last_at),
    case when line.dismissed_at < last_at then line.dismissed_at end, line.counts_after);
  select count(*)::integer as calls, min(m.over_at) as first_at,
      (array_agg(m.id order by m.over_at desc, m.id desc))[1] as last_id,
      (array_agg(m.kind order by m.over_at desc, m.id desc))[1] as kind,
      coalesce(array_agg(distinct m.user_id) filter (where m.user_id is not null), '{}') as rung
    into run from private.missed_among(theirs) m
    where m.kind is not null and (since is null or m.over_at > since);
  insert into public.missed_callers as kept (tenant_id, caller, call_id, kind, calls, rung,
      first_missed_at, missed_at, reached_at, reached_by, reached_call_id, reached_direction)
    values (tenant, who, run.last_id, run.kind, run.calls, run.rung, run.first_at, last_at,
      reach.talked_at, reach.user_id, reach.id, reach.direction)
  on conflict (tenant_id, caller) do update set
    call_id = excluded.call_id, kind = excluded.kind, calls = excluded.calls,
    rung = excluded.rung, first_missed_at = excluded.first_missed_at,
    missed_at = excluded.missed_at, reached_at = excluded.reached_at,
    reached_by = excluded.reached_by, reached_call_id = excluded.reached_call_id,
    reached_direction = excluded.reached_direction,
    claimed_by = case when kept.claimed_at <= since then null else kept.claimed_by end,
    claimed_at = case when kept.claimed_at <= since then null else kept.claimed_at end;
end
$$;

revoke all on function private.refresh_missed from public;
