-- Calls that Twilio should be asked about, each handed to one sweep at a time.
create or replace function machine.claim_checks(at timestamptz, how_many integer) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with due as (
    select c.tenant_id, c.id from public.calls c
    where c.settled_at is null and c.next_check_at <= at
    order by c.next_check_at limit how_many for update skip locked
  ), claimed as (
    update public.calls c set next_check_at = at + interval '60 seconds' from due
    where c.tenant_id = due.tenant_id and c.id = due.id returning c.*
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', c.tenant_id, 'call_id', c.id,
      'direction', c.direction,
      'twilio_call_sid', c.twilio_call_sid, 'from_number', c.from_number, 'created_at',
        c.created_at, 'ended_at', c.ended_at,
      'create_lost', c.create_lost, 'hangup_requested', c.hangup_requested_at is not null,
      'is_controlled', exists (select from public.call_controls k
        where k.tenant_id = c.tenant_id and k.call_id = c.id),
        'user_id', c.user_id,
      'rep_phone', (select e.event_data ->> 'to' from public.call_events e
                      where e.tenant_id = c.tenant_id and e.call_id = c.id
                        and e.event_type = 'initiate' limit 1),
      'in_browser', exists (select from public.call_events e
        where e.tenant_id = c.tenant_id and e.call_id = c.id and e.event_type = 'initiate'
          and e.event_data ->> 'device' = 'browser'),
      'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
      'unpriced', private.unpriced_legs(c),
      'legs', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
        'parent_call_sid', l.parent_call_sid, 'user_id', l.user_id)), '[]'::jsonb)
               from public.call_legs l where l.tenant_id = c.tenant_id and l.call_id = c.id
                 and l.medium <> 'room')
    ) order by c.created_at), '[]'::jsonb)
  from claimed c
  left join public.twilio_accounts a on a.tenant_id = c.tenant_id
$$;

revoke all on function machine.claim_checks from public;
grant execute on function machine.claim_checks to ringbook_machine;
