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
  why := case when d.requested_by is null then 'kept_long_enough'
    when r.purpose = 'voicemail' then 'message_deleted' else 'deleted_by_admin' end;
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
