set check_function_bodies = off;

-- The talk of a voice agent begins: { call_id, call_sid, place, version_id, worker_id }. Gives all
-- that it needs; null where it began before (a token that is used again), is not the tenant's, or
-- as many of its callers talk as may: several may have been sent here for the last place. Those who
-- found it taken have a talk that has failed, which says so.
create or replace function machine.begin_agent_session(tenant uuid, s jsonb, at timestamptz)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  began public.voice_agent_sessions;
  is_full boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('agent seats:' || tenant, 0));
  is_full := private.agent_seats_left(tenant) <= 0;
  insert into public.voice_agent_sessions (tenant_id, call_id, call_sid, place, agent_id,
      version_id, worker_id, started_at, status, ended_at, outcome, reason)
    select tenant, l.call_id, l.call_sid, s ->> 'place', v.agent_id, v.id,
        (s ->> 'worker_id')::uuid, at, case when is_full then 'ended' else 'connecting' end,
        case when is_full then at end, case when is_full then 'failed' end,
        case when is_full then 'as many callers talk as the company allows' end
      from public.call_legs l, public.voice_agent_versions v
      where l.tenant_id = tenant and l.call_sid = s ->> 'call_sid'
        and l.call_id = (s ->> 'call_id')::uuid and l.role = 'caller'
        and v.tenant_id = tenant and v.id = (s ->> 'version_id')::uuid
    on conflict do nothing
    returning * into began;
  if began.id is null or is_full then return null; end if;
  return (select jsonb_build_object('session_id', began.id, 'body', v.body,
      'company', t.name, 'time_zone', t.time_zone, 'country_code', t.country_code,
      'seconds_left', private.agent_seconds_left(tenant, began.agent_id,
        (v.body #>> '{limits,minutes_per_day}')::integer),
      'provider', case when r.tenant_id is not null then jsonb_build_object(
        'base_url', r.base_url, 'model', r.model, 'transcription_model', r.transcription_model,
        'audio_format', r.audio_format, 'api_key_ciphertext', r.api_key_ciphertext) end,
      'caller', jsonb_build_object('phone', c.customer_number, 'contact_id', c.contact_id,
        'name', x.name))
    from public.tenants t
    join public.voice_agent_versions v on v.tenant_id = t.id and v.id = began.version_id
    join public.calls c on c.tenant_id = t.id and c.id = began.call_id
    left join public.contacts x on x.tenant_id = t.id and x.id = c.contact_id
    left join public.realtime_settings r on r.tenant_id = t.id
    where t.id = tenant);
end
$$;
revoke all on function machine.begin_agent_session from public;
grant execute on function machine.begin_agent_session to ringbook_machine;

-- How the agent's talk ended that a call comes from (`routing.talked`: the place in its route), for
-- the next decision; null for any other event. Its stream is over, whether or not its process has
-- said so; a caller who hung up is served, as ever, unless the agent had not begun to talk.
create or replace function private.agent_end(tenant uuid, e jsonb) returns jsonb
language sql set search_path = pg_catalog, pg_temp as $$
  update public.voice_agent_sessions s set status = 'ended',
      ended_at = coalesce(s.ended_at, (e ->> 'occurred_at')::timestamptz),
      outcome = coalesce(s.outcome, case
        when e #>> '{data,CallStatus}' <> 'in-progress' and s.talking_at is not null
          then 'caller_left'
        when s.asked = 'take_over' then 'taken_over' else 'failed' end),
      reason = coalesce(s.reason, case
        when e #>> '{data,CallStatus}' = 'in-progress' then 'the stream ended'
        when s.talking_at is null then 'the caller hung up before the agent spoke'
        else 'the caller hung up' end)
    where s.tenant_id = tenant and s.call_id = (e ->> 'call_id')::uuid
      and s.call_sid = e ->> 'call_sid' and s.place = e #>> '{routing,talked}'
    returning jsonb_build_object('outcome', s.outcome, 'reason', s.reason,
      'summary', s.summary, 'taken_by', case s.asked when 'take_over' then s.asked_by end) $$;
revoke all on function private.agent_end from public;

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

-- Notifies people of something, but not who caused it or has left. The same kind about the same
-- subject that is not read yet is brought up to date instead. Never waits and never fails: what
-- calls it are the transactions that write calls, contacts and tasks. A notification that its
-- person is marking as read at this moment is skipped, and a new one written. Two transactions do
-- not write the same one: each has its subject's row locked. Where one cannot be written, the
-- others are.
create or replace function private.notify_people(tenant uuid, people uuid[], what text,
  about text, about_id uuid, actor uuid, known jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if actor is not null then
    known := known || jsonb_build_object('actor', (select p.name from public.profiles p
      where p.tenant_id = tenant and p.user_id = actor));
  end if;
  people := array(select p.user_id from public.profiles p where p.tenant_id = tenant
    and p.user_id = any (people) and p.user_id is distinct from actor and p.removed_at is null);
  if cardinality(people) = 0 then return; end if;
  with unread as materialized (
    select m.id from public.notifications m
    where m.tenant_id = tenant and m.subject_id = about_id and m.user_id = any (people)
      and m.kind = what and m.read_at is null
    for update skip locked
  ), renewed as (
    update public.notifications n set created_at = now(), actor_id = actor, facts = known
      from unread u where n.tenant_id = tenant and n.id = u.id
      returning n.user_id
  )
  insert into public.notifications (tenant_id, user_id, kind, subject, subject_id, actor_id, facts,
      in_browser)
    select tenant, p.person, what, about, about_id, actor, known, not exists (
      select from public.notification_settings s
      where s.tenant_id = tenant and s.user_id = p.person and what = any (s.browser_off))
    from unnest(people) as p (person)
    where not exists (select from renewed r where r.user_id = p.person)
    order by p.person;
exception when others then
  if cardinality(people) > 1 then
    for i in 1 .. cardinality(people) loop
      perform private.notify_people(tenant, people[i:i], what, about, about_id, actor, known);
    end loop;
    return;
  end if;
  raise warning '% of % is not notified: %', what, about_id, sqlerrm;
end
$$;

revoke all on function private.notify_people from public;

reset check_function_bodies;
