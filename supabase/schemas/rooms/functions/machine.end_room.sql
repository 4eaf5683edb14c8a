-- Notes that a room is over, and why: whoever says so first is right. Gives its call and what ends
-- that at Twilio too: the caller's leg, where they talk in this room and nowhere else. Of a room
-- whose telephone is gone nothing is to be ended: the <Dial> goes on with the route. A room that is
-- over already gives the same, so that what failed is done again.
create or replace function machine.end_room(
  tenant uuid, room text, reason text, person uuid, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r public.rooms;
  target uuid := (select k.call_id from public.rooms k
    where k.tenant_id = tenant and k.name = room);
begin
  perform from public.calls c where c.tenant_id = tenant and c.id = target for no key update;
  update public.rooms k set ended_at = coalesce(k.ended_at, at),
      end_reason = coalesce(k.end_reason, private.why_room_ended(k, reason))
    where k.tenant_id = tenant and k.name = room returning * into r;
  if not found then return null; end if;
  if r.call_id is null then return '{"legs": []}'; end if;
  perform machine.record_event(tenant, jsonb_build_object('type', 'room.end',
    'call_id', r.call_id, 'dedupe_key', 'room.end:' || r.id, 'occurred_at', r.ended_at,
    'received_at', at, 'step', jsonb_build_object('kind', 'room_ended', 'reason', r.end_reason,
      'facts', jsonb_strip_nulls(jsonb_build_object('user_id', person))),
    'data', jsonb_strip_nulls(jsonb_build_object('reason', r.end_reason, 'user_id', person)))
    || case when r.kind = 'meeting' then jsonb_build_object('call_sid', r.name,
      'role', 'system', 'medium', 'room', 'status', 'completed') else '{}' end);
  return jsonb_build_object('call_id', r.call_id, 'account_sid', a.account_sid,
    'auth_token_ciphertext', a.auth_token_ciphertext,
    'legs', coalesce((select jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role))
      from public.call_legs l where l.tenant_id = tenant and l.call_id = r.call_id
        and l.medium <> 'room' and l.parent_call_sid is null and l.status < 'completed'
        and reason not in ('caller_left', 'not_answered', 'declined')
        and private.has_caller(r)), '[]'))
    from (select) as once left join public.twilio_accounts a on a.tenant_id = tenant;
end
$$;
revoke all on function machine.end_room from public;
grant execute on function machine.end_room to ringbook_machine;
