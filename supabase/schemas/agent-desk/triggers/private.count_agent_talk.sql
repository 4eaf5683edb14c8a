-- Counts a talk once it is over, and again when its process writes more of it.
create or replace function private.count_agent_talk() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  made integer;
  known timestamptz;
  spoken record;
begin
  select count(*) into made from public.bookings b
    where b.tenant_id = new.tenant_id and b.call_id = new.call_id
      and b.created_at >= new.started_at;
  -- Since when it may say that something is booked: it has made, moved or found it.
  select min(k.at) into known from (
    select b.created_at as at from public.bookings b where b.tenant_id = new.tenant_id
      and b.call_id = new.call_id and b.created_at >= new.started_at
    union all
    select c.started_at from public.voice_agent_tool_calls c where c.tenant_id = new.tenant_id
      and c.session_id = new.id and c.state = 'done' and c.result ->> 'ok' = 'true'
      and (c.tool = 'reschedule' or c.tool = 'find_my_bookings'
        and c.result -> 'bookings' <> '[]')) k;
  select count(*) as turns, count(*) filter (where t.who = 'agent'
        and private.asks_again(coalesce(t.heard, t.said))) as asked_again,
      coalesce(bool_or(t.who = 'agent' and private.says_booked(coalesce(t.heard, t.said))
        and (known is null or t.started_at < known)), false) as false_booked,
      coalesce(array_agg(t.model_ms + coalesce(t.bridge_ms, 0) order by t.number)
        filter (where t.who = 'agent' and t.model_ms is not null), '{}') as latencies
    into spoken
    from public.voice_agent_turns t
    where t.tenant_id = new.tenant_id and t.session_id = new.id;
  insert into public.voice_agent_figures as f (tenant_id, session_id, call_id, agent_id, started_at,
      outcome, talk_seconds, turns, asked_again, booked, false_booked, latencies, rating, cost)
    values (new.tenant_id, new.id, new.call_id, new.agent_id, new.started_at,
      coalesce(new.outcome, 'failed'),
      greatest(0, extract(epoch from new.ended_at - coalesce(new.talking_at, new.ended_at))),
      spoken.turns, spoken.asked_again, made,
      spoken.false_booked, spoken.latencies, new.rating,
      -- Of one that never began, nothing was used.
      case when new.talking_at is null and new.usage = '{}' then 0 else (
        select private.talk_cost(new.usage, p) from public.realtime_prices p
        where p.tenant_id = new.tenant_id and p.model = new.model) end)
  on conflict (tenant_id, session_id) do update set outcome = excluded.outcome,
    talk_seconds = excluded.talk_seconds, turns = excluded.turns,
    asked_again = excluded.asked_again, booked = excluded.booked,
    false_booked = excluded.false_booked, latencies = excluded.latencies,
    rating = excluded.rating, cost = excluded.cost;
  return null;
end
$$;
revoke all on function private.count_agent_talk from public;
