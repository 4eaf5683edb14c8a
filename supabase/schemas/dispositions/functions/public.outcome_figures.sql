-- Which calls ask for an outcome is said by `asksOutcome` too (lib/wrapups/decide.ts).
create or replace function public.outcome_figures(since timestamptz, until timestamptz default
  'infinity', person uuid default null)
returns table (asked bigint, given bigint)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select count(*), count(w.disposition_id)
  from public.calls c
  left join public.call_wrapups w on w.tenant_id = c.tenant_id and w.call_id = c.id
  where c.tenant_id = (select private.tenant_id())
    and c.created_at >= since and c.created_at < until
    and (person is null or c.user_id = person)
    and c.outcome in ('connected', 'no-answer', 'busy')
    and c.user_id is not null
  having (select private.tenant_id()) is not null
$$;

comment on function public.outcome_figures is
  'Of the calls begun from `since` until before `until`: how many ask for an outcome, and how many '
  'have one.';

revoke all on function public.outcome_figures from public, anon, service_role;
grant execute on function public.outcome_figures to authenticated;
