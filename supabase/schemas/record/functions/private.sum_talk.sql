-- How long people talked, in total and each. With a single bridge this needs no sums. Null if
-- nobody was ever together.
create or replace function private.sum_talk(
  c public.calls, legs public.call_legs[], spans public.call_spans[], bridges private.bridge[],
  t private.talk) returns private.talk
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  b private.bridge := bridges[1];
  measured record;
begin
  if cardinality(bridges) = 1 and cardinality(spans) = 0 then
    t.call_sids := array[b.call_sid, b.parent_call_sid];
    t.is_open := b.ended_at is null;
    if t.seconds is null or b.is_left then
      t.seconds := round(extract(epoch from b.ended_at - b.began_at));
      if t.seconds < 0 then t.seconds := 0; end if;
    end if;
    for i in 1 .. cardinality(legs) loop
      if (legs[i]).call_sid in (b.call_sid, b.parent_call_sid) then
        t.leg_seconds[i] := t.seconds;
      end if;
    end loop;
    return t;
  end if;
  select * into measured from private.measure_talk(c, legs, spans, bridges);
  if cardinality(bridges) = 0 and measured.call_sids is null then return null; end if;
  if t.answered_at is null or lower(measured.talk) < t.answered_at then
    t.answered_at := coalesce(lower(measured.talk), t.answered_at);
    t.reason := case when cardinality(bridges) = 0 then 'met_in_space' else t.reason end;
    t.owner_id := coalesce(measured.owner_id, t.owner_id);
  end if;
  t.call_sids := measured.call_sids;
  t.leg_seconds := measured.leg_seconds;
  t.is_open := coalesce(upper_inf(measured.talk), false);
  t.seconds := (select round(sum(extract(epoch from upper(r) - lower(r))))
    from unnest(measured.talk) r);
  return t;
end
$$;
revoke all on function private.sum_talk from public;
