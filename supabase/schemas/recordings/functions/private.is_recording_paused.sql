-- Whether somebody has paused the recording of a call, and nobody has resumed it.
create or replace function private.is_recording_paused(tenant uuid, call uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce((select s.kind = 'recording_paused' from public.call_steps s
    where s.tenant_id = tenant and s.call_id = call
      and s.kind in ('recording_paused', 'recording_resumed')
    order by s.happened_at desc, s.step_key desc limit 1), false)
$$;
revoke all on function private.is_recording_paused from public;
