-- People of a tenant as their colleagues see them now; the only place that says so. On a call: one
-- that they placed or are rung with, or any on whose line they are. Offline: they say so, or
-- nothing of theirs can ring. `changes_at` is when that may change by itself.
create or replace function private.presence_of(tenant uuid, people uuid[])
  returns table (user_id uuid, name text, extension text, presence text, phone text,
    in_browser boolean, changes_at timestamptz)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  busy uuid[] := array(
    select unnest(array[case when not c.owner_left then c.user_id end, c.callee_id])
      from public.calls c
      where c.tenant_id = tenant and c.ended_at is null
    union select l.user_id from public.calls c
      join public.call_legs l on l.tenant_id = tenant and l.call_id = c.id
      where c.tenant_id = tenant and c.ended_at is null and l.status = 'in-progress'
        and (l.accepted_at is not null or l.parent_call_sid is null));
begin
  return query select p.user_id, p.name, p.extension,
    case
      when p.user_id = any (busy) then 'on_call'
      when a.state = 'offline' or r.phone is null and not r.in_browser then 'offline'
      when a.state = 'busy' and coalesce(a.away_until > now(), true) then 'busy'
      when a.state = 'away' and coalesce(a.away_until > now(), true)
        or not private.is_within_week(h.week, h.time_zone, now()) then 'away'
      else 'available'
    end, r.phone, r.in_browser,
    least(case when a.state in ('away', 'busy') and a.away_until > now() then a.away_until end,
      case when r.in_browser then (select max(s.seen_at) from public.softphones s
        where s.tenant_id = tenant and s.user_id = p.user_id) + interval '45 seconds' end)
  from public.profiles p
  join public.tenants t on t.id = tenant
  cross join lateral private.reach_of(t, p.user_id) r
  left join public.availability a on a.tenant_id = tenant and a.user_id = p.user_id
  left join public.own_hours h on h.tenant_id = tenant and h.user_id = p.user_id
  where p.tenant_id = tenant and p.removed_at is null and p.user_id = any (people);
end
$$;
revoke all on function private.presence_of from public;
