-- An event of a SIP leg, whose signed URL says whom it rings: they are rung while the leg rings.
-- Its answer is the proof that somebody of them has the call: from then on no claim lapses. Its end
-- is that of its room: a later <Dial> makes another.
create or replace function private.ring_in_room(tenant uuid, e jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
begin
  select * into leg from public.call_legs l
    where l.tenant_id = tenant and l.call_sid = e ->> 'call_sid';
  insert into public.room_people as k (tenant_id, call_id, call_sid, user_id, rung_at, over_at)
    select tenant, leg.call_id, leg.call_sid, p.user_id, leg.first_seen_at,
      case when leg.status >= 'in-progress' then (e ->> 'received_at')::timestamptz end
    from public.profiles p
    where p.tenant_id = tenant and p.removed_at is null
      and p.user_id in (select u::uuid from jsonb_array_elements_text(e #> '{routing,room}') u)
  on conflict (tenant_id, call_id, user_id, call_sid) do update
    set over_at = excluded.over_at where k.over_at is null and excluded.over_at is not null;
  if leg.status >= 'completed' then
    update public.rooms k set ended_at = (e ->> 'received_at')::timestamptz,
        end_reason = private.why_room_ended(k,
          case when leg.answered_at is null then 'not_answered' else 'caller_left' end)
      where k.tenant_id = tenant and k.call_id = leg.call_id and k.kind = 'call'
        and k.ended_at is null and private.leg_of_room(k) = leg.call_sid;
  end if;
  if leg.answered_at is null then return; end if;
  -- By our clock, as that of the silence.
  update public.rooms k set answered_at = (e ->> 'received_at')::timestamptz
    where k.tenant_id = tenant and k.call_id = leg.call_id and k.kind = 'call'
      and k.answered_at is null and private.leg_of_room(k) = leg.call_sid;
end
$$;
revoke all on function private.ring_in_room from public;
