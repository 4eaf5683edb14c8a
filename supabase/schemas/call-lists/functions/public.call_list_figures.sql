create or replace function public.call_list_figures(lists uuid[])
returns table (list_id uuid, state text, reason text, finished_by uuid, disposition_id uuid,
  outcome text, entries bigint)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select e.list_id, e.state, e.reason, e.finished_by, e.disposition_id, e.outcome, count(*)
  from public.call_list_entries e
  where e.tenant_id = (select private.tenant_id()) and e.list_id = any (lists)
  group by 1, 2, 3, 4, 5, 6
$$;

comment on function public.call_list_figures is
  'How many contacts of these call lists are in which state, why, by whom and with what outcome.';

revoke all on function public.call_list_figures from public, anon, service_role;
grant execute on function public.call_list_figures to authenticated;
