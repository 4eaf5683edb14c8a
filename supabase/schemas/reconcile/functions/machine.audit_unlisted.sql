-- Legs of the calls here between these times that are not among the listed ones.
create or replace function machine.audit_unlisted(tenant uuid, earliest timestamptz,
  latest timestamptz, sids jsonb, how_many integer) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(found), '[]'::jsonb) from (
    select l.call_sid, c.id as call_id, c.direction, c.status, c.customer_number, c.created_at
    from public.calls c join public.call_legs l on l.tenant_id = c.tenant_id and l.call_id = c.id
    where c.tenant_id = tenant and c.created_at >= earliest and c.created_at < latest
      and not exists (select from jsonb_array_elements_text(sids) as s where s = l.call_sid)
    order by c.created_at desc, l.call_sid limit how_many) as found
$$;

revoke all on function machine.audit_unlisted from public;
grant execute on function machine.audit_unlisted to ringbook_machine;
