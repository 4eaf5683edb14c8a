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
