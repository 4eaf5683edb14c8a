-- A person talks with colleagues in a room, without a telephone: an internal call, and whom it
-- rings. Who is on a call is not rung, nor who is offline. Refused with a name where
-- nobody is left to ring.
create or replace function machine.begin_meeting(tenant uuid, person uuid, call uuid, name text,
  invited jsonb, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n public.calls;
  account public.livekit_accounts;
  wanted uuid[] := array(select distinct i::uuid from jsonb_array_elements_text(invited) i
    where i <> person::text);
  rung uuid[];
begin
  select * into account from public.livekit_accounts a
    where a.tenant_id = tenant and a.is_on and a.set_up_at is not null;
  if not found then return '{"refused": "rooms_off"}'; end if;
  perform pg_advisory_xact_lock(hashtextextended('calls:' || tenant, 0));
  if (select p.presence from private.presence_of(tenant, array[person]) p) = 'on_call' then
    return '{"refused": "call_in_progress"}';
  end if;
  if (select count(*) from public.profiles p where p.tenant_id = tenant and p.removed_at is null
      and p.user_id = any (wanted)) < cardinality(wanted) or wanted = '{}' then
    return '{"refused": "colleague_not_found"}';
  end if;
  rung := array(select p.user_id from private.presence_of(tenant, wanted) p
    where p.presence in ('available', 'away') and private.has_softphone(tenant, p.user_id)
    order by p.user_id);
  if rung = '{}' then return '{"refused": "nobody_reachable"}'; end if;
  n := private.clicked_call(tenant, person, null, jsonb_build_object('call_id', call, 'now', at),
    false);
  n.has_more_evidence := true;
  n.direction := 'internal';
  n.from_number := '';
  n.to_number := '';
  if not private.write_call(null, n) then
    raise exception 'call % exists', call using errcode = 'unique_violation';
  end if;
  insert into public.rooms (tenant_id, call_id, name, kind, silence_seconds, started_at)
    values (tenant, call, name, 'meeting', account.silence_seconds, at);
  insert into public.room_people (tenant_id, call_id, user_id, invited_by, rung_at)
    select tenant, call, u, person, at from unnest(rung) u;
  perform machine.record_event(tenant, jsonb_build_object('type', 'room.meeting', 'call_id', call,
    'dedupe_key', 'room.meeting:' || call, 'occurred_at', at, 'received_at', at,
    'call_sid', name, 'role', 'system', 'medium', 'room', 'status', 'in-progress',
    'data', jsonb_build_object('user_id', person, 'invited', rung)));
  return jsonb_build_object('rung', rung);
end
$$;
revoke all on function machine.begin_meeting from public;
grant execute on function machine.begin_meeting to ringbook_machine;
