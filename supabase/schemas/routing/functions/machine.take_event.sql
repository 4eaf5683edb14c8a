-- Records an event of a call that follows a route, in one round trip with the facts of the route's
-- next decision (`routing` of lib/record/event.ts). Null, as machine.record_event, for a call that
-- is not this tenant's. `routing.mailbox` says whose a recorded message is. With `check_blocked`, a
-- blocked caller's call is recorded with the step that says so, and claims nobody.
create or replace function machine.take_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  blocked text := private.caller_block(tenant, e);
  facts jsonb;
begin
  if blocked is not null then
    e := e || jsonb_build_object('step', jsonb_build_object('kind', 'blocked', 'reason', blocked),
      'answered_from', e -> 'answered_from' || jsonb_build_object('blocked', blocked));
  end if;
  facts := machine.record_event(tenant, e - array['routing', 'check_blocked']);
  if blocked is not null then return facts || jsonb_build_object('blocked', blocked); end if;
  if facts is null or e -> 'routing' is null then return facts; end if;
  if e -> 'routing' ? 'mailbox' then
    update public.voicemails v set mailbox_id = p.user_id
      from public.recordings r, public.profiles p
      where r.tenant_id = tenant and r.recording_sid = e #>> '{recording,sid}'
        and v.tenant_id = tenant and v.recording_id = r.id
        and p.tenant_id = tenant and p.user_id = (e #>> '{routing,mailbox}')::uuid;
    return facts;
  end if;
  return facts || jsonb_build_object('routing', private.route_facts(tenant, e));
end
$$;
revoke all on function machine.take_event from public;
grant execute on function machine.take_event to ringbook_machine;
