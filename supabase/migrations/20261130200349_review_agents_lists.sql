set check_function_bodies = off;

-- Forgets what was kept for an hour of rooms of which LiveKit never said whose call is in there, of
-- all tenants; gives how many events.
create or replace function machine.forget_room_events(at timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  forgotten integer;
begin
  delete from private.early_room_events k where k.received_at < at - interval '1 hour';
  get diagnostics forgotten = row_count;
  return forgotten;
end
$$;
revoke all on function machine.forget_room_events from public;
grant execute on function machine.forget_room_events to ringbook_machine;

-- Whether LiveKit's webhooks come in, for the health check: of each company whose calls reach
-- browsers in rooms, and have rung there in the last day, whether the last one was reported. That
-- may take a minute; reported_at is known to half a minute. What rang before its project was set up
-- rang in another. Twilio's times are whole seconds.
create or replace function machine.livekit_reports(at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', a.tenant_id, 'is_missing',
    coalesce(a.reported_at < rang.first_seen_at - interval '1 minute', true))), '[]')
  from public.livekit_accounts a
  cross join lateral (select l.first_seen_at from public.call_legs l
    where l.tenant_id = a.tenant_id and l.medium = 'sip' and l.ringing_at is not null
      and l.first_seen_at >= date_trunc('second', a.set_up_at)
      and l.first_seen_at between at - interval '1 day' and at - interval '1 minute'
    order by l.first_seen_at desc limit 1) rang
  where a.is_on
$$;

revoke all on function machine.livekit_reports from public;
grant execute on function machine.livekit_reports to ringbook_machine;

drop function machine.note_listener_out(uuid, uuid, uuid);

-- Whether somebody who listens in a room of a call may listen no more, and is to be taken out; once
-- for each call and person that is in the activity log.
create or replace function machine.note_listener_out(tenant uuid, person uuid, target uuid)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said constant jsonb := jsonb_build_object('call_id', target);
begin
  if exists (select from public.profiles p where p.tenant_id = tenant and p.user_id = person
      and p.removed_at is null and p.role in ('manager', 'admin')) then
    return false;
  end if;
  if not exists (select from public.audit_log a where a.tenant_id = tenant
      and a.action = 'call.listening_ended' and a.created_at > now() - interval '1 day'
      and a.subject = person::text and a.detail = said) then
    perform private.audit(tenant, null, 'call.listening_ended', person::text, said);
  end if;
  return true;
end
$$;
revoke all on function machine.note_listener_out from public;
grant execute on function machine.note_listener_out to ringbook_machine;

-- Of the next 2,000 (maxReach, lib/call-lists/progress.ts) who wait in a list: how many may be
-- called at a moment (reason null), and of the others why not, and when the first of them may be
-- called. As private.entry_obstacle says it of one, but for whoever is on a call or a colleague's
-- in another list: that is of a minute, and looked up once somebody comes to them.
create or replace function private.call_list_reach(list uuid, at timestamptz)
  returns table (reason text, entries bigint, first_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off as $$
declare
  tenant constant uuid := private.tenant_id();
  l public.call_lists;
begin
  select * into l from public.call_lists t where t.tenant_id = tenant and t.id = list;
  return query
    with waiting as materialized (
      select e.reason, e.attempts, e.call_id, e.next_attempt_at, c.archived_at, a.called_at,
        p.has_number, p.may_be_called, coalesce(c.time_zone, t.time_zone) as zone
      from (select o.* from public.call_list_entries o
        where o.tenant_id = l.tenant_id and o.list_id = l.id and o.state = 'waiting'
        order by o.next_attempt_at, o.position limit 2000) e
      join public.tenants t on t.id = l.tenant_id
      join public.contacts c on c.tenant_id = l.tenant_id and c.id = e.contact_id
      left join public.contact_activity a
        on a.tenant_id = l.tenant_id and a.contact_id = e.contact_id
      cross join lateral (select count(*) > 0 as has_number,
          bool_or(d.number is null) as may_be_called
        from public.contact_phones n
        left join public.do_not_call d on d.tenant_id = l.tenant_id and d.number = n.phone
        where n.tenant_id = l.tenant_id and n.contact_id = e.contact_id) p
    ), zones as materialized (
      select z.zone, private.opens_at(l, z.zone, at) as opens
      from (select distinct w.zone from waiting w) z
    )
    select r.reason, count(*), min(r.until) from (
      select case
          when w.archived_at is not null then 'archived'
          when not w.has_number then 'no_number'
          when not w.may_be_called then 'do_not_call'
          when w.next_attempt_at > at then w.reason
          when w.attempts = 0
            and w.called_at > at - make_interval(days => l.skip_called_days)
            then 'called_recently'
          when w.called_at > at - interval '15 minutes' and not exists (select
            from public.calls k where k.id = w.call_id and k.created_at = w.called_at)
            then 'just_called'
          when z.opens is not null then 'hours'
        end as reason,
        case when w.next_attempt_at > at then w.next_attempt_at else z.opens end as until
      from waiting w join zones z on z.zone = w.zone
    ) r group by 1;
end
$$;

revoke all on function private.call_list_reach from public;
grant execute on function private.call_list_reach to authenticated;

-- Keeps an event of a room of which LiveKit has not said yet whose call is in there.
create or replace function private.keep_room_event(tenant uuid, e jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into private.early_room_events (tenant_id, room, dedupe_key, report)
    values (tenant, e ->> 'room', e #>> '{event,dedupe_key}', e)
    on conflict do nothing;
$$;
revoke all on function private.keep_room_event from public;

-- How many seconds of this day (30 minutes, in the tenant's time zone) are left for trials by
-- microphone. Each lasts three minutes at most (lib/agent/sound/trial.ts): so much is taken until
-- its end is known, also where its process died.
create or replace function private.trial_seconds_left(tenant uuid) returns integer
language sql stable set search_path = pg_catalog, pg_temp as $$
  select greatest(1800 - coalesce(sum(extract(epoch from
      least(coalesce(k.ended_at - k.started_at, '3 minutes'), '3 minutes'))),
    0)::integer, 0)
  from private.agent_trials k
  where k.tenant_id = tenant and k.started_at >= (
    select date_trunc('day', now(), t.time_zone) from public.tenants t where t.id = tenant) $$;
revoke all on function private.trial_seconds_left from public;

CREATE INDEX early_room_events_by_age ON private.early_room_events USING btree (received_at);

comment on function public.call_list_reach(pg_catalog.uuid) is 'Of the next 2,000 who wait in a call list, how many may be called now (reason null), and why the others may not: outside calling hours on their own clock, with when the first of them begin, called recently, on the do-not-call list. Who is on a call is counted as if they were not.';

comment on table private.early_room_events is 'What LiveKit said of a tenant''s room before it said whose call is in there: taken once that is known (machine.take_room_event), or forgotten after an hour (machine.forget_room_events).';

reset check_function_bodies;
