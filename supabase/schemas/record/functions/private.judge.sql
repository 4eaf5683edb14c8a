-- Status, stage and outcome of a call from its evidence (the table in docs/flow.md). Reads no
-- table: the same evidence always gives the same verdict.
create or replace function private.judge(
  c public.calls, legs public.call_legs[], spans public.call_spans[], steps public.call_steps[],
  recordings public.recordings[]) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  t private.talk;
  phones public.call_legs[];
begin
  if cardinality(legs) = 0 then
    if c.error_message is not null then
      v.status := 'failed'; v.outcome := 'failed'; v.outcome_reason := 'create_failed';
      v.ended_at := c.ended_at; v.duration_seconds := 0;
    elsif c.direction = 'inbound' then
      v.status := 'ringing'; v.stage := 'greeting';
    else
      v.status := 'queued'; v.stage := 'placing';
      if c.create_lost then v.outcome := 'unknown'; v.outcome_reason := 'create_lost'; end if;
    end if;
    return v;
  end if;
  if c.has_more_evidence or c.direction = 'internal' then
    phones := array(select l from unnest(legs) l where l.medium <> 'room');
    if phones = '{}' and c.direction = 'internal' then
      return private.judge_meeting(c, legs, spans);
    end if;
    if cardinality(phones) < cardinality(legs) then
      v := private.judge(c, phones, array(select s from unnest(spans) s where s.space <> 'room'
        or not exists (select from unnest(legs) l
          where l.call_sid = s.call_sid and l.medium = 'room')), steps, recordings);
      return private.credit_room(v, legs, spans, steps, phones);
    end if;
  end if;
  t := private.find_talk(c, legs, spans, recordings);
  if t.call_sids is not null then return private.judge_talked(c, legs, spans, t); end if;
  -- Whoever left a message may be heard of later than the message: until then they are not gone.
  if c.has_more_evidence then
    if c.direction <> 'inbound'
        or exists (select from unnest(legs) l where l.side = 'customer') then
      v := private.judge_served(legs, spans, steps, recordings);
      if v.status is not null then return v; end if;
    end if;
  end if;
  if c.direction = 'inbound' then return private.judge_missed(legs, spans); end if;
  if c.direction = 'internal' then return private.judge_internal(c, legs); end if;
  return private.judge_unanswered(c, legs);
end
$$;
revoke all on function private.judge from public;
