set check_function_bodies = off;

-- {mon: [{from, until}], …}: spans of a week as lib/routing/hours-schema.ts has them.
create or replace function private.is_week(week jsonb) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_typeof(week) = 'object' and not exists (
    select from jsonb_each(week) as d (day, spans)
    where day not in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')
      or jsonb_typeof(spans) <> 'array' or jsonb_array_length(spans) > 8
      or exists (select from jsonb_array_elements(spans) s
        where (jsonb_typeof(s) = 'object'
          and s ->> 'from' ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
          and s ->> 'until' ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'
          and s ->> 'from' <> s ->> 'until') is not true));
exception when others then
  return false;
end
$$;
revoke all on function private.is_week from public;
grant execute on function private.is_week to authenticated;

create table public.own_hours (
  tenant_id uuid not null,
  user_id uuid not null,
  time_zone text not null check (char_length(time_zone) between 1 and 64),
  week jsonb not null check (private.is_week(week)),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.own_hours is
  'When a person''s phone may be rung by a route, if not always: private.is_within_week.';
comment on column public.own_hours.week is
  'Spans by weekday, as `week` of lib/routing/hours-schema.ts.';

alter table public.own_hours enable row level security;
revoke all on public.own_hours from anon, authenticated, service_role;
grant select, delete on public.own_hours to authenticated;
grant insert (tenant_id, user_id, time_zone, week) on public.own_hours to authenticated;
grant update (time_zone, week, updated_at) on public.own_hours to authenticated;

create policy "members see each other's hours" on public.own_hours
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "people set their own hours" on public.own_hours
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people change their own hours" on public.own_hours
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()))
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people remove their own hours" on public.own_hours
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));

create trigger known_time_zone before insert or update of time_zone on public.own_hours
  for each row execute function private.known_time_zone();


-- Whether a moment is in one of a week's spans, as openingAt of lib/routing/hours.ts: a time of day
-- begins when the clock first shows it or jumps past it. `shown` is the latest time that the clock
-- has shown so far: later than what it shows in an hour that comes twice. Null without a week.
create or replace function private.is_within_week(week jsonb, zone text, moment timestamptz)
  returns boolean
language plpgsql stable strict set search_path = pg_catalog, pg_temp as $$
declare
  days text[] := array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  clock timestamp := moment at time zone zone;
  shown timestamp := clock;
begin
  if clock - ((moment - interval '3 hours') at time zone zone) < interval '3 hours' then
    -- To the second before each minute: clocks change at whole minutes.
    shown := greatest(shown, (select max((date_trunc('minute', moment) - interval '1 second'
        - n * interval '1 minute') at time zone zone) from generate_series(0, 180) n));
  end if;
  return exists (
    select from unnest(array[clock::date, clock::date - 1]) as d (day),
      jsonb_array_elements(week -> days[extract(isodow from d.day)::integer]) s
    where shown >= d.day + (s ->> 'from')::interval
      and shown < d.day + (s ->> 'until')::interval
        + case when s ->> 'until' > s ->> 'from' then interval '0' else interval '1 day' end);
end
$$;
revoke all on function private.is_within_week from public;

-- Everybody of a tenant, in a fixed order, as lib/routing/people.ts takes them: whether this call
-- may ring them, and why not. `callers` are the phones that the call comes from.
create or replace function private.routed_people(tenant uuid, call uuid, callers text[])
  returns table (user_id uuid, name text, phone text, availability text, rung_at timestamptz,
    talked_at timestamptz)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select p.user_id, p.name, ph.phone,
    case
      when ph.phone is null or private.is_own_number(tenant, ph.phone) then 'no_phone'
      when ph.phone = any (callers) then 'is_caller'
      when a.state = 'offline' then 'offline'
      when a.state = 'away' and coalesce(a.away_until > now(), true) then 'away'
      when not private.is_within_week(h.week, h.time_zone, now()) then 'outside_hours'
      when live.is_live then 'on_call'
      when last.outcome = 'connected'
        and last.ended_at > now() - t.after_call_seconds * interval '1 second' then 'after_call'
      when k.call_id <> call and not private.is_claim_over(k) then 'ringing'
      else 'free'
    end,
    k.claimed_at, last.ended_at
  from public.profiles p
  join public.tenants t on t.id = tenant
  left join public.personal_phones ph
    on ph.tenant_id = tenant and ph.user_id = p.user_id and ph.verified_at is not null
  left join public.availability a on a.tenant_id = tenant and a.user_id = p.user_id
  left join public.own_hours h on h.tenant_id = tenant and h.user_id = p.user_id
  left join private.ring_claims k on k.tenant_id = tenant and k.user_id = p.user_id
  cross join lateral (select exists (select from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id and c.ended_at is null
      and c.id <> call) as is_live) live
  left join lateral (select c.ended_at, c.outcome from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id
    order by c.created_at desc, c.id desc limit 1) last on true
  where p.tenant_id = tenant and p.removed_at is null
  order by p.created_at, p.user_id
$$;
revoke all on function private.routed_people from public;

-- Who is asking, in one round trip: the profile, its tenant's settings and the topic to listen to;
-- null before onboarding.
create or replace function public.me() returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select json_build_object('user_id', p.user_id, 'role', p.role, 'name', p.name, 'email', p.email,
    'personal_phone', ph.phone, 'phone_verified', ph.verified_at is not null,
    'show_checklist', p.checklist_dismissed_at is null, 'topic', private.realtime_topic(),
    'availability', (select json_build_object('state', a.state, 'away_until', a.away_until)
      from public.availability a where a.tenant_id = p.tenant_id and a.user_id = p.user_id),
    'on_call', exists (select from public.calls c where c.tenant_id = p.tenant_id
      and c.user_id = p.user_id and c.ended_at is null),
    'after_call_until', (select last.until from (
      select c.outcome, c.ended_at + t.after_call_seconds * interval '1 second' as until
        from public.calls c where c.tenant_id = p.tenant_id and c.user_id = p.user_id
        order by c.created_at desc, c.id desc limit 1) last
      where last.outcome = 'connected' and last.until > now()),
    'own_hours', (select json_build_object('time_zone', h.time_zone, 'week', h.week)
      from public.own_hours h where h.tenant_id = p.tenant_id and h.user_id = p.user_id),
    'tenant', json_build_object('id', t.id, 'name', t.name, 'country_code', t.country_code,
      'time_zone', t.time_zone,
      'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
        'keep_recordings_days', t.keep_recordings_days,
      'call_time_limit_seconds', t.call_time_limit_seconds,
      'after_call_seconds', t.after_call_seconds))
  from public.profiles p
  join public.tenants t on t.id = p.tenant_id
  left join public.personal_phones ph on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id
  where p.user_id = (select auth.uid()) and p.tenant_id = (select private.tenant_id())
    and p.removed_at is null
$$;

revoke all on function public.me from public, anon, service_role;
grant execute on function public.me to authenticated;

CREATE TRIGGER broadcast AFTER INSERT ON public.call_steps FOR EACH ROW WHEN ((new.kind = ANY (ARRAY['recording_paused'::text, 'recording_resumed'::text]))) EXECUTE FUNCTION private.broadcast_change('call_steps', 'call_id');

reset check_function_bodies;
