-- Inserts the event into the ledger, or updates one that had a problem before. Returns the facts
-- of the call that the webhook's answer needs; they are stored with the event.
create or replace function private.write_event(
  tenant uuid, n public.calls, known private.known_call, e private.call_event, whole jsonb,
  failure text) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  facts jsonb := private.answer_facts(n, e.answered_from is not null);
begin
  if not known.is_news then return facts; end if;
  if e.answered_from is not null and e.from_memory is not true then
    e.answered_from := e.answered_from || jsonb_build_object('facts',
      facts #- '{colleague,phone}' #- '{colleague,further_phones}');
  end if;
  if known.event_id is null then
    insert into public.call_events (tenant_id, call_id, call_sid, event_type, event_data, query,
        answered_from, dedupe_key, occurred_at, created_at, problem, problem_event)
      values (tenant, n.id, e.call_sid, e.type, coalesce(e.data, '{}'), e.query,
        e.answered_from, e.dedupe_key, e.occurred_at, coalesce(e.received_at, now()), failure,
        case when failure is not null then whole end)
    on conflict (tenant_id, dedupe_key) do nothing;
  else
    update public.call_events set
      problem = coalesce(failure, problem),
      problem_event = case when failure is null then problem_event else whole end,
      solved_at = case when failure is null then now() end
      where id = known.event_id;
  end if;
  return facts;
end
$$;
revoke all on function private.write_event from public;
