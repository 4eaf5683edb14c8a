create or replace function public.call_list_reach(list uuid)
returns table (reason text, entries bigint, first_at timestamptz)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.call_list_reach(list, now())
$$;

comment on function public.call_list_reach is
  'Of the next 2,000 who wait in a call list, how many may be called now (reason null), and why '
  'the others may not: outside calling hours on their own clock, with when the first of them '
  'begin, called recently, on the do-not-call list. Who is on a call is counted as if they were '
  'not.';

revoke all on function public.call_list_reach from public, anon, service_role;
grant execute on function public.call_list_reach to authenticated;
