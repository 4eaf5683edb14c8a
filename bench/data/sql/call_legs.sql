insert into public.call_legs (tenant_id, call_sid, call_id, parent_call_sid, role, user_id,
  from_number, to_number, status, status_sequence,
    first_seen_at, ringing_at, answered_at, accepted_at, ended_at, dial_ended_live, dial_bridged,
      duration_seconds, price, price_unit)
  select f.tenant_id, l.sid, bench.uuid_of(f.hash), l.parent, l.role::public.leg_role, l.person,
    l.from_number, l.to_number, l.status::public.call_status, 3,
    f.began + l.rings * interval '1 second', f.began + l.rings * interval '1 second',
      f.began + l.up * interval '1 second',
    f.began + l.pressed * interval '1 second', f.began + l.over * interval '1 second', l.live,
      l.bridged, l.billed,
    case when l.status = 'completed' then (l.rate * ((l.billed + 59) / 60))::numeric / 100000 end,
    case when l.status = 'completed' then 'USD' end
  from bench.recent f cross join lateral (
    select 'CA' || f.hash as sid, null as parent, 'rep' as role, f.user_id as person, f.number as
      from_number, f.user_phone as to_number,
      case f.kind when 'rep no-answer' then 'no-answer' when 'rep busy' then 'busy' else 'completed'
        end as status,
      1 as rings, case when f.parent_billed > 0 then f.up end as up, case
        when f.child_rings is not null then f.pressed end as pressed,
      f.over + f.late as over, f.kind in ('no-answer', 'busy', 'failed') or f.late = 1 as live,
      case when f.outcome = 'connected' then true end as bridged, f.parent_billed as billed,
        1400 as rate
    where f.direction = 'outbound'
    union all
    select 'CA' || md5(f.hash), 'CA' || f.hash, 'customer', null, f.number, f.customer,
      case when f.outcome = 'connected' then 'completed' else f.kind end, f.child_rings, f.answered,
        null, f.child_over, false, null, f.child_billed, 1400
    where f.direction = 'outbound' and f.child_rings is not null
    union all
    select 'CA' || f.hash, null, 'caller', null, f.customer, f.number, 'completed', 0, case
      when f.kind <> 'gave up' then 1 end, null,
      f.over + f.late, f.kind = 'missed' or f.late = 1, case when f.outcome = 'connected' then true
        end, f.parent_billed, 850
    where f.direction = 'inbound'
    union all
    select 'CA' || md5(f.hash), 'CA' || f.hash, 'rep', f.user_id, case when f.customer = 'anonymous'
      then f.number else f.customer end, f.user_phone,
      case f.kind when 'accepted' then 'completed' when 'missed' then 'no-answer' else 'canceled'
        end, 8,
      case when f.kind = 'accepted' then f.up end, case when f.kind = 'accepted' then f.pressed end,
        f.child_over, false, null, f.child_billed, 1400
    where f.direction = 'inbound'
  ) l
  order by f.row_number
