-- Verdict for a call without talk that still has a result, or is about to have one: a message was
-- left, a callback promised, the system served the caller, or the caller is blocked. Empty
-- otherwise. A step that serves is recorded before it is heard: who was gone within two seconds
-- heard nothing of it.
create or replace function private.judge_served(
  legs public.call_legs[], spans public.call_spans[], steps public.call_steps[],
  recordings public.recordings[]) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  caller public.call_legs;
  seen record;
begin
  select l.* into caller from unnest(legs) l where l.side = 'customer'
    order by l.first_seen_at, l.call_sid limit 1;
  if caller.status >= 'completed' then
    steps := array(select s from unnest(steps) s where not s.serves
      or caller.status = 'completed' and s.happened_at <= caller.ended_at - interval '2 seconds');
  end if;
  select
    exists (select from unnest(recordings) r where r.purpose = 'voicemail'
      and r.status in ('completed', 'deleted') and r.duration_seconds >= 2) as has_voicemail,
    exists (select from unnest(steps) s where s.kind = 'callback') as has_callback,
    exists (select from unnest(steps) s where s.kind = 'blocked') as is_blocked,
    (select max(s.space) from unnest(spans) s where upper_inf(s.during)
      and s.space in ('queue', 'voicemail', 'stream')) as space,
    least((select min(s.happened_at) from unnest(steps) s where s.serves),
      -- An agent that passed the caller on has not served them; one after it may.
      (select min(lower(s.during)) from unnest(spans) s where s.space = 'stream'
        and not exists (select from unnest(steps) f where f.kind = 'agent_failed'
          and f.happened_at >= lower(s.during)))) as served_at,
    -- After it was served, the caller was to reach a person.
    greatest((select max(l.first_seen_at) from unnest(legs) l where l.side = 'company'),
      (select max(lower(s.during)) from unnest(spans) s where s.space = 'queue'))
    >= greatest((select max(s.happened_at) from unnest(steps) s where s.serves),
      (select max(lower(s.during)) from unnest(spans) s where s.space = 'stream')) as was_passed_on
    into seen;
  if caller.status < 'completed' then
    if seen.space is null and seen.served_at is null then return null; end if;
    v.status := case when seen.space = 'voicemail' or seen.served_at is not null
      then 'in-progress' else 'ringing' end;
    v.stage := case seen.space when 'queue' then 'waiting' when 'voicemail' then 'voicemail'
      else 'system' end;
    return v;
  end if;
  v.duration_seconds := 0;
  v.ended_at := caller.ended_at;
  if seen.is_blocked then
    -- Nobody was to be rung: not missed, also where they left a message.
    v.status := 'no-answer'; v.outcome := 'canceled'; v.outcome_reason := 'caller_blocked';
  elsif seen.has_voicemail then
    v.status := 'no-answer'; v.outcome := 'voicemail'; v.outcome_reason := 'voicemail_left';
  elsif seen.has_callback then
    v.status := 'no-answer'; v.outcome := 'callback'; v.outcome_reason := 'callback_requested';
  elsif seen.served_at is not null and seen.was_passed_on is not true then
    v.status := 'completed'; v.outcome := 'handled'; v.outcome_reason := 'handled_by_system';
    v.answered_at := coalesce(caller.answered_at, seen.served_at);
    v.duration_seconds := coalesce(caller.duration_seconds,
      round(extract(epoch from caller.ended_at - v.answered_at))::integer);
  else
    return null;
  end if;
  return v;
end
$$;
revoke all on function private.judge_served from public;
