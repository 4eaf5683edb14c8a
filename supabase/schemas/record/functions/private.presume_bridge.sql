-- Infers the bridge of a rep's phone that was picked up without a recorded digit (no webhook
-- arrived, or the database was away) from Twilio's legs and recordings. A recording of talk that
-- is shorter than the rep's leg began at the bridge, so its length is the talk; and no screening
-- lasts 45 seconds. What the API recorded began in the middle of a talk, or is a voice agent's. Who
-- calls a colleague is their caller. Null when a digit is recorded, or when they did not talk.
create or replace function private.presume_bridge(
  legs public.call_legs[], recordings public.recordings[]) returns private.bridge
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  rep public.call_legs;
  caller public.call_legs;
  seconds integer;
  b private.bridge;
  is_internal boolean := true;
begin
  foreach leg in array legs loop
    if leg.side = 'customer' then is_internal := false; end if;
  end loop;
  foreach leg in array legs loop
    if leg.role = 'caller' or is_internal and leg.parent_call_sid is null then
      caller := leg;
    elsif leg.role = 'rep' and leg.medium = 'phone' then
      if leg.accepted_at is not null then return null; end if;
      if leg.status = 'completed' and (rep.call_sid is null
         or (leg.answered_at, leg.call_sid) < (rep.answered_at, rep.call_sid)) then
        rep := leg;
      end if;
    end if;
  end loop;
  if rep.ended_at is null or rep.duration_seconds is null or caller.ended_at is null
     or caller.dial_bridged is false then
    return null;
  end if;
  if cardinality(recordings) > 0 then
    select max(r.duration_seconds) into seconds from unnest(recordings) r
      where r.purpose = 'talk' and r.source is distinct from 'StartCallRecordingAPI'
        and r.duration_seconds between 1 and rep.duration_seconds - 2;
  end if;
  if seconds is null and (rep.duration_seconds >= 45 or caller.dial_bridged) then
    seconds := rep.duration_seconds;
  end if;
  if seconds is null then return null; end if;
  b.call_sid := rep.call_sid;
  b.parent_call_sid := caller.call_sid;
  b.ended_at := least(rep.ended_at, caller.ended_at);
  b.began_at := b.ended_at - make_interval(secs => seconds);
  return b;
end
$$;
revoke all on function private.presume_bridge from public;
