create or replace function public.move_booking(request jsonb) returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.move_as_member(request)
$$;

comment on function public.move_booking is
  'Moves {booking_id, sequence, starts_at, service_id, staff_id, anytime}: {booking_id, …}, or '
  '{refused} and why.';

revoke all on function public.move_booking from public, anon, service_role;
grant execute on function public.move_booking to authenticated;
