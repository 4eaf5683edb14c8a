set check_function_bodies = off;

drop trigger follow_missed on public.calls;
drop trigger follow_missed_new on public.calls;
drop trigger keep_called_number on public.calls;
drop trigger keep_called_number_new on public.calls;

-- After asking: settled when nothing is missing, else when to ask again, later and later, for 7
-- days. A call that outlived its time limit by an hour without Twilio saying how is ended as
-- unknown: it blocks nobody.
create or replace function machine.finish_check(tenant uuid, target uuid, at timestamptz,
  asked boolean default true) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  longest integer;
  complete boolean;
begin
  select call_time_limit_seconds into longest from public.tenants where id = tenant;
  select * into c from public.calls where tenant_id = tenant and id = target for no key update;
  if not found then return true; end if;
  if c.ended_at is null
    and at - c.created_at > make_interval(secs => longest) + interval '1 hour' then
    perform machine.record_event(tenant,
      jsonb_build_object('type', 'rest.gone', 'request', 'gone', 'call_id', target,
      'dedupe_key', 'rest:gone:' || target,
      'occurred_at', at, 'received_at', at, 'error',
        jsonb_build_object('message', 'Twilio could not be asked what became of this call.'),
      'data', '{}'::jsonb));
    select * into c from public.calls where tenant_id = tenant and id = target;
  end if;
  complete := c.ended_at is not null and (
    at - c.ended_at > interval '7 days'
    or (c.error_message is not null and c.twilio_call_sid is null)
    or (c.price is not null
      -- Twilio has to have been asked for recordings before it can be said that there is none.
      and asked and not exists (select from public.recordings where tenant_id = tenant
        and call_id = target and status = 'in-progress')
      and (not c.recording_requested or c.outcome <> 'connected'
        or at - c.ended_at > interval '1 minute'
        or exists (select from public.recordings where tenant_id = tenant and call_id = target))));
  update public.calls set
    settled_at = case when complete then at end,
    next_check_at = case
      -- A hang-up, or the news that a create's answer was lost, came while Twilio was being asked:
      -- it waits for no later check.
      when c.ended_at is null and c.next_check_at <= now() then c.next_check_at
      when c.ended_at is null then at + least(greatest((at - c.created_at) / 10,
        interval '15 seconds'), interval '10 minutes')
      else at + least(greatest((at - c.ended_at) / 2, interval '5 seconds'), interval '6 hours') end
  where tenant_id = tenant and id = target;
  return complete;
end
$$;

revoke all on function machine.finish_check from public;
grant execute on function machine.finish_check to ringbook_machine;

-- Reads the call that an event is about, locked, and what is known of it; a call that the event is
-- the first of is made, not written. Its `call` is empty when the event is not this tenant's.
create or replace function private.find_call(tenant uuid, event private.call_event)
returns private.known_call
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  known private.known_call;
  c public.calls;
  read record;
begin
  loop
    -- One event of a call at a time: what is read from here on is settled. Rows that refer to the
    -- call are still written meanwhile.
    select * into c from public.calls k
      where k.tenant_id = tenant and k.id = event.call_id for no key update;
    known.is_new := not found;
    if found then known.call := c; end if;
    select array(select l from public.call_legs l
          where l.tenant_id = tenant and l.call_id = event.call_id) as legs,
        num_nonnulls(event.recording, event.spans) > 0 or exists (select from public.call_legs l
          where l.call_sid in (event.call_sid, event.parent_call_sid, event.data ->> 'DialCallSid')
            and l.tenant_id <> tenant) as is_contested,
        v.id as event_id, v.problem is not null and v.solved_at is null as is_unsolved
      into read
      from (select) as once
      left join public.call_events v on v.tenant_id = tenant and v.dedupe_key = event.dedupe_key;
    if read.is_contested and private.names_anothers(tenant, event) then return null; end if;
    known.legs := read.legs;
    known.event_id := read.event_id;
    -- Sent again, or replayed by a person: what could not be applied then may be now.
    known.is_news := read.event_id is null or read.is_unsolved;
    if known.is_new then
      known.call := private.new_call(tenant, event);
      if (known.call).id is null then return null; end if;
      -- Legs have a call: another event has made it at this moment.
      continue when cardinality(known.legs) > 0;
      -- Rows of other evidence need their call's.
      if num_nonnulls(event.recording, event.spans, event.step) > 0 then
        continue when not private.write_call(null, known.call);
        known.is_new := false;
      end if;
    end if;
    return known;
  end loop;
end
$$;
revoke all on function private.find_call from public;

-- A call was missed or talked, or turned out not to be. The call is recorded whatever becomes of
-- its caller's line.
create or replace function private.follow_missed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  who constant text := private.missed_caller(new);
begin
  if new.direction = 'internal' then return null; end if;
  -- The line of a single call is written only by who has the call locked.
  if who <> new.id::text then perform private.lock_caller(new.tenant_id, who); end if;
  begin
    -- The number is known only now: the line of the call by itself goes. Nobody else has it.
    if tg_op = 'UPDATE' and old.customer_number <> new.customer_number then
      perform private.refresh_missed(old, private.missed_caller(old));
    end if;
    perform private.refresh_missed(new, who);
  exception when others then
    if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
    raise warning 'the line of the caller of call % is as it was: %', new.id, sqlerrm;
  end;
  return null;
end
$$;

revoke all on function private.follow_missed from public;

create or replace function private.keep_called_number() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.customer_number ~ '^\+[1-9][0-9]{6,14}$' and not exists (select
      from private.called_numbers n
      where n.tenant_id = new.tenant_id and n.number = new.customer_number) then
    perform private.lock_caller(new.tenant_id, new.customer_number);
    insert into private.called_numbers (tenant_id, number)
      values (new.tenant_id, new.customer_number) on conflict do nothing;
  end if;
  return null;
end
$$;

revoke all on function private.keep_called_number from public;

-- Whoever writes another call of this caller waits for the end of this transaction. Called when the
-- transaction ends, so that nobody who waits here is waited for: it has all its calls by then. A
-- second caller of one transaction is not waited for, or two transactions could wait for each
-- other; it fails as a serialization failure, and each of its events is recorded by itself
-- (lib/record/batch.ts).
create or replace function private.lock_caller(tenant uuid, who text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  key constant bigint := hashtextextended(tenant || who, 0);
begin
  if not pg_try_advisory_xact_lock(key) then
    if current_setting('ringbook.locks_a_caller', true) = 'yes' then
      raise serialization_failure using message = 'a second caller of a transaction is busy';
    end if;
    perform pg_advisory_xact_lock(key);
  end if;
  perform set_config('ringbook.locks_a_caller', 'yes', true);
end
$$;

revoke all on function private.lock_caller from public;

-- The line of a caller as all their calls have it, so that it does not matter in which order those
-- were recorded. The caller is locked (private.lock_caller): the one that comes second sees both.
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

create constraint trigger follow_missed after update on public.calls
  deferrable initially deferred
  for each row when (
    (old.outcome in ('missed', 'voicemail', 'callback', 'connected') or old.stage = 'connected'
      or new.outcome in ('missed', 'voicemail', 'callback', 'connected')
      or new.stage = 'connected')
    and (old.outcome, old.stage, old.customer_number, old.user_id, old.answered_at, old.ended_at)
      is distinct from
      (new.outcome, new.stage, new.customer_number, new.user_id, new.answered_at, new.ended_at))
  execute function private.follow_missed();

CREATE CONSTRAINT TRIGGER follow_missed_new AFTER INSERT ON public.calls DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.outcome = ANY (ARRAY['missed'::text, 'voicemail'::text, 'callback'::text, 'connected'::text]))) EXECUTE FUNCTION private.follow_missed();

CREATE CONSTRAINT TRIGGER keep_called_number AFTER UPDATE ON public.calls DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.stage = 'ended'::public.call_stage) AND (old.stage <> 'ended'::public.call_stage))) EXECUTE FUNCTION private.keep_called_number();

CREATE CONSTRAINT TRIGGER keep_called_number_new AFTER INSERT ON public.calls DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.stage = 'ended'::public.call_stage)) EXECUTE FUNCTION private.keep_called_number();

reset check_function_bodies;
