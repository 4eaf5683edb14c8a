-- Applies verdict and legs to the call: status, times, ring time, price.
create or replace function private.settle(n public.calls, legs public.call_legs[],
  v private.verdict)
returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  root public.call_legs;
  -- The phone that rang last: the customer's of an outbound call, else the company's.
  rung public.call_legs;
  rung_side text := case n.direction when 'outbound' then 'customer' else 'company' end;
  is_live boolean := false;
  is_meeting boolean := false;
begin
  foreach leg in array legs loop
    -- Who was in a room: Twilio's own legs say the rest.
    if leg.medium = 'room' then
      is_meeting := is_meeting or leg.role = 'system';
      continue;
    end if;
    is_live := is_live or leg.status < 'completed';
    if leg.parent_call_sid is null then
      if root.call_sid is null then
        root := leg;
      elsif (leg.first_seen_at, leg.call_sid) < (root.first_seen_at, root.call_sid) then
        root := leg;
      end if;
    end if;
    if leg.side = rung_side and (n.direction <> 'internal' or leg.parent_call_sid is not null) then
      if rung.call_sid is null then
        rung := leg;
      -- Of those that nobody answered and that began together, the one that rang longest.
      elsif (coalesce(leg.accepted_at, 'infinity'), coalesce(leg.answered_at, 'infinity'),
          leg.first_seen_at, coalesce(rung.ended_at, 'infinity'), leg.call_sid)
        < (coalesce(rung.accepted_at, 'infinity'), coalesce(rung.answered_at, 'infinity'),
          rung.first_seen_at, coalesce(leg.ended_at, 'infinity'), rung.call_sid) then
        rung := leg;
      end if;
    end if;
  end loop;
  if v.status >= 'completed' or n.status >= 'completed' then
    if n.status < 'completed' then n.next_check_at := now(); end if;
    n.ended_at := case when v.status >= 'completed'
      then coalesce(v.ended_at, root.ended_at, rung.ended_at, n.ended_at) end;
    n.duration_seconds := case when v.status >= 'completed' then v.duration_seconds end;
  elsif n.ended_at is not null then
    -- Said of a create that was refused, and rang after all.
    n.ended_at := null;
    n.duration_seconds := null;
  end if;
  n.stage := case when v.status >= 'completed' then 'ended' else v.stage end;
  n.status := v.status;
  n.outcome := v.outcome;
  n.outcome_reason := v.outcome_reason;
  n.answered_at := v.answered_at;
  if rung.call_sid is not null then
    n.ring_seconds := round(extract(epoch from
      coalesce(rung.answered_at, rung.ended_at) - rung.ringing_at))::integer;
    if n.ring_seconds < 0 then n.ring_seconds := 0; end if;
  end if;
  n.twilio_call_sid := coalesce(root.call_sid, n.twilio_call_sid, rung.parent_call_sid);
  if n.direction = 'inbound' and (v.owner_id is not null or rung.accepted_at is not null) then
    n.user_id := coalesce(v.owner_id, rung.user_id, n.user_id);
  end if;
  if cardinality(legs) > 2 or n.has_more_evidence then
    n.also_on := array(select distinct l.user_id from unnest(legs) l
      where l.side = 'company' and l.status < 'completed' and l.accepted_at is not null
        and l.user_id <> n.user_id order by 1);
    n.talked_with := array(select distinct l.user_id from unnest(legs) with ordinality as l
      where l.side = 'company' and l.user_id is distinct from n.user_id and l.user_id is not null
        and v.talk_seconds[l.ordinality] > 0 order by 1);
    n.owner_left := n.status < 'completed'
      and exists (select from unnest(legs) l
        where l.user_id = n.user_id and l.accepted_at is not null)
      and not exists (select from unnest(legs) l
        where l.user_id = n.user_id and l.status < 'completed');
  end if;
  if root.call_sid is not null and (n.create_lost or n.error_message is not null) then
    -- It happened after all: what was said of a create that was not found is void.
    n.create_lost := false; n.error_code := null; n.error_message := null;
  end if;
  -- The meeting's own leg is none of Twilio's.
  if not is_live and (root.call_sid is not null or is_meeting and n.status >= 'completed') then
    n := private.settle_price(n, legs);
  elsif n.billed_seconds is not null or n.price is not null then
    n.billed_seconds := null; n.price := null; n.price_unit := null;
  end if;
  return n;
end
$$;
revoke all on function private.settle from public;
