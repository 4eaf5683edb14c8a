-- What the record rests on: each leg's end, the digit, the end of the dialling, the recording.
insert into public.call_events (tenant_id, call_id, call_sid, event_type, event_data, query,
  dedupe_key, occurred_at, created_at)
  select f.tenant_id, l.call_id, l.call_sid, e.type,
    jsonb_build_object('AccountSid', a.account_sid, 'CallSid', l.call_sid, 'From', l.from_number,
      'To', l.to_number, 'CallStatus', e.status,
      'Direction', case when f.direction = 'inbound' and l.parent_call_sid is null then 'inbound'
                        when l.parent_call_sid is null then 'outbound-api' else 'outbound-dial' end)
                          || e.more,
    e.query, e.key, e.at, e.at
  from bench.recent f
  join public.twilio_accounts a on a.tenant_id = f.tenant_id
  join public.call_legs l on l.tenant_id = f.tenant_id and l.call_id = bench.uuid_of(f.hash)
  cross join lateral (
    select 'status' as type, l.status::text as status,
      jsonb_build_object('SequenceNumber', '3', 'CallbackSource', 'call-progress-events',
        'CallDuration', l.duration_seconds::text) as more,
      null as query, 'status:' || l.call_sid || ':call-progress-events:3:' || l.status as key,
        l.ended_at as at
    union all
    select case when f.direction = 'inbound' then 'screen' else 'connect' end, 'in-progress',
      '{"Digits": "1", "msg": "Gather End"}',
      'call=' || l.call_id || '&step=digit', 'twiml:' || case when f.direction = 'inbound'
        then 'screen:' else 'connect:' end || l.call_sid || ':digit', l.accepted_at
    where l.accepted_at is not null
    union all
    select 'dialed', 'in-progress', jsonb_build_object('DialCallStatus', f.status, 'DialCallSid',
      'CA' || md5(f.hash)),
      'call=' || l.call_id, 'twiml:dialed:' || l.call_sid || ':first', l.ended_at
    where l.parent_call_sid is null and f.child_rings is not null
    union all
    select 'recording', 'completed', jsonb_build_object('RecordingSid', 'RE' || f.hash,
      'RecordingStatus', 'completed',
        'RecordingDuration', f.talk::text, 'RecordingChannels', '2', 'RecordingSource', 'DialVerb'),
      'call=' || l.call_id, 'recording:RE' || f.hash || ':completed',
        l.ended_at + interval '4 seconds'
    where l.parent_call_sid is null and f.outcome = 'connected'
  ) e
  order by f.row_number, e.at
