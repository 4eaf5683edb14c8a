insert into public.recordings (id, tenant_id, call_id, call_sid, recording_sid, status,
  duration_seconds, channels, source, started_at, created_at)
  select bench.uuid_of(reverse(hash)), tenant_id, bench.uuid_of(hash), 'CA' || hash, 'RE' || hash,
    'completed', talk, 2, 'DialVerb',
    began + answered * interval '1 second', began + answered * interval '1 second'
  from bench.facts(0) where outcome = 'connected'
