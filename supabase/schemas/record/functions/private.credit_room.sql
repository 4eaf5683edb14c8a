-- Adds to a verdict who talked through a SIP leg: those in its room while it was bridged. The SIP
-- leg has no person and decides all else, so that no report of LiveKit's, or lack of one, changes
-- whether a call was answered. The owner is who came first; where that was not heard of, who
-- answered. `legs` are all of the call's, `v` is that of the phones.
create or replace function private.credit_room(
  v private.verdict, legs public.call_legs[], spans public.call_spans[],
  steps public.call_steps[], phones public.call_legs[]) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  talked integer[] := '{}';
  bridged tstzmultirange;
  here tstzmultirange;
  place integer;
  -- Of those who talked, who came first.
  owner public.call_legs;
begin
  bridged := (select range_agg(tstzrange(l.answered_at,
      case when least(l.ended_at, p.ended_at) < l.answered_at then l.answered_at
        else least(l.ended_at, p.ended_at) end))
    from unnest(phones) l left join unnest(phones) p on p.call_sid = l.parent_call_sid
    where l.medium = 'sip' and l.answered_at is not null);
  for i in 1 .. cardinality(legs) loop
    if (legs[i]).medium <> 'room' then
      place := (select o.ordinality from unnest(phones) with ordinality o
        where o.call_sid = (legs[i]).call_sid);
      talked[i] := v.talk_seconds[place];
      continue;
    end if;
    here := bridged * coalesce((select range_agg(s.during * tstzmultirange(
        tstzrange(null, (legs[i]).ended_at)))
      from unnest(spans) s where s.call_sid = (legs[i]).call_sid and s.space = 'room'), '{}');
    continue when here is null or isempty(here) or (legs[i]).role <> 'rep';
    if owner.call_sid is null or ((legs[i]).first_seen_at, (legs[i]).call_sid)
        < (owner.first_seen_at, owner.call_sid) then
      owner := legs[i];
    end if;
    if v.talk_seconds is not null then
      talked[i] := (select round(sum(extract(epoch from upper(r) - lower(r))))
        from unnest(here) r);
    end if;
  end loop;
  if v.talk_seconds is not null then v.talk_seconds := talked; end if;
  if v.owner_id is null and v.answered_at is not null and bridged is not null then
    v.owner_id := owner.user_id;
    if v.owner_id is null then
      v.owner_id := (select (s.facts ->> 'user_id')::uuid from unnest(steps) s
        where s.kind = 'room_claimed' and not exists (select from unnest(steps) o
          where o.kind in ('room_given_back', 'room_declined') and o.facts = s.facts
            and o.happened_at >= s.happened_at)
        order by s.happened_at, s.step_key limit 1);
    end if;
  end if;
  return v;
end
$$;
revoke all on function private.credit_room from public;
