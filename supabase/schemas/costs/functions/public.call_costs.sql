create or replace function public.call_costs(since timestamptz)
returns table (phone_number_id uuid, user_id uuid, calls bigint, price numeric)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select c.phone_number_id, c.user_id, count(*), coalesce(sum(c.price), 0)
  from public.calls c
  where c.tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin'
    and c.created_at >= since
  group by c.phone_number_id, c.user_id
$$;
comment on function public.call_costs is
  'What calls since then cost so far, by number and person, for admins. Null is nobody''s, or a '
  'call of no number. A call whose price Twilio has not told yet counts nothing.';

revoke all on function public.call_costs from public, anon, service_role;
grant execute on function public.call_costs to authenticated;
