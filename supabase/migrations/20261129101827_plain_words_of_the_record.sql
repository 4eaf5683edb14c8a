set check_function_bodies = off;


-- An event with an unsolved problem, for an admin who replays it; null for everyone else.
-- A parameter cannot be renamed in place; held_event is called failed_event now.
drop function machine.held_event(uuid, uuid, bigint);
drop function machine.finish_audit(uuid, timestamptz, timestamptz, integer, text);
drop function machine.finish_deletion(uuid, uuid, integer, text, timestamptz);

create or replace function machine.failed_event(tenant uuid, person uuid, event bigint) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('event_type', e.event_type, 'query', e.query, 'data', e.event_data,
    'answered_from', e.answered_from, 'received_at', e.created_at, 'event', e.problem_event,
    'account_sid', a.account_sid)
  from public.call_events e
  join public.profiles p on p.tenant_id = e.tenant_id and p.user_id = person
    and p.removed_at is null and p.role = 'admin'
  left join public.twilio_accounts a on a.tenant_id = e.tenant_id
  where e.tenant_id = tenant and e.id = event and e.problem is not null and e.solved_at is null
$$;

revoke all on function machine.failed_event from public;
grant execute on function machine.failed_event to ringbook_machine;

-- Stores how far an account was compared (`until`), or the failure. The next comparison is soon
-- while there are calls, and at growing intervals while Twilio cannot be reached.
create or replace function machine.finish_audit(tenant uuid, at timestamptz, until timestamptz,
  differing integer, failure text) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update private.call_audits c set
    compared_until = greatest(compared_until, until),
    differences = coalesce(differing, differences),
    problem = failure,
    failures = case when failure is null then 0 else failures + 1 end,
    next_at = at + case
      when failure is not null then least(interval '30 seconds' * 2 ^ least(failures, 6),
        interval '10 minutes')
      when until < at - interval '1 minute' then interval '0'
      when exists (select from public.calls where tenant_id = tenant
        and created_at > at - interval '1 hour') then interval '40 seconds'
      else interval '5 minutes' end
  where tenant_id = tenant
  returning true
$$;

revoke all on function machine.finish_audit from public;
grant execute on function machine.finish_audit to ringbook_machine;

-- Stores the result of a deletion at Twilio. `answer` is 204, or 404 if Twilio no longer has the
-- recording; when null, the deletion is retried at growing intervals.
create or replace function machine.finish_deletion(tenant uuid, target uuid, answer integer,
  failure text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  d private.recording_deletions;
  r public.recordings;
  account text;
  why text;
begin
  -- Whoever asked twice, or while it was being deleted, gets one deletion and one receipt.
  perform pg_advisory_xact_lock(hashtextextended('deletion:' || target, 0));
  select * into d from private.recording_deletions where tenant_id = tenant
    and recording_id = target for update;
  if not found then return true; end if;
  select * into r from public.recordings where tenant_id = tenant and id = target;
  if r.status = 'deleted' then
    delete from private.recording_deletions where tenant_id = tenant and recording_id = target;
    return true;
  end if;
  why := case when d.requested_by is null then 'kept_long_enough' else 'deleted_by_admin' end;
  if answer is null then
    update private.recording_deletions set tries = tries + 1, problem = failure,
      next_try_at = at + least(interval '30 seconds' * 2 ^ least(tries, 10), interval '6 hours')
      where tenant_id = tenant and recording_id = target;
    if d.tries = 0 then
      perform private.audit(tenant, d.requested_by, 'recording.deletion_failed', target::text,
        jsonb_build_object('reason', failure));
    end if;
    return false;
  end if;
  select a.account_sid into account from public.twilio_accounts a where a.tenant_id = tenant;
  perform machine.record_event(tenant,
    jsonb_build_object('type', 'rest.deleted', 'call_id', r.call_id,
    'dedupe_key', 'recording:' || r.recording_sid || ':deleted', 'occurred_at', at, 'received_at',
      at,
    'recording', jsonb_build_object('sid', r.recording_sid, 'status', 'deleted', 'deleted_at', at,
      'deleted_by', d.requested_by,
      'deleted_answer', answer),
    'data', jsonb_build_object('recording_sid', r.recording_sid, 'account_sid', account, 'answer',
      answer, 'why', why)));
  if not exists (select from public.recordings where tenant_id = tenant and id = target
    and status = 'deleted') then
    raise exception 'recording % could not be marked as deleted', target;
  end if;
  delete from private.recording_deletions where tenant_id = tenant and recording_id = target;
  perform private.audit(tenant, d.requested_by, 'recording.deleted', target::text,
    jsonb_build_object('reason', why, 'call_id', r.call_id, 'recording_sid', r.recording_sid,
      'twilio_answered', answer));
  return true;
end
$$;

revoke all on function machine.finish_deletion from public;
grant execute on function machine.finish_deletion to ringbook_machine;

-- Closes a replayed event. `applied`: an unreadable webhook was parsed and recorded under its own
-- key. Returns the remaining problem, or null.
create or replace function machine.finish_replay(tenant uuid, person uuid, event bigint,
  applied boolean) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare replayed public.call_events;
begin
  update public.call_events
    set solved_at = case when applied then coalesce(solved_at, now()) else solved_at end,
        solved_by = case when applied or solved_at is not null then person end
    where tenant_id = tenant and id = event and problem is not null returning * into replayed;
  return case when replayed.solved_at is null then replayed.problem end;
end
$$;

revoke all on function machine.finish_replay from public;
grant execute on function machine.finish_replay to ringbook_machine;

comment on column public.call_events.call_id is 'No foreign key: an event that cannot be applied is stored too.';

comment on column public.call_events.problem_event is 'The event, to apply it again.';

comment on column public.call_events.solved_at is 'When an event with a problem was applied later.';

comment on column public.call_legs.dial_ended_live is 'This leg was still on the line when its <Dial> ended, or heard that nobody is available.';

comment on column public.calls.create_lost is 'Twilio''s answer to the create was lost; the sweep asks.';

comment on column public.calls.imported_at is 'When the call was found at Twilio because no webhook reported it; else null.';

comment on column public.calls.settled_at is 'When the sweep last compared the ended call with Twilio and nothing was missing.';

comment on table public.call_events is 'Append-only ledger: every webhook whole, every answer of Twilio''s API that the record is based on, every hang-up requested.';

reset check_function_bodies;
