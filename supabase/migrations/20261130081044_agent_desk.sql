set check_function_bodies = off;

create table public.voice_agent_figures (
  tenant_id uuid not null,
  session_id uuid not null,
  call_id uuid not null,
  agent_id uuid not null,
  started_at timestamptz not null,
  outcome text not null,
  talk_seconds integer not null,
  turns integer not null,
  asked_again integer not null,
  booked integer not null,
  false_booked boolean not null,
  latencies integer[] not null,
  primary key (tenant_id, session_id),
  foreign key (tenant_id, session_id)
    references public.voice_agent_sessions (tenant_id, id) on delete cascade
);
comment on table public.voice_agent_figures is
  'What came of each talk of a voice agent that has ended: private.count_agent_talk.';
comment on column public.voice_agent_figures.asked_again is
  'How often the agent asked the caller to say something again.';
comment on column public.voice_agent_figures.booked is 'Appointments that were made in its call.';
comment on column public.voice_agent_figures.false_booked is
  'It said that something is booked, and nothing is: somebody has to call back.';
comment on column public.voice_agent_figures.latencies is
  'Of each answer, the milliseconds from the end of the caller''s turn to the first audio that was '
  'sent to them.';

create index voice_agent_figures_newest on public.voice_agent_figures
  (tenant_id, started_at desc, session_id desc);
create index voice_agent_figures_by_call on public.voice_agent_figures (tenant_id, call_id);

alter table public.voice_agent_figures enable row level security;
revoke all on public.voice_agent_figures from anon, authenticated, service_role;
grant select on public.voice_agent_figures to authenticated;
create policy "managers and admins read what came of agents' talks" on public.voice_agent_figures
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin'));

-- A manager takes the caller of a voice agent: as machine.ask_agent, or `no_phone` where they could
-- not be rung, `on_call` where they are on a call.
create or replace function machine.take_from_agent(tenant uuid, person uuid, target uuid)
returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (select s.call_id from public.voice_agent_sessions s
    where s.tenant_id = tenant and s.id = target);
  availability text;
begin
  if call is null then return 'over'; end if;
  select r.availability into availability from private.routed_people(tenant, call, '{}') r
    where r.user_id = person;
  if coalesce(availability, 'no_phone') = 'no_phone' then return 'no_phone'; end if;
  if exists (select from public.calls c
      where c.tenant_id = tenant and c.ended_at is null and c.id <> call
        and (c.user_id = person and not c.owner_left or person = any (c.also_on))) then
    return 'on_call';
  end if;
  return machine.ask_agent(tenant, person, target, 'take_over');
end
$$;
revoke all on function machine.take_from_agent from public;
grant execute on function machine.take_from_agent to ringbook_machine;

-- The voice agents that have a step in a route: in a draft or a version.
create or replace function private.agents_in(route jsonb) returns setof text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select distinct agent #>> '{}'
  from jsonb_path_query(route, '$.steps.* ? (@.kind == "agent").agent_id') as agent
$$;
revoke all on function private.agents_in from public;
grant execute on function private.agents_in to authenticated;

-- Whether an agent asks the caller to say something again, in English or Romanian.
create or replace function private.asks_again(said text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select said ~* ('\m(say (that|it) again|repeat (that|it|your)|'
      || 'didn''t (quite )?(catch|understand|get)|'
      || 'did not (quite )?(catch|understand)|(could|can) you repeat|once more, please)\M')
    or said ~* ('(nu am înțeles|n-am înțeles|nu v-am auzit|mai spuneți o dată|'
      || 'repetați|puteți repeta|mai puteți spune)')
$$;
revoke all on function private.asks_again from public;

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
      outcome, talk_seconds, turns, asked_again, booked, false_booked, latencies)
    values (new.tenant_id, new.id, new.call_id, new.agent_id, new.started_at,
      coalesce(new.outcome, 'failed'),
      greatest(0, extract(epoch from new.ended_at - coalesce(new.talking_at, new.ended_at))),
      spoken.turns, spoken.asked_again, made,
      spoken.false_booked, spoken.latencies)
  on conflict (tenant_id, session_id) do update set outcome = excluded.outcome,
    talk_seconds = excluded.talk_seconds, turns = excluded.turns,
    asked_again = excluded.asked_again, booked = excluded.booked,
    false_booked = excluded.false_booked, latencies = excluded.latencies;
  return null;
end
$$;
revoke all on function private.count_agent_talk from public;

-- Deletes a voice agent that no route uses, one admin at a time (private.require_admin): `removed`,
-- also where it is already; `gone` where there is no such agent; `used`. A route that is published
-- with it at this moment goes on past it: private.agent_facts.
create or replace function private.remove_voice_agent(agent uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.require_admin();
  about public.voice_agents;
begin
  select * into about from public.voice_agents v
    where v.tenant_id = tenant and v.id = agent for update;
  if not found then return 'gone'; end if;
  if about.removed_at is not null then return 'removed'; end if;
  if exists (select from public.routes r
      left join lateral (select o.body from public.route_versions o
        where o.tenant_id = r.tenant_id and o.route_id = r.id
        order by o.published_at desc, o.id desc limit 1) n on true
      where r.tenant_id = tenant and r.removed_at is null
        and (agent::text in (select private.agents_in(r.draft))
          or agent::text in (select private.agents_in(n.body)))) then
    return 'used';
  end if;
  update public.voice_agents v set removed_at = now(), updated_at = now()
    where v.tenant_id = tenant and v.id = agent;
  return 'removed';
end
$$;
revoke all on function private.remove_voice_agent from public;
grant execute on function private.remove_voice_agent to authenticated;

-- Whether an agent says that something is booked now, in English or Romanian: not that it could be.
create or replace function private.says_booked(said text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select said ~* ('\m(you(''re| are)|it(''s| is)|that(''s| is)|i(''ve| have)|we(''ve| have)|'
      || '(appointment|booking|visit)( is| has been|''s))( now| all)?( been)? '
      || '(booked|scheduled|reserved|confirmed)\M')
    or said ~* ('(v-am programat|v-am făcut programarea|am făcut programarea|sunteți programat|'
      || 'programarea( dumneavoastră)? (este|e|a fost) (făcută|confirmată|stabilită|înregistrată))')
$$;
revoke all on function private.says_booked from public;

-- What came of the talks of the tenant's voice agents, or of one, in some days: for each day of the
-- tenant's time zone (`agent_id` null), for each agent (`day` null), and in all (both null).
create or replace function public.agent_figures(since timestamptz, until timestamptz,
  agent uuid default null)
returns table (day date, agent_id uuid, calls bigint, contained bigint, handed_over bigint,
  messages bigint, caller_left bigint, failed bigint, taken_over bigint, booked bigint,
  asked_again bigint, false_booked bigint, talk_seconds bigint, p50 integer, p95 integer)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  with talks as (
    select f.*, (f.started_at at time zone (select t.time_zone from public.tenants t
        where t.id = (select private.tenant_id())))::date as day
    from public.voice_agent_figures f
    where f.tenant_id = (select private.tenant_id())
      and f.started_at >= since and f.started_at < until
      and (agent is null or f.agent_id = agent)
  ), counted as (
    select k.day, k.agent_id, count(*) as calls,
      count(*) filter (where k.outcome = 'contained') as contained,
      count(*) filter (where k.outcome = 'handed_over') as handed_over,
      count(*) filter (where k.outcome = 'message') as messages,
      count(*) filter (where k.outcome = 'caller_left') as caller_left,
      count(*) filter (where k.outcome = 'failed') as failed,
      count(*) filter (where k.outcome = 'taken_over') as taken_over,
      sum(k.booked) as booked, sum(k.asked_again) as asked_again,
      count(*) filter (where k.false_booked) as false_booked, sum(k.talk_seconds) as talk_seconds
    from talks k group by grouping sets ((k.day), (k.agent_id), ()) having count(*) > 0
  ), waited as (
    select k.day, k.agent_id,
      percentile_cont(array[0.5, 0.95]) within group (order by ms) as percentiles
    from talks k cross join unnest(k.latencies) as ms
    group by grouping sets ((k.day), (k.agent_id), ())
  )
  select c.day, c.agent_id, c.calls, c.contained, c.handed_over, c.messages, c.caller_left,
    c.failed, c.taken_over, coalesce(c.booked, 0), coalesce(c.asked_again, 0), c.false_booked,
    coalesce(c.talk_seconds, 0), w.percentiles[1]::integer, w.percentiles[2]::integer
  from counted c
  left join waited w on w.day is not distinct from c.day
    and w.agent_id is not distinct from c.agent_id
  order by c.day desc nulls first, c.calls desc
$$;

revoke all on function public.agent_figures from public, anon, service_role;
grant execute on function public.agent_figures to authenticated;

create or replace function public.remove_voice_agent(agent uuid) returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.remove_voice_agent(agent)
$$;

comment on function public.remove_voice_agent is
  'Deletes a voice agent that no route uses: private.remove_voice_agent says what comes back.';

revoke all on function public.remove_voice_agent from public, anon, service_role;
grant execute on function public.remove_voice_agent to authenticated;

-- Which routes use each of the tenant's voice agents, in their draft or in what is published of
-- them, with what people call the numbers that follow them.
create or replace function public.voice_agent_use()
returns table (agent_id uuid, route_id uuid, route_name text, is_published boolean,
  is_default boolean, numbers text[])
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select v.id, r.id, r.name, coalesce(v.id::text in (select private.agents_in(n.body)), false),
    r.is_default, array(select coalesce(p.name, p.number) from public.phone_numbers p
      where p.tenant_id = r.tenant_id and p.route_id = r.id and p.removed_at is null
      order by 1)
  from public.routes r
  left join lateral (select o.body from public.route_versions o
    where o.tenant_id = r.tenant_id and o.route_id = r.id
    order by o.published_at desc, o.id desc limit 1) n on true
  cross join lateral (select private.agents_in(r.draft) union select private.agents_in(n.body))
    used (agent)
  join public.voice_agents v on v.tenant_id = r.tenant_id and v.id::text = used.agent
  where r.tenant_id = (select private.tenant_id()) and r.removed_at is null
  order by r.name, r.id
$$;

revoke all on function public.voice_agent_use from public, anon, service_role;
grant execute on function public.voice_agent_use to authenticated;

-- Those that go on: a few of many. The monitor reads them.
create index voice_agent_sessions_going on public.voice_agent_sessions (tenant_id, started_at)
  where status <> 'ended';

create trigger count_agent_talk after update on public.voice_agent_sessions
  for each row when (new.status = 'ended') execute function private.count_agent_talk();

comment on function public.remove_voice_agent(uuid) is
  'Deletes a voice agent that no route uses: private.remove_voice_agent says what comes back.';

reset check_function_bodies;
