-- When a dialled leg was bridged with the leg that dialled it; null if it never was. A customer is
-- bridged on answering, a rep's phone when 1 is pressed (voicemail answers too), a rep's browser
-- on answering. `began_at` is null if Twilio has not reported it.
create or replace function private.find_bridge(
  leg public.call_legs, parent public.call_legs, legs public.call_legs[],
  spans public.call_spans[]) returns private.bridge
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  b private.bridge;
  left_at timestamptz;
begin
  if leg.side = 'customer' then
    if leg.answered_at is null and leg.status not in ('in-progress', 'completed') then
      return null;
    end if;
    b.began_at := leg.answered_at;
  else
    b.began_at := leg.accepted_at;
    if b.began_at is null and (leg.role <> 'rep' or leg.medium <> 'phone') then
      b.began_at := leg.answered_at;
    end if;
    -- Our answer to the digit may never have reached Twilio, and a digit that lands after the
    -- caller has gone connects nobody.
    if b.began_at is null then return null; end if;
    if not coalesce(parent.dial_bridged,
        b.began_at <= coalesce(parent.ended_at + interval '1 second', b.began_at)) then
      -- Of a Dial that was left for a transfer, Twilio says nothing: it speaks of a later one.
      if cardinality(spans) = 0 or not exists (select from unnest(spans) s, unnest(s.entered_at) at
          where s.call_sid = parent.call_sid and s.space = 'queue' and s.name = 'transfer'
            and at >= b.began_at) then
        return null;
      end if;
    end if;
  end if;
  b.call_sid := leg.call_sid;
  b.parent_call_sid := leg.parent_call_sid;
  b.ended_at := least(leg.ended_at, parent.ended_at);
  if cardinality(legs) > 2 or cardinality(spans) > 0 then
    -- Whoever is redirected elsewhere leaves the bridge: dials another, or enters another space.
    left_at := least(
      -- Seen before the two were bridged, it was by our clock: Twilio's is ahead.
      (select min(case when l.first_seen_at >= b.began_at then l.first_seen_at
          else l.ringing_at end)
        from unnest(legs) l where l.parent_call_sid = leg.call_sid),
      (select min(at) from unnest(spans) s, unnest(s.entered_at) at
        where s.call_sid in (leg.call_sid, leg.parent_call_sid)
          and s.space in ('conference', 'room', 'queue', 'voicemail')
          -- Visits from before the leg rang are over, whatever our clock says of the digit.
          and at >= greatest(b.began_at, leg.ringing_at)));
    b.is_left := left_at is not null;
    b.ended_at := least(b.ended_at, left_at);
  end if;
  return b;
end
$$;
revoke all on function private.find_bridge from public;
