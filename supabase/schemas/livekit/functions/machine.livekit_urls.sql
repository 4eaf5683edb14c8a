-- Where rooms are that take calls: at most as many as given, for the health check.
create or replace function machine.livekit_urls(how_many integer) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(url), '[]') from (
    select distinct url from public.livekit_accounts where is_on order by url limit how_many) as u
$$;

revoke all on function machine.livekit_urls from public;
grant execute on function machine.livekit_urls to ringbook_machine;
