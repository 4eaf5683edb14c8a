set check_function_bodies = off;

-- A time zone is one that Postgres knows, spelled as Postgres spells it: days of the call log and
-- of the spending limit begin by it. https://www.postgresql.org/docs/17/view-pg-timezone-names.html
-- The view reads a file for each zone, 17 ms in all: one that a company has was looked up before.
create or replace function private.known_time_zone() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  known text;
begin
  if tg_op = 'UPDATE' and new.time_zone = old.time_zone then return new; end if;
  if exists (select from public.tenants t where t.time_zone = new.time_zone) then
    return new;
  end if;
  select z.name into known from pg_catalog.pg_timezone_names z
    where lower(z.name) = lower(new.time_zone)
    order by z.name = new.time_zone desc limit 1;
  if known is null then
    raise exception 'there is no time zone %', new.time_zone using errcode = 'check_violation';
  end if;
  new.time_zone := known;
  return new;
end
$$;

revoke all on function private.known_time_zone from public;

create or replace function private.realtime_topic() returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select 'tenant:' || t.id || ':' || t.realtime_epoch
    from public.profiles p join public.tenants t on t.id = p.tenant_id
    where p.user_id = auth.uid() and p.removed_at is null
      and private.signed_in(p.user_id) is not null);
end
$$;

revoke all on function private.realtime_topic from public;
grant execute on function private.realtime_topic to authenticated;

create or replace function private.role() returns public.member_role
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select role from public.profiles where user_id = auth.uid() and removed_at is null
    and private.signed_in(user_id) is not null);
end
$$;

revoke all on function private.role from public;
grant execute on function private.role to authenticated;

-- Who is asking. Called once per statement: (select private.tenant_id()). Plans of PL/pgSQL last as
-- long as the connection, those of SQL are made anew by each statement.
create or replace function private.tenant_id() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select tenant_id from public.profiles where user_id = auth.uid() and removed_at is null
    and private.signed_in(user_id) is not null);
end
$$;

revoke all on function private.tenant_id from public;
grant execute on function private.tenant_id to authenticated;

-- What of a fresh company is set up, and whether the person asking has called, in one round trip.
create or replace function public.first_day() returns json
language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
begin
  return case when private.tenant_id() is null then null else json_build_object(
      'twilio', exists (select from public.twilio_accounts a
        where a.tenant_id = (select private.tenant_id()) and a.verified_at is not null),
      'number', exists (select from public.phone_numbers n
        where n.tenant_id = (select private.tenant_id()) and n.removed_at is null),
      -- Ringbook has set where its calls go, has bought it, or was called.
      'routed', exists (select from public.kept_webhooks k join public.phone_numbers n
          on n.tenant_id = k.tenant_id and n.id = k.phone_number_id and n.removed_at is null
          where k.tenant_id = (select private.tenant_id()))
        or exists (select from public.number_orders o
          where o.tenant_id = (select private.tenant_id()) and o.state = 'bought')
        or exists (select from public.calls c
          where c.tenant_id = (select private.tenant_id()) and c.direction = 'inbound'
            -- Those that no webhook reported were found at Twilio.
            and c.imported_at is null),
      'colleagues', exists (select from public.profiles p
        where p.tenant_id = (select private.tenant_id()) and p.user_id <> (select auth.uid()))
        or exists (select from public.invitations i
          where i.tenant_id = (select private.tenant_id())),
      'contacts', exists (select from public.contacts c
        where c.tenant_id = (select private.tenant_id())),
      'my_call', exists (select from public.calls c
        where c.tenant_id = (select private.tenant_id()) and c.user_id = (select auth.uid())),
      'company_call', exists (select from public.calls c
        where c.tenant_id = (select private.tenant_id()))) end;
end
$$;

revoke all on function public.first_day from public, anon, service_role;
grant execute on function public.first_day to authenticated;

-- Who is asking, in one round trip: the profile, its tenant's settings and the topic to listen to;
-- null before onboarding. Every page asks: as PL/pgSQL it is planned once a connection, which takes
-- ten times as long as to read it.
create or replace function public.me() returns json
language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
begin
  return (select json_build_object('user_id', p.user_id, 'role', p.role, 'name', p.name,
      'email', p.email, 'session_id', (select auth.jwt() ->> 'session_id'),
      'personal_phone', ph.phone, 'phone_verified', ph.verified_at is not null,
      'show_checklist', p.checklist_dismissed_at is null, 'topic', private.realtime_topic(),
      'availability', (select json_build_object('state', a.state, 'away_until', a.away_until)
        from public.availability a where a.tenant_id = p.tenant_id and a.user_id = p.user_id),
      'on_call', private.is_on_call(p.tenant_id, p.user_id, null),
      'joined_calls', (select coalesce(json_agg(c.id), '[]') from public.calls c
        where c.tenant_id = p.tenant_id and c.ended_at is null and (p.user_id = any (c.also_on)
          or c.id in (select s.call_id from public.call_supervisions s
            where s.tenant_id = p.tenant_id and s.user_id = p.user_id and s.state <> 'gone')
          -- Rung to come into a room.
          or c.id in (select r.call_id from public.room_people r
            where r.tenant_id = p.tenant_id and r.user_id = p.user_id and r.over_at is null)
          -- Rung by a route or a queue, which nobody has answered yet.
          or c.stage <> 'connected' and c.id = (select private.my_ring()))),
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
        'rooms_url', (select k.url from public.livekit_accounts k
          where k.tenant_id = t.id and k.is_on)))
    from public.profiles p
    join public.tenants t on t.id = p.tenant_id
    left join public.personal_phones ph on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id
    where p.user_id = (select auth.uid()) and p.tenant_id = (select private.tenant_id())
      and p.removed_at is null);
end
$$;

revoke all on function public.me from public, anon, service_role;
grant execute on function public.me to authenticated;

reset check_function_bodies;
