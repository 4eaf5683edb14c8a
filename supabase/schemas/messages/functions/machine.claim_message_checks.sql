-- Messages of all tenants that Twilio is to be asked about now, each by one copy at a time.
create or replace function machine.claim_message_checks(at timestamptz, max_count integer)
  returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  claimed jsonb;
begin
  with due as (
    select m.tenant_id, m.id from public.messages m where m.next_check_at <= at
    order by m.next_check_at limit max_count for no key update skip locked
  ), taken as (
    update public.messages m set checks = m.checks + 1,
        next_check_at = at + interval '1 minute' * (m.checks + 1) * (m.checks + 1)
      from due where m.tenant_id = due.tenant_id and m.id = due.id returning m.*
  )
  select coalesce(jsonb_agg(private.message_to_send(t) || jsonb_build_object('checks', t.checks,
      'message_sid', t.message_sid, 'direction', t.direction, 'status', t.status,
      'created_at', t.created_at)), '[]')
    into claimed from taken t;
  return claimed;
end
$$;

revoke all on function machine.claim_message_checks from public;
grant execute on function machine.claim_message_checks to ringbook_machine;
