-- The voice agents that have a step in a route: in a draft or a version.
create or replace function private.agents_in(route jsonb) returns setof text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select distinct agent #>> '{}'
  from jsonb_path_query(route, '$.steps.* ? (@.kind == "agent").agent_id') as agent
$$;
revoke all on function private.agents_in from public;
grant execute on function private.agents_in to authenticated;
