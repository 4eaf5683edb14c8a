-- The legs whose price alone is missing; null when Twilio has to be asked for more than that: the
-- call goes on, its legs and recordings were not listed since its end, or a recording is still
-- awaited.
create or replace function private.unpriced_legs(c public.calls) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_agg(l.call_sid) from public.call_legs l
  where c.ended_at is not null and l.tenant_id = c.tenant_id and l.call_id = c.id
    and l.status = 'completed' and l.price is null
    and l.medium <> 'room'
    and exists (select from public.call_events e
                where e.tenant_id = c.tenant_id and e.call_id = c.id and e.event_type = 'rest.fetch'
                  and e.call_sid = c.twilio_call_sid
                  and e.created_at > c.ended_at + interval '30 seconds'
                  and e.event_data ->> 'status' in
                    ('completed', 'busy', 'no-answer', 'failed', 'canceled'))
    -- Comparing the list of calls fetches legs, not recordings: an expected one has to be asked
    -- for.
    and (not c.recording_requested or c.outcome <> 'connected'
      or exists (select from public.recordings r where r.tenant_id = c.tenant_id
        and r.call_id = c.id))
    and not exists (select from public.recordings r where r.tenant_id = c.tenant_id
      and r.call_id = c.id and r.status = 'in-progress')
$$;

revoke all on function private.unpriced_legs from public;
