-- Verdict for a meeting: an internal call with nothing but legs in a room. It is over when its room
-- is, whose leg is the system's: a person who leaves may come back. Nobody talks in it after that,
-- whether or not LiveKit has said that they left.
create or replace function private.judge_meeting(
  c public.calls, legs public.call_legs[], spans public.call_spans[]) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  t private.talk;
  room public.call_legs;
  leg public.call_legs;
  has_people boolean := false;
begin
  foreach leg in array legs loop
    if leg.role = 'system' then room := leg; end if;
    has_people := has_people or leg.side = 'company';
  end loop;
  if room.ended_at is not null then
    for i in 1 .. cardinality(legs) loop
      legs[i].ended_at := least(legs[i].ended_at, room.ended_at);
    end loop;
  end if;
  t := private.sum_talk(c, legs, spans, '{}', t);
  v.duration_seconds := 0;
  if room.status >= 'completed' and room.ended_at is null then
    v.status := 'failed'; v.outcome := 'unknown'; v.outcome_reason := 'gone';
  elsif room.status >= 'completed' and t.call_sids is null then
    v.status := 'no-answer'; v.outcome := 'no-answer'; v.outcome_reason := 'nobody_joined';
    v.ended_at := room.ended_at;
  elsif t.call_sids is null then
    v.duration_seconds := null;
    v.status := case when has_people then 'ringing' else 'queued' end::public.call_status;
    v.stage := case when has_people then 'ringing_customer' else 'placing' end::public.call_stage;
  else
    v.answered_at := t.answered_at;
    v.outcome_reason := 'met_in_space';
    if room.status >= 'completed' then
      v.status := 'completed'; v.outcome := 'connected'; v.stage := 'ended';
      v.ended_at := room.ended_at;
      v.talk_seconds := t.leg_seconds;
      v.duration_seconds := coalesce(t.seconds, 0);
    else
      v.status := 'in-progress';
      v.stage := case when t.is_open then 'connected' else 'waiting' end::public.call_stage;
    end if;
  end if;
  return v;
end
$$;
revoke all on function private.judge_meeting from public;
