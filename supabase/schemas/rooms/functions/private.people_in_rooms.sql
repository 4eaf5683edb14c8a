-- Who is in the rooms of these calls, or rung for them, as whoever may read a call may know it:
-- people who listen are named to managers and to themselves.
create or replace function private.people_in_rooms(targets uuid[])
  returns table (call_id uuid, user_id uuid, name text, state text, is_listener boolean,
    since timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with legs as (
    select distinct on (c.id, l.user_id) c.id as call_id, l.user_id,
      l.role = 'supervisor' as is_listener,
      case when l.status < 'completed' and c.ended_at is null then 'in' else 'left' end as state,
      coalesce(l.answered_at, l.first_seen_at) as since
    from public.calls c join public.call_legs l on l.tenant_id = c.tenant_id and l.call_id = c.id
    where c.id = any (targets) and c.tenant_id = (select private.tenant_id()) and l.medium = 'room'
      and l.user_id is not null and (l.role = 'rep' or l.user_id = (select auth.uid())
        or (select private.role()) in ('manager', 'admin'))
    order by c.id, l.user_id, l.status < 'completed' desc, l.first_seen_at desc
  ), rung as (
    select distinct on (c.id, p.user_id) c.id as call_id, p.user_id, false as is_listener,
      case when p.declined_at is not null then 'declined'
        when p.over_at is null and exists (select from public.rooms r
          where r.tenant_id = p.tenant_id and r.call_id = p.call_id and r.ended_at is null
            and r.claimed_by = p.user_id) then 'answering'
        when p.over_at is null and c.ended_at is null then 'ringing' end as state,
      coalesce(p.declined_at, p.rung_at) as since
    from public.calls c
    join public.room_people p on p.tenant_id = c.tenant_id and p.call_id = c.id
    where c.id = any (targets) and c.tenant_id = (select private.tenant_id())
    order by c.id, p.user_id, p.over_at nulls first, p.rung_at desc
  )
  select one.call_id, one.user_id, coalesce(m.name, 'A former colleague'), one.state,
    one.is_listener, one.since
  from (select * from legs where state = 'in'
    union all select * from rung where state is not null
      and not exists (select from legs l where l.call_id = rung.call_id
        and l.user_id = rung.user_id and l.state = 'in')
    union all select * from legs where state = 'left'
      and not exists (select from rung where rung.call_id = legs.call_id
        and rung.user_id = legs.user_id and rung.state is not null)) one
  join public.calls c on c.id = one.call_id and c.tenant_id = (select private.tenant_id())
  left join public.profiles m on m.tenant_id = c.tenant_id and m.user_id = one.user_id
  where c.direction <> 'internal' or (select private.role()) in ('manager', 'admin')
    or (select auth.uid()) in (c.user_id, c.callee_id)
    or c.id in (select private.own_meetings())
  order by one.call_id, one.since, one.user_id
$$;
revoke all on function private.people_in_rooms from public, anon, service_role;
grant execute on function private.people_in_rooms to authenticated;
