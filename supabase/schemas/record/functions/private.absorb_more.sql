-- Merges the evidence that most calls lack: recordings, spans, steps. The call's row must exist.
create or replace function private.absorb_more(n public.calls, e private.call_event)
  returns public.calls
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  n.has_more_evidence := true;
  if e.recording is not null then n.recording_url := private.absorb_recording(n, e); end if;
  if e.spans is not null then perform private.absorb_spans(n, e); end if;
  if e.step is not null then
    insert into public.call_steps
        (tenant_id, call_id, step_key, kind, happened_at, reason, facts, serves)
      values (n.tenant_id, n.id, e.dedupe_key, e.step ->> 'kind', e.occurred_at,
        e.step ->> 'reason', coalesce(e.step -> 'facts', '{}'),
        coalesce((e.step ->> 'serves')::boolean, false))
    on conflict do nothing;
  end if;
  return n;
end
$$;
revoke all on function private.absorb_more from public;
