-- Merges a recording from an event that may know less than the row. Returns the path under which
-- the call's recording is played. Raises if the recording belongs to another call.
create or replace function private.absorb_recording(c public.calls, e private.call_event)
  returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  statuses text[] := array['in-progress', 'absent', 'completed', 'deleted'];
  purposes text[] := array['talk', 'voicemail', 'prompt'];
begin
  insert into public.recordings as r (tenant_id, call_id, call_sid, recording_sid, status, purpose,
      duration_seconds, channels, source, started_at, created_at, deleted_at, deleted_by,
      deleted_answer)
    values (c.tenant_id, c.id, e.call_sid, e.recording ->> 'sid', e.recording ->> 'status',
      coalesce(e.recording ->> 'purpose',
        case when e.recording ->> 'source' = 'RecordVerb' then 'voicemail' else 'talk' end),
      (e.recording ->> 'duration')::integer, (e.recording ->> 'channels')::smallint,
      e.recording ->> 'source', (e.recording ->> 'started_at')::timestamptz,
      coalesce((e.recording ->> 'started_at')::timestamptz, e.occurred_at),
      (e.recording ->> 'deleted_at')::timestamptz, (e.recording ->> 'deleted_by')::uuid,
      (e.recording ->> 'deleted_answer')::smallint)
  on conflict (tenant_id, recording_sid) do update set
    status = case when array_position(statuses, excluded.status)
      > array_position(statuses, r.status) then excluded.status else r.status end,
    purpose = case when array_position(purposes, excluded.purpose)
      > array_position(purposes, r.purpose) then excluded.purpose else r.purpose end,
    duration_seconds = greatest(r.duration_seconds, excluded.duration_seconds),
    channels = greatest(r.channels, excluded.channels),
    source = coalesce(r.source, excluded.source),
    started_at = least(r.started_at, excluded.started_at),
    created_at = least(r.created_at, excluded.created_at),
    deleted_at = coalesce(r.deleted_at, excluded.deleted_at),
    deleted_by = coalesce(r.deleted_by, excluded.deleted_by),
    deleted_answer = coalesce(r.deleted_answer, excluded.deleted_answer)
  where r.call_id = excluded.call_id;
  if not found then
    raise exception 'recording % belongs to another call', e.recording ->> 'sid';
  end if;
  return (select '/api/recordings/' || r.id from public.recordings r
    where r.tenant_id = c.tenant_id and r.call_id = c.id and r.status = 'completed'
      and r.purpose <> 'prompt'
    order by r.purpose <> 'talk', r.started_at desc nulls last, r.recording_sid limit 1);
end
$$;
revoke all on function private.absorb_recording from public;
