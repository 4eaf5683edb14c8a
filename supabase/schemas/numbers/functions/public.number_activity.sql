create or replace function public.number_activity(since timestamptz) returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select json_agg(json_build_object('id', n.id, 'calls', (
      select count(*) from (select from public.calls c
        where c.tenant_id = n.tenant_id and c.phone_number_id = n.id and c.created_at >= since
        limit 10000) recent),
    'messages', (
      select count(*) from (select from public.messages m
        where m.tenant_id = n.tenant_id and m.phone_number_id = n.id and m.created_at >= since
        limit 10000) recent))
    order by n.id)
  from public.phone_numbers n
  where n.tenant_id = (select private.tenant_id()) and n.removed_at is null
$$;
comment on function public.number_activity is
  'How many calls and messages each number of the tenant had since then, up to 10,000 each; null '
  'without any number.';

revoke all on function public.number_activity from public, anon, service_role;
grant execute on function public.number_activity to authenticated;
