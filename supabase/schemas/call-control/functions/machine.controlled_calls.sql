-- The live calls that people have asked something of: { tenant_id, call_id }.
create or replace function machine.controlled_calls() returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', k.tenant_id, 'call_id', k.call_id)),
    '[]')
  from public.call_controls k
  join public.calls c on c.tenant_id = k.tenant_id and c.id = k.call_id
  where k.updated_at > now() - interval '5 hours' and exists (select from public.call_legs l
    where l.tenant_id = k.tenant_id and l.call_id = k.call_id and l.status < 'completed')
$$;
revoke all on function machine.controlled_calls from public;
grant execute on function machine.controlled_calls to ringbook_machine;
