-- Records an event of an inbound call, in one round trip with the facts of the next decision that
-- `routing` asks for (lib/record/event.ts). Null, as machine.record_event, for a call that is not
-- this tenant's. `routing.mailbox` says whose the call's message is, unless that was recorded
-- before: people may have given it to somebody since. With `check_blocked`, a blocked caller's call
-- is recorded with the step that says so, and claims nobody. A voice agent that did not serve the
-- caller (`routing.talked`: its place in the route) is a step too: they may yet be missed.
create or replace function machine.take_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  blocked text := private.caller_block(tenant, e);
  facts jsonb;
  message uuid;
  ending jsonb;
begin
  if e -> 'routing' ? 'talked' then
    ending := private.agent_end(tenant, e);
    if coalesce(ending ->> 'outcome', '') not in ('contained', 'message', 'caller_left') then
      e := e || jsonb_build_object('step', jsonb_build_object('kind', 'agent_failed',
        'reason', coalesce(ending ->> 'reason', ending ->> 'outcome', 'its end is not known')));
    end if;
  end if;
  if e -> 'routing' ? 'mailbox' then
    message := (select v.id from public.voicemails v
      where v.tenant_id = tenant and v.call_id = (e ->> 'call_id')::uuid limit 1);
    if message is not null and exists (select from public.call_events v
        where v.tenant_id = tenant and v.dedupe_key = e ->> 'dedupe_key') then
      e := e - 'routing';
    end if;
  end if;
  if blocked is not null then
    e := e || jsonb_build_object('step', jsonb_build_object('kind', 'blocked', 'reason', blocked),
      'answered_from', e -> 'answered_from' || jsonb_build_object('blocked', blocked));
  end if;
  facts := machine.record_event(tenant, e - array['routing', 'check_blocked']);
  if blocked is not null then return facts || jsonb_build_object('blocked', blocked); end if;
  if facts is null or e -> 'routing' is null then return facts; end if;
  if e -> 'routing' ? 'room' then
    perform private.ring_in_room(tenant, e);
    return facts;
  end if;
  if e -> 'routing' ? 'mailbox' then
    update public.voicemails v set mailbox_id = p.user_id from public.profiles p
      where v.tenant_id = tenant and v.call_id = (e ->> 'call_id')::uuid and v.mailbox_id is null
        and p.tenant_id = tenant and p.user_id = (e #>> '{routing,mailbox}')::uuid
        -- Of whoever left, it stays everybody's.
        and p.removed_at is null
      -- It may have been stored while this event waited for its call.
      returning v.id into message;
    -- It was everybody's until now: it is news to nobody else any more.
    if found then
      perform private.settle_notifications(tenant, '{voicemail,shared_voicemail}', message);
    end if;
    return facts;
  end if;
  return facts || jsonb_build_object('routing', case
    when e -> 'routing' ? 'accepts' then private.accept_facts(tenant, e)
    when e -> 'routing' ? 'summary' then private.agent_summary(tenant, e)
    when e -> 'routing' ? 'rings' then private.ring_facts(tenant, e)
    else private.route_facts(tenant, e || jsonb_build_object('agent_end', ending)) end);
end
$$;
revoke all on function machine.take_event from public;
grant execute on function machine.take_event to ringbook_machine;
