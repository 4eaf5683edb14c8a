-- How a person's own leg sounded in their browser, in stretches from the `first` on: those that
-- were counted before count no more. Says `unknown` for a leg that is not theirs, in a browser, and
-- `too_many` for more than a browser can have measured: its clock is ours, from the first report.
create or replace function machine.note_quality(tenant uuid, person uuid, said jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  sid text := said ->> 'callSid';
  q public.leg_quality;
  reported integer := (said ->> 'first')::integer + jsonb_array_length(said -> 'stretches');
begin
  if not exists (select from public.call_legs l
    join public.profiles p on p.tenant_id = l.tenant_id and p.user_id = l.user_id
      and p.removed_at is null
    where l.tenant_id = tenant and l.call_sid = sid and l.user_id = person
      and l.medium in ('browser', 'room')
  ) then return 'unknown'; end if;
  select * into q from public.leg_quality where tenant_id = tenant and call_sid = sid;
  if reported > 40 + extract(epoch from now() - coalesce(q.started_at, now())) / 5
  then return 'too_many'; end if;
  insert into public.leg_quality (tenant_id, call_sid, user_id) values (tenant, sid, person)
    on conflict do nothing;
  select * into q from public.leg_quality where tenant_id = tenant and call_sid = sid for update;
  with fresh as (
    select s.*, now() - make_interval(secs => s.ago) as at
    from jsonb_array_elements(said -> 'stretches') with ordinality as e(part, nth)
    cross join lateral jsonb_to_record(e.part) as s(ago integer, seconds integer, mos real,
      rtt real, jitter real, lost real)
    where (said ->> 'first')::integer + e.nth > q.stretches
  ), every as (
    select seconds, mos, rtt, jitter, lost from fresh
    union all select q.seconds, q.mos, q.rtt_ms, q.jitter_ms, q.lost_percent where q.seconds > 0
  ), average as (
    select sum(seconds) as seconds,
      sum(mos * seconds) / nullif(sum(seconds) filter (where mos is not null), 0) as mos,
      sum(rtt * seconds) / nullif(sum(seconds) filter (where rtt is not null), 0) as rtt,
      sum(jitter * seconds) / nullif(sum(seconds) filter (where jitter is not null), 0) as jitter,
      sum(lost * seconds) / nullif(sum(seconds) filter (where lost is not null), 0) as lost
    from every
  ), worst as (
    select at, seconds, mos, rtt, jitter, lost from fresh where mos is not null
    union all select q.worst_at, q.worst_seconds, q.worst_mos, q.worst_rtt_ms, q.worst_jitter_ms,
      q.worst_lost_percent where q.worst_at is not null
    order by mos, at limit 1
  )
  update public.leg_quality l set stretches = greatest(q.stretches, reported),
    seconds = coalesce(a.seconds, 0), mos = a.mos, rtt_ms = a.rtt, jitter_ms = a.jitter,
    lost_percent = a.lost, worst_at = w.at, worst_seconds = w.seconds, worst_mos = w.mos,
    worst_rtt_ms = w.rtt, worst_jitter_ms = w.jitter, worst_lost_percent = w.lost,
    page_closed = q.page_closed or (said ->> 'pageClosed')::boolean,
    warnings = array(select distinct unnest(q.warnings
      || array(select jsonb_array_elements_text(said -> 'warnings'))) order by 1 limit 20)
  from average a left join worst w on true
  where l.tenant_id = tenant and l.call_sid = sid;
  return 'noted';
end
$$;

revoke all on function machine.note_quality from public;
grant execute on function machine.note_quality to ringbook_machine;
