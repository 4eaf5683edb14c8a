-- The calls here that have any of these legs of Twilio's, with all their own legs there.
create or replace function machine.audit_calls(tenant uuid, sids jsonb) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('call_id', c.id, 'direction', c.direction,
      'status', c.status, 'outcome', c.outcome, 'duration_seconds', c.duration_seconds,
      'price', c.price, 'created_at', c.created_at, 'customer_number', c.customer_number,
      'settled', c.settled_at is not null,
      'has_spaces', exists (select from public.call_spans s
        where s.tenant_id = tenant and s.call_id = c.id),
      'legs', (select jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
          'side', l.side, 'parent_call_sid', l.parent_call_sid, 'status', l.status,
          'duration_seconds', l.duration_seconds, 'price', l.price))
        from public.call_legs l where l.tenant_id = tenant and l.call_id = c.id
          and l.medium <> 'room'))), '[]'::jsonb)
  from public.calls c
  where c.tenant_id = tenant and c.id in (
    select l.call_id from public.call_legs l
    where l.tenant_id = tenant and l.call_sid in (select jsonb_array_elements_text(sids)))
$$;

revoke all on function machine.audit_calls from public;
grant execute on function machine.audit_calls to ringbook_machine;
