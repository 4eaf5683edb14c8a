-- When people on both sides of a call were together; null if they never were.
create or replace function private.find_talk(
  c public.calls, legs public.call_legs[], spans public.call_spans[],
  recordings public.recordings[]) returns private.talk
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  parent public.call_legs;
  other public.call_legs;
  b private.bridge;
  bridges private.bridge[] := '{}';
  t private.talk;
  is_unconfirmed boolean := false;
begin
  foreach leg in array legs loop
    continue when leg.parent_call_sid is null;
    if leg.role = 'rep' and leg.medium = 'phone' and leg.accepted_at is null then
      if leg.status = 'completed' then is_unconfirmed := true; end if;
      continue;
    end if;
    continue when leg.answered_at is null and leg.accepted_at is null
      and leg.status not in ('in-progress', 'completed');
    continue when cardinality(legs) > 1 and leg.accepted_at is not null
      and private.accepted_too_late(leg, legs);
    parent := null;
    foreach other in array legs loop
      if other.call_sid = leg.parent_call_sid then parent := other; end if;
    end loop;
    continue when leg.side not in ('customer', 'company')
      or leg.side = parent.side and c.direction <> 'internal';
    b := private.find_bridge(leg, parent, legs, spans);
    continue when b.call_sid is null;
    bridges := bridges || b;
    if cardinality(bridges) = 1 or b.began_at < t.answered_at then
      t.answered_at := b.began_at;
      if leg.side = 'customer' then
        t.reason := 'customer_answered';
        t.owner_id := parent.user_id;
        -- Twilio counts a customer's leg from its answer to its end.
        t.seconds := leg.duration_seconds;
      else
        t.reason := case when c.direction = 'internal' then 'colleague_answered'
                         else 'rep_accepted' end;
        t.owner_id := leg.user_id;
        t.seconds := null;
      end if;
    end if;
  end loop;
  if cardinality(bridges) = 0 then
    if is_unconfirmed and c.direction <> 'outbound' then
      b := private.presume_bridge(legs, recordings);
    end if;
    if b.call_sid is not null then
      bridges := array[b];
      t.answered_at := b.began_at;
      t.reason := 'presumed_accepted';
      select l.user_id into t.owner_id from unnest(legs) l where l.call_sid = b.call_sid;
    elsif cardinality(spans) = 0 then
      return null;
    end if;
  end if;
  return private.sum_talk(c, legs, spans, bridges, t);
end
$$;
revoke all on function private.find_talk from public;
