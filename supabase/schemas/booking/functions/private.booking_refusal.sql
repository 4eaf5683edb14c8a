-- Why a service can't be booked with this member of the staff from then on: { refused }. Whoever
-- works for the company may book outside of opening hours, and says so (`anytime`). That nobody
-- else has the time is the constraint's to say.
create or replace function private.booking_refusal(service public.services, helper public.staff,
  starts_at timestamptz, anytime boolean, at timestamptz) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := service.tenant_id;
  ends_at constant timestamptz := starts_at + service.duration_minutes * interval '1 minute';
  zone constant text := (select time_zone from public.tenants where id = tenant);
  day constant date := (starts_at at time zone zone)::date;
begin
  if not exists (select from public.staff_services s where s.tenant_id = tenant
    and s.staff_id = helper.id and s.service_id = service.id) then
    return jsonb_build_object('refused', 'not_their_service');
  end if;
  if date_trunc('minute', starts_at) <> starts_at then
    return jsonb_build_object('refused', 'no_such_time');
  end if;
  if ends_at <= at then return jsonb_build_object('refused', 'past'); end if;
  if starts_at > at + interval '400 days' then
    return jsonb_build_object('refused', 'too_far_ahead');
  end if;
  if anytime or private.open_hours(tenant, helper.id, day, day + 1)
    @> tstzrange(starts_at, ends_at) then return null; end if;
  return jsonb_strip_nulls(jsonb_build_object('refused', 'closed', 'closure', (
    select c.name from public.closures c where c.tenant_id = tenant
      and day between c.first_day and c.last_day and (c.staff_id is null or c.staff_id = helper.id)
    order by c.staff_id is null desc, c.id limit 1)));
end
$$;

revoke all on function private.booking_refusal from public;
