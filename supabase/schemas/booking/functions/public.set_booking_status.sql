create or replace function public.set_booking_status(booking uuid, became text, seen integer)
  returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.set_status_as_member(booking, became, seen)
$$;

comment on function public.set_booking_status is
  'Says that a booking is done, a no-show, cancelled, or confirmed again, if its sequence still is '
  'the seen one: {booking_id, …}, or {refused} and why.';

revoke all on function public.set_booking_status from public, anon, service_role;
grant execute on function public.set_booking_status to authenticated;
