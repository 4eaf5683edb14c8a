create or replace function public.message_costs(since timestamptz)
returns table (phone_number_id uuid, user_id uuid, messages bigint, price numeric)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select n.id, m.user_id, count(*), coalesce(sum(m.price), 0)
  from public.phone_numbers n
    join public.messages m on m.tenant_id = n.tenant_id and m.phone_number_id = n.id
      and m.created_at >= since
  where n.tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin'
    and m.status not in ('scheduled', 'canceled')
  group by n.id, m.user_id
$$;
comment on function public.message_costs is
  'What messages since then cost so far, by number and person, for admins; nobody''s are those '
  'that came in and automatic ones. A message whose price Twilio has not told yet counts nothing.';

revoke all on function public.message_costs from public, anon, service_role;
grant execute on function public.message_costs to authenticated;
