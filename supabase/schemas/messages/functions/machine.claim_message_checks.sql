-- Messages of all tenants that Twilio is to be asked about now, each by one copy at a time, and as
-- often at most as private.next_message_check says: an answer with nothing new never gets there.
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
        next_check_at = case when m.checks + 1 < case when m.status in ('failed', 'undelivered',
            'delivered', 'read', 'received') then 6 else 12 end
          then at + interval '1 minute' * (m.checks + 1) * (m.checks + 1) end
      from due where m.tenant_id = due.tenant_id and m.id = due.id returning m.*
  )
  -- Without an account there is nobody to ask.
  select coalesce(jsonb_agg(s.asked || jsonb_build_object('checks', t.checks,
      'message_sid', t.message_sid, 'direction', t.direction, 'status', t.status,
      'created_at', t.created_at)) filter (where s.asked is not null), '[]')
    into claimed from taken t, lateral (select private.message_to_send(t) as asked) s;
  return claimed;
end
$$;

revoke all on function machine.claim_message_checks from public;
grant execute on function machine.claim_message_checks to ringbook_machine;
