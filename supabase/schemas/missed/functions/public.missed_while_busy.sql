-- Which of these missed calls rang somebody who was on another call at that time.
create or replace function public.missed_while_busy(call_ids uuid[]) returns setof uuid
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select m.id from public.calls m
  where m.tenant_id = (select private.tenant_id()) and m.id = any (call_ids)
    and exists (select from public.calls o
      where o.tenant_id = m.tenant_id and o.user_id = m.user_id and o.id <> m.id
        and o.created_at <= m.created_at and o.created_at > m.created_at - interval '5 hours'
        and (o.ended_at is null or o.ended_at > m.created_at)
        and (o.direction = 'outbound' or o.outcome = 'connected' or o.stage = 'connected'))
$$;

revoke all on function public.missed_while_busy from public, anon, service_role;
grant execute on function public.missed_while_busy to authenticated;
