set check_function_bodies = off;

create table public.leg_quality (
  call_sid text not null,
  tenant_id uuid not null,
  user_id uuid not null,
  started_at timestamptz not null default now(),
  stretches integer not null default 0,
  seconds integer not null default 0,
  mos real,
  rtt_ms real,
  jitter_ms real,
  lost_percent real,
  worst_at timestamptz,
  worst_seconds integer,
  worst_mos real,
  worst_rtt_ms real,
  worst_jitter_ms real,
  worst_lost_percent real,
  warnings text[] not null default '{}',
  page_closed boolean not null default false,
  primary key (call_sid, tenant_id),
  foreign key (call_sid, tenant_id) references public.call_legs (call_sid, tenant_id)
    on delete cascade
);
comment on table public.leg_quality is
  'How a leg sounded in its person''s browser, as that browser measured it: no evidence of the '
  'record, and no sound. Reported every half minute in stretches of ten seconds.';
comment on column public.leg_quality.stretches is
  'How many were counted: one that is sent again counts once (machine.note_quality).';
comment on column public.leg_quality.mos is
  'Mean opinion score, 1 to about 4.4: how people would rate the sound. As its neighbours, an '
  'average over `seconds`.';
comment on column public.leg_quality.worst_at is
  'When the stretch with the lowest score began; its neighbours are of that stretch.';
comment on column public.leg_quality.warnings is 'Names of the Voice SDK''s warnings, each once.';
comment on column public.leg_quality.page_closed is
  'The leg ended because its page was closed or reloaded.';

alter table public.leg_quality enable row level security;
revoke all on public.leg_quality from anon, authenticated, service_role;
grant select on public.leg_quality to authenticated;

create policy "managers and admins see how calls sounded, reps how their own did"
  on public.leg_quality for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and ((select private.role()) in ('manager', 'admin') or user_id = (select auth.uid())));

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
      and l.medium = 'browser'
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

-- A member's browser calls our echo: false where it may not, because the company has spent what it
-- may in a day. A minute later the leg is ended, whatever becomes of the page.
create or replace function machine.begin_test_call(tenant uuid, person uuid, account text,
  sid text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  settings public.tenants;
begin
  if not exists (select from public.profiles
    where tenant_id = tenant and user_id = person and removed_at is null) then return false; end if;
  select * into settings from public.tenants where id = tenant;
  if private.spend_refusal(settings, at) is not null then return false; end if;
  perform private.add_job('test_calls.end',
    jsonb_build_object('tenant_id', tenant, 'account_sid', account, 'call_sid', sid),
    sid, at + interval '1 minute');
  return true;
end
$$;

revoke all on function machine.begin_test_call from public;
grant execute on function machine.begin_test_call to ringbook_machine;

reset check_function_bodies;
