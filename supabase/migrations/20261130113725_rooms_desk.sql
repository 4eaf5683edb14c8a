set check_function_bodies = off;

-- How a person's own leg sounded in their browser, in stretches from the `first` on: those that
-- were counted before count no more. Says `unknown` for a leg that is not theirs, in a browser, and
-- `too_many` for more than a browser can have measured: its clock is ours, from the first report.
create or replace function machine.note_quality(tenant uuid, person uuid, said jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  sid text := said ->> 'callSid';
  q public.leg_quality;
  reported integer := (said ->> 'first')::integer + jsonb_array_length(said -> 'stretches');
begin
  if not exists (select from public.call_legs l
    join public.profiles p on p.tenant_id = l.tenant_id and p.user_id = l.user_id
      and p.removed_at is null
    where l.tenant_id = tenant and l.call_sid = sid and l.user_id = person
      and l.medium in ('browser', 'room')
  ) then return 'unknown'; end if;
  select * into q from public.leg_quality where tenant_id = tenant and call_sid = sid;
  if reported > 40 + extract(epoch from now() - coalesce(q.started_at, now())) / 5
  then return 'too_many'; end if;
  insert into public.leg_quality (tenant_id, call_sid, user_id) values (tenant, sid, person)
    on conflict do nothing;
  select * into q from public.leg_quality where tenant_id = tenant and call_sid = sid for update;
  with fresh as (
    select s.*, now() - make_interval(secs => s.ago) as at
    from jsonb_array_elements(said -> 'stretches') with ordinality as e(part, nth)
    cross join lateral jsonb_to_record(e.part) as s(ago integer, seconds integer, mos real,
      rtt real, jitter real, lost real)
    where (said ->> 'first')::integer + e.nth > q.stretches
  ), every as (
    select seconds, mos, rtt, jitter, lost from fresh
    union all select q.seconds, q.mos, q.rtt_ms, q.jitter_ms, q.lost_percent where q.seconds > 0
  ), average as (
    select sum(seconds) as seconds,
      sum(mos * seconds) / nullif(sum(seconds) filter (where mos is not null), 0) as mos,
      sum(rtt * seconds) / nullif(sum(seconds) filter (where rtt is not null), 0) as rtt,
      sum(jitter * seconds) / nullif(sum(seconds) filter (where jitter is not null), 0) as jitter,
      sum(lost * seconds) / nullif(sum(seconds) filter (where lost is not null), 0) as lost
    from every
  ), worst as (
    select at, seconds, mos, rtt, jitter, lost from fresh where mos is not null
    union all select q.worst_at, q.worst_seconds, q.worst_mos, q.worst_rtt_ms, q.worst_jitter_ms,
      q.worst_lost_percent where q.worst_at is not null
    order by mos, at limit 1
  )
  update public.leg_quality l set stretches = greatest(q.stretches, reported),
    seconds = coalesce(a.seconds, 0), mos = a.mos, rtt_ms = a.rtt, jitter_ms = a.jitter,
    lost_percent = a.lost, worst_at = w.at, worst_seconds = w.seconds, worst_mos = w.mos,
    worst_rtt_ms = w.rtt, worst_jitter_ms = w.jitter, worst_lost_percent = w.lost,
    page_closed = q.page_closed or (said ->> 'pageClosed')::boolean,
    warnings = array(select distinct unnest(q.warnings
      || array(select jsonb_array_elements_text(said -> 'warnings'))) order by 1 limit 20)
  from average a left join worst w on true
  where l.tenant_id = tenant and l.call_sid = sid;
  return 'noted';
end
$$;

revoke all on function machine.note_quality from public;
grant execute on function machine.note_quality to ringbook_machine;

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
      and c.user_id = p.user_id and c.ended_at is null and not c.owner_left)
      or exists (select from public.calls c where c.tenant_id = p.tenant_id
        and c.callee_id = p.user_id and c.created_at > now() - interval '5 hours'
        and c.ended_at is null)
      or exists (select from public.calls c where c.tenant_id = p.tenant_id
        and c.ended_at is null and p.user_id = any (c.also_on))
      or exists (select from public.call_supervisions s
        join public.calls c on c.tenant_id = s.tenant_id and c.id = s.call_id
        where s.tenant_id = p.tenant_id and s.user_id = p.user_id and s.state <> 'gone'
          and c.ended_at is null),
    'joined_calls', (select coalesce(json_agg(c.id), '[]') from public.calls c
      where c.tenant_id = p.tenant_id and c.ended_at is null and (p.user_id = any (c.also_on)
        or c.id in (select s.call_id from public.call_supervisions s
          where s.tenant_id = p.tenant_id and s.user_id = p.user_id and s.state <> 'gone')
        -- Rung to come into a room.
        or c.id in (select r.call_id from public.room_people r
          where r.tenant_id = p.tenant_id and r.user_id = p.user_id and r.over_at is null))),
    'call_devices', (select json_build_object('rings_on', d.rings_on, 'places_on', d.places_on)
      from public.call_devices d where d.tenant_id = p.tenant_id and d.user_id = p.user_id),
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
      'after_call_seconds', t.after_call_seconds,
      'rings_in_rooms', exists (select from public.livekit_accounts k
        where k.tenant_id = t.id and k.is_on)))
  from public.profiles p
  join public.tenants t on t.id = p.tenant_id
  left join public.personal_phones ph on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id
  where p.user_id = (select auth.uid()) and p.tenant_id = (select private.tenant_id())
    and p.removed_at is null
$$;

revoke all on function public.me from public, anon, service_role;
grant execute on function public.me to authenticated;

reset check_function_bodies;
