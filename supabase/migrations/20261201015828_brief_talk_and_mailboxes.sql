set check_function_bodies = off;

-- Talk of a call with several bridges or with spans: for each space, the times at which people of
-- both sides were in it together, outside hold. In an internal call any two people are enough. A
-- hold without a name is music on a leg of its own, which is in no space then: its times are ours,
-- those of the spaces are Twilio's, and the two clocks need not agree.
create or replace function private.measure_talk(
  c public.calls, legs public.call_legs[], spans public.call_spans[], bridges private.bridge[],
  out talk tstzmultirange, out leg_seconds integer[], out call_sids text[], out owner_id uuid)
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  with presence as (
    -- Twilio's ends are whole seconds: a bridge of less than one was there all the same.
    select 'bridge ' || b.call_sid as space, sid as call_sid, b.began_at as at_least_until,
      tstzmultirange(case when b.ended_at <= b.began_at then tstzrange(b.began_at, b.began_at, '[]')
        else tstzrange(b.began_at, b.ended_at) end) as during
    from unnest(bridges) b, unnest(array[b.call_sid, b.parent_call_sid]) sid
    where b.began_at is not null
    union all
    select s.space || ' ' || s.name, s.call_sid, null, s.during
    from unnest(spans) s where s.space in ('bridge', 'conference', 'room')
  ), kept as (
    select s.call_sid,
      coalesce(range_agg(s.during) filter (where s.space = 'hold' and s.name <> ''), '{}') as hold,
      coalesce(range_agg(s.during) filter (where s.space = 'barge'), '{}') as barge
    from unnest(spans) s group by 1
  ), placed as (
    select p.space, l.call_sid, l.user_id,
      case when l.side = 'supervisor' then 'company' else l.side end as side,
      p.during * tstzmultirange(case when l.ended_at <= p.at_least_until
          then tstzrange(null, p.at_least_until, '[]') else tstzrange(null, l.ended_at) end)
        * case when l.side = 'supervisor' then coalesce(k.barge, '{}') else '{(,)}' end
        - coalesce(k.hold, '{}') as during
    from presence p join unnest(legs) l on l.call_sid = p.call_sid
    left join kept k on k.call_sid = l.call_sid
    where l.side <> 'system'
  ), together as (
    select a.call_sid, a.side, a.user_id, range_agg(a.during * b.during) as during
    from placed a join placed b on a.space = b.space and a.call_sid <> b.call_sid
      and (a.side <> b.side or c.direction = 'internal')
    group by 1, 2, 3
  )
  select
    (select range_agg(t.during) from together t),
    (select array_agg((select round(sum(extract(epoch from upper(r) - lower(r))))::integer
        from unnest(t.during) r) order by l.ordinality)
      from unnest(legs) with ordinality as l left join together t on t.call_sid = l.call_sid),
    (select array_agg(t.call_sid) from together t where not isempty(t.during)),
    (select t.user_id from together t where t.side = 'company' and t.user_id is not null
      and not isempty(t.during) order by lower(t.during), t.call_sid limit 1)
    into talk, leg_seconds, call_sids, owner_id;
end
$$;
revoke all on function private.measure_talk from public;

reset check_function_bodies;

-- Calls that Twilio should be asked about, each handed to one sweep at a time.
create or replace function machine.claim_checks(at timestamptz, how_many integer) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with due as (
    select c.tenant_id, c.id from public.calls c
    where c.settled_at is null and c.next_check_at <= at
    order by c.next_check_at limit how_many for update skip locked
  ), claimed as (
    update public.calls c set next_check_at = at + interval '60 seconds' from due
    where c.tenant_id = due.tenant_id and c.id = due.id returning c.*
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', c.tenant_id, 'call_id', c.id,
      'direction', c.direction,
      'twilio_call_sid', c.twilio_call_sid, 'from_number', c.from_number, 'created_at',
        c.created_at, 'ended_at', c.ended_at,
      'create_lost', c.create_lost, 'hangup_requested', c.hangup_requested_at is not null,
      'is_controlled', exists (select from public.call_controls k
        where k.tenant_id = c.tenant_id and k.call_id = c.id),
        'user_id', c.user_id,
      'rep_phone', (select e.event_data ->> 'to' from public.call_events e
                      where e.tenant_id = c.tenant_id and e.call_id = c.id
                        and e.event_type = 'initiate' limit 1),
      'in_browser', exists (select from public.call_events e
        where e.tenant_id = c.tenant_id and e.call_id = c.id and e.event_type = 'initiate'
          and e.event_data ->> 'device' = 'browser'),
      'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
      'unpriced', private.unpriced_legs(c),
      'legs', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
        'parent_call_sid', l.parent_call_sid, 'user_id', l.user_id)), '[]'::jsonb)
               from public.call_legs l where l.tenant_id = c.tenant_id and l.call_id = c.id
                 and l.medium <> 'room')
    ) order by c.created_at), '[]'::jsonb)
  from claimed c
  left join public.twilio_accounts a on a.tenant_id = c.tenant_id
$$;

revoke all on function machine.claim_checks from public;
grant execute on function machine.claim_checks to ringbook_machine;

-- Whose mailbox a call's message was left in, for a message of which Twilio's list was heard of
-- first: as the webhook of its end says, by itself or by the step of the route that took it; where
-- that got lost, as whoever transferred the caller asked for. Null for everybody's.
create or replace function private.mailbox_of(tenant uuid, call uuid) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  with taken as (
    select coalesce(substring(e.query from '(?:^|&)mailbox=([0-9a-f-]{36})'),
        v.body #>> array['steps', substring(e.query from '(?:^|&)at=([a-z0-9-]+)'), 'mailbox',
          'user_id']) as person
    from public.call_events e
      left join public.route_versions v on v.tenant_id = tenant
        and v.id::text = substring(e.query from '(?:^|&)route=([0-9a-f-]{36})')
    where e.tenant_id = tenant and e.call_id = call and e.event_type = 'voicemail'
    order by e.id limit 1
  ), asked as (
    select s.facts ->> 'target_user_id' as person from public.call_steps s
    where s.tenant_id = tenant and s.call_id = call and s.kind = 'transferred'
      and s.facts ->> 'to' = 'voicemail' and not exists (select from taken)
    order by s.happened_at desc limit 1
  )
  select p.user_id from (select person from taken union all select person from asked) whose
    join public.profiles p on p.tenant_id = tenant and p.removed_at is null
      and p.user_id::text = whose.person
$$;
revoke all on function private.mailbox_of from public;

reset check_function_bodies;
