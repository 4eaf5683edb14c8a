-- Why a person takes no calls at this moment, as they say or by their own hours; null: they do. Of
-- routes, private.routed_people says the same.
create or replace function private.why_off(tenant uuid, person uuid) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case
      when a.state = 'offline' then 'offline'
      when a.state in ('away', 'busy') and coalesce(a.away_until > now(), true) then a.state
      when not private.is_within_week(h.week, h.time_zone, now()) then 'outside_hours'
    end
  from (select tenant as id) t
  left join public.availability a on a.tenant_id = t.id and a.user_id = person
  left join public.own_hours h on h.tenant_id = t.id and h.user_id = person
$$;
revoke all on function private.why_off from public;
