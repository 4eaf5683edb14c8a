create or replace function public.book(request jsonb) returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.book_as_member(request)
$$;

comment on function public.book is
  'Books {booking_id, service_id, staff_id, starts_at, customer: {contact_id} or {name, phone}, '
  'note, notifies, anytime}: {booking_id, …}, or {refused} and why. The same id again gives the '
  'same booking.';

revoke all on function public.book from public, anon, service_role;
grant execute on function public.book to authenticated;
