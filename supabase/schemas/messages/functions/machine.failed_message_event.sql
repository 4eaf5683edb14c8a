-- An event of messages with an unsolved problem, for an admin who replays it; null for everyone
-- else.
create or replace function machine.failed_message_event(tenant uuid, person uuid, event bigint)
  returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('event_type', e.event_type, 'query', e.query, 'data', e.event_data,
    'received_at', e.occurred_at, 'event', e.problem_event, 'account_sid', a.account_sid)
  from public.message_events e
    join public.profiles p on p.tenant_id = e.tenant_id and p.user_id = person
      and p.role = 'admin' and p.removed_at is null
    left join public.twilio_accounts a on a.tenant_id = e.tenant_id
  where e.tenant_id = tenant and e.id = event and e.problem is not null and e.solved_at is null
$$;

revoke all on function machine.failed_message_event from public;
grant execute on function machine.failed_message_event to ringbook_machine;
