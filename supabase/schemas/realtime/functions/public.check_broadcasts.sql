create or replace function public.check_broadcasts(since bigint default null)
returns table (topic text, checked_at bigint, sent integer)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.check_broadcasts(since) $$;

revoke all on function public.check_broadcasts from public, anon, service_role;
grant execute on function public.check_broadcasts to authenticated;
