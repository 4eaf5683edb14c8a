-- Which calls ask for an outcome is said by `asksOutcome` too (lib/wrapups/decide.ts). Read from
-- the index alone.
create or replace function public.outcome_figures(since timestamptz, until timestamptz default
  'infinity', person uuid default null, way text default null, ended_as text default null,
  line uuid default null)
returns table (asked bigint, given bigint)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select count(*), count(disposition_id)
  from public.calls
  where tenant_id = (select private.tenant_id())
    and created_at >= since and created_at < until
    and (person is null or user_id = person) and (way is null or direction = way)
    and (ended_as is null or outcome = ended_as)
    and (line is null or phone_number_id = line)
    and outcome in ('connected', 'no-answer', 'busy')
    and user_id is not null and direction <> 'internal'
  having (select private.tenant_id()) is not null
$$;

comment on function public.outcome_figures is
  'Of the calls begun from `since` until before `until`: how many ask for an outcome, and how many '
  'have one.';

revoke all on function public.outcome_figures from public, anon, service_role;
grant execute on function public.outcome_figures to authenticated;
