-- After asking: settled when nothing is missing, else when to ask again, later and later, for 7
-- days. A call that outlived its time limit by an hour without Twilio saying how is ended as
-- unknown: it blocks nobody.
create or replace function machine.finish_check(tenant uuid, target uuid, at timestamptz,
  asked boolean default true) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  longest integer;
  complete boolean;
begin
  select call_time_limit_seconds into longest from public.tenants where id = tenant;
  select * into c from public.calls where tenant_id = tenant and id = target for no key update;
  if not found then return true; end if;
  if c.ended_at is null
    and at - c.created_at > make_interval(secs => longest) + interval '1 hour' then
    perform machine.record_event(tenant,
      jsonb_build_object('type', 'rest.gone', 'request', 'gone', 'call_id', target,
      'dedupe_key', 'rest:gone:' || target,
      'occurred_at', at, 'received_at', at, 'error',
        jsonb_build_object('message', 'Twilio could not be asked what became of this call.'),
      'data', '{}'::jsonb));
    select * into c from public.calls where tenant_id = tenant and id = target;
  end if;
  complete := c.ended_at is not null and (
    at - c.ended_at > interval '7 days'
    or (c.error_message is not null and c.twilio_call_sid is null)
    or (c.price is not null
      -- Twilio has to have been asked for recordings before it can be said that there is none.
      and asked and not exists (select from public.recordings where tenant_id = tenant
        and call_id = target and status = 'in-progress')
      and (not c.recording_requested or c.outcome <> 'connected'
        or at - c.ended_at > interval '1 minute'
        or exists (select from public.recordings where tenant_id = tenant and call_id = target))));
  update public.calls set
    settled_at = case when complete then at end,
    next_check_at = case
      -- A hang-up, or the news that a create's answer was lost, came while Twilio was being asked:
      -- it waits for no later check.
      when c.ended_at is null and c.next_check_at <= now() then c.next_check_at
      when c.ended_at is null then at + least(greatest((at - c.created_at) / 10,
        interval '15 seconds'), interval '10 minutes')
      else at + least(greatest((at - c.ended_at) / 2, interval '5 seconds'), interval '6 hours') end
  where tenant_id = tenant and id = target;
  return complete;
end
$$;

revoke all on function machine.finish_check from public;
grant execute on function machine.finish_check to ringbook_machine;
