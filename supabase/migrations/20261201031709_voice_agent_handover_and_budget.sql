set check_function_bodies = off;

drop policy "managers and admins read agents' talks, reps those of their own" on public.voice_agent_sessions;

-- How many US dollars an agent's models may still cost on this day of the tenant's time zone, when
-- they may cost so much a day. Talks that go on cost what they have used so far; one whose price is
-- not known costs nothing (private.talk_cost).
create or replace function private.agent_dollars_left(tenant uuid, agent uuid,
  dollars_per_day numeric) returns numeric
language sql stable set search_path = pg_catalog, pg_temp as $$
  select dollars_per_day - coalesce(sum(coalesce(f.cost, private.talk_cost(s.usage, p))), 0)
    from public.voice_agent_sessions s
    left join public.voice_agent_figures f on f.tenant_id = tenant and f.session_id = s.id
    left join public.realtime_prices p on p.tenant_id = tenant and p.model = s.model
    where s.tenant_id = tenant and s.agent_id = agent and s.started_at >= (
      select date_trunc('day', now(), t.time_zone) from public.tenants t where t.id = tenant) $$;
revoke all on function private.agent_dollars_left from public;

-- What a route's next decision depends on where it leads to voice agents: of each by its id, what
-- answers (`version`), where (`url`: a place with a process is taken), or why it cannot (`state`).
-- `agent_end` of the event is handed on.
create or replace function private.agent_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  agent uuid;
  newest record;
  place text;
  state text;
  agents jsonb := '{}';
begin
  if not coalesce(e #> '{routing,wishes}' @> '[{"whom": "agent"}]', false) then
    return jsonb_build_object('agents', agents, 'agent_end', e -> 'agent_end');
  end if;
  for agent in select distinct (w ->> 'agent_id')::uuid
      from jsonb_array_elements(e #> '{routing,wishes}') w where w ->> 'whom' = 'agent' loop
    select v.id, (v.body #>> '{limits,minutes_per_day}')::integer as minutes,
        (v.body #>> '{limits,dollars_per_day}')::integer as dollars into newest
      from public.voice_agent_versions v
      join public.voice_agents a on a.tenant_id = tenant and a.id = agent and a.removed_at is null
      where v.tenant_id = tenant and v.agent_id = agent
      order by v.published_at desc, v.id desc limit 1;
    state := case when newest.id is null then 'not_published'
      when not exists (select from public.realtime_settings r where r.tenant_id = tenant)
        then 'no_provider'
      when private.agent_seconds_left(tenant, agent, newest.minutes) <= 0 then 'no_minutes_left'
      when newest.dollars > 0
        and private.agent_dollars_left(tenant, agent, newest.dollars) <= 0 then 'no_budget_left'
      when private.agent_seats_left(tenant) <= 0 then 'company_full'
      else 'ready' end;
    place := case when state = 'ready' and e -> 'from_memory' is null
      then private.claim_agent_worker() end;
    if state = 'ready' and place is null then
      state := case when exists (select from private.agent_workers w
        where w.seen_at > now() - interval '10 seconds' and not w.is_draining)
        then 'full' else 'away' end;
    end if;
    agents := agents || jsonb_build_object(agent, jsonb_build_object('state', state,
      'version', newest.id, 'url', place));
  end loop;
  return jsonb_build_object('agents', agents, 'agent_end', e -> 'agent_end');
end
$$;
revoke all on function private.agent_facts from public;

-- What a caller said to a voice agent, in a sentence, for the person who is about to have them;
-- empty where nothing is known. Stored with the event; the same event again gets what was stored.
create or replace function private.agent_summary(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  key text := e ->> 'dedupe_key';
  facts jsonb := (select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key);
begin
  if facts is null then
    facts := jsonb_build_object('summary', coalesce((
      select left(coalesce(s.summary, case s.outcome when 'failed'
        then 'the voice agent could not go on' else s.reason end), 300)
        from public.voice_agent_sessions s
        where s.tenant_id = tenant and s.call_id = (e ->> 'call_id')::uuid
        order by s.started_at desc limit 1), ''));
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts;
end
$$;
revoke all on function private.agent_summary from public;

create policy "managers read agents' talks, reps those of calls they are on" on public.voice_agent_sessions as permissive for select to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])) OR (call_id = ( SELECT private.my_ring() AS my_ring)) OR ( SELECT (( SELECT auth.uid() AS uid) = ANY ((ARRAY[c.user_id, c.callee_id] || c.also_on)))
   FROM public.calls c
  WHERE ((c.tenant_id = voice_agent_sessions.tenant_id) AND (c.id = voice_agent_sessions.call_id))))));

reset check_function_bodies;
