set check_function_bodies = off;

-- A call was missed or talked, or turned out not to be.
create or replace function private.follow_missed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.direction = 'internal' then return null; end if;
  -- The number is known only now: the line of the call by itself goes.
  if tg_op = 'UPDATE' and old.customer_number <> new.customer_number then
    perform private.refresh_missed(old, private.missed_caller(old));
  end if;
  perform private.refresh_missed(new, private.missed_caller(new));
  return null;
end
$$;

revoke all on function private.follow_missed from public;

-- What a person does to a line bears their name and the time, whatever they sent. Someone else's
-- claim is theirs: a rep cannot lift it, unless that person has left.
create or replace function private.stamp_missed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.claimed_by is distinct from old.claimed_by then
    if old.claimed_by <> auth.uid() and private.role() = 'rep' and exists (
        select from public.profiles p where p.tenant_id = old.tenant_id
          and p.user_id = old.claimed_by and p.removed_at is null) then
      raise exception 'claimed by someone else' using errcode = 'insufficient_privilege';
    end if;
    new.claimed_by := case when new.claimed_by is not null then auth.uid() end;
    new.claimed_at := case when new.claimed_by is not null then now() end;
  end if;
  if new.dismissed_at is null then
    new.dismissed_by := null; new.dismissed_reason := null; new.dismissed_note := null;
  elsif new.dismissed_at is distinct from old.dismissed_at then
    if new.dismissed_reason is null then
      raise exception 'dismissed without a reason' using errcode = 'check_violation';
    end if;
    if old.dismissed_at < old.missed_at then
      new.counts_after := greatest(old.counts_after, old.dismissed_at);
    end if;
    -- Twilio's clock may be ahead of ours.
    new.dismissed_at := greatest(now(), old.missed_at);
    new.dismissed_by := auth.uid();
  else
    new.dismissed_reason := old.dismissed_reason; new.dismissed_note := old.dismissed_note;
  end if;
  return new;
end
$$;

revoke all on function private.stamp_missed from public;

create table public.missed_callers (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  -- Who: a number (E.164), or the call of someone who showed none.
  caller text not null,
  call_id uuid not null,
  kind text not null check (kind in ('missed', 'voicemail', 'callback')),
  calls integer not null check (calls > 0),
  rung uuid[] not null default '{}',
  first_missed_at timestamptz not null,
  missed_at timestamptz not null,
  reached_at timestamptz,
  reached_by uuid,
  reached_call_id uuid,
  reached_direction text check (reached_direction in ('inbound', 'outbound')),
  claimed_by uuid,
  claimed_at timestamptz,
  dismissed_at timestamptz,
  dismissed_by uuid,
  dismissed_reason text
    check (dismissed_reason in ('called_elsewhere', 'spam', 'wrong_number', 'other')),
  dismissed_note text check (char_length(dismissed_note) between 1 and 200),
  counts_after timestamptz,
  closed_at timestamptz generated always as (coalesce(reached_at,
    case when dismissed_at >= missed_at then dismissed_at end)) stored,
  unique (tenant_id, caller),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.missed_callers is
  'One line a caller whom nobody talked with, however often they rang. What the record says of '
  'them is derived from their calls by private.refresh_missed, in the transaction that writes a '
  'call; people claim and dismiss.';
comment on column public.missed_callers.call_id is 'Their last missed call.';
comment on column public.missed_callers.calls is
  'How often they were missed since somebody talked with them last, or dismissed them: of their '
  'last 100 calls.';
comment on column public.missed_callers.rung is 'Whom those calls rang.';
comment on column public.missed_callers.missed_at is 'When the last missed call was over.';
comment on column public.missed_callers.reached_at is
  'When somebody talked with them after that; null while nobody has.';
comment on column public.missed_callers.dismissed_at is
  'Closes the line until they are missed again: then it is earlier than missed_at.';
comment on column public.missed_callers.counts_after is
  'An earlier dismissal: calls missed before are not counted.';
comment on column public.missed_callers.closed_at is 'Null while there is something to do.';
comment on column public.missed_callers.claimed_by is
  'Who is on it. No foreign keys to people: a claim is stamped with whose session made it, and '
  'nobody''s profile is deleted.';

create index missed_callers_open on public.missed_callers (tenant_id, missed_at desc, id desc)
  where closed_at is null;
create index missed_callers_closed on public.missed_callers (tenant_id, closed_at desc, id desc)
  where closed_at is not null;
create index missed_callers_by_call on public.missed_callers (tenant_id, call_id);

alter table public.missed_callers enable row level security;
revoke all on public.missed_callers from anon, authenticated, service_role;
grant select on public.missed_callers to authenticated;
grant update (claimed_by, dismissed_at, dismissed_reason, dismissed_note) on public.missed_callers
  to authenticated;

create policy "members read whom their tenant missed" on public.missed_callers
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members claim and dismiss whom their tenant missed" on public.missed_callers
  for update to authenticated
  using (tenant_id = (select private.tenant_id()))
  with check (tenant_id = (select private.tenant_id()));

create trigger clean_text before update of dismissed_note on public.missed_callers
  for each row execute function private.clean_text('dismissed_note:note');
create trigger stamp_person before update of claimed_by, dismissed_at, dismissed_reason,
    dismissed_note on public.missed_callers
  for each row when (auth.uid() is not null) execute function private.stamp_missed();
create trigger broadcast after insert or update or delete on public.missed_callers
  for each row execute function private.broadcast_change('missed_callers');

-- On calls. A call that rings, talks on or gets its price passes by the conditions alone.
create trigger follow_missed_new after insert on public.calls
  for each row when (new.outcome in ('missed', 'voicemail', 'callback', 'connected'))
  execute function private.follow_missed();
create trigger follow_missed after update on public.calls
  for each row when (
    (old.outcome in ('missed', 'voicemail', 'callback', 'connected') or old.stage = 'connected'
      or new.outcome in ('missed', 'voicemail', 'callback', 'connected')
      or new.stage = 'connected')
    and (old.outcome, old.stage, old.customer_number, old.user_id, old.answered_at, old.ended_at)
      is distinct from
      (new.outcome, new.stage, new.customer_number, new.user_id, new.answered_at, new.ended_at))
  execute function private.follow_missed();

-- Twilio's words for a withheld number, spelled on a keypad, are nobody's number: isWithheld in
-- lib/core/phone.ts. In plpgsql, as everything that an event calls (private.contact_for says why).
create or replace function private.is_withheld(number text) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return number ~ '^\+1?(266696687|7378742833|2562533|8656696|86282452253)$|^\+7378742883$';
end
$$;

revoke all on function private.is_withheld from public;
-- A check is evaluated as the person who writes the row.
grant execute on function private.is_withheld to authenticated;
comment on function private.is_withheld is
  'True for ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE on a keypad, as E.164.';

-- Of a caller's calls, those that were missed, each with its kind, and those that were talked,
-- without one; a call that is talked now is not over for a long time.
create or replace function private.missed_among(calls public.calls[])
returns table (id uuid, kind text, user_id uuid, direction text, talked_at timestamptz,
  over_at timestamptz)
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return query select c.id, private.missed_kind(c.outcome), c.user_id, c.direction,
      coalesce(c.answered_at, c.created_at),
      coalesce(c.ended_at, case when c.stage = 'connected' then 'infinity'::timestamptz
        else c.created_at end)
    from unnest(calls) c
    where private.missed_kind(c.outcome) is not null or c.outcome = 'connected'
      or c.stage = 'connected';
end
$$;

revoke all on function private.missed_among from public;

-- Whose line a call is: its number's, or its own where the caller showed none.
create or replace function private.missed_caller(call public.calls) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return case
    when call.customer_number ~ '^\+[1-9][0-9]{6,14}$'
      and not private.is_withheld(call.customer_number) then call.customer_number
    else call.id::text end;
end
$$;

revoke all on function private.missed_caller from public;

-- What a call's outcome puts on the list of missed callers, or null: the registry of kinds. A new
-- one also joins the check of missed_callers.kind and the conditions of its triggers on calls.
create or replace function private.missed_kind(outcome text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return case when outcome in ('missed', 'voicemail', 'callback') then outcome end;
end
$$;

revoke all on function private.missed_kind from public;

-- The line of a caller as all their calls have it, so that it does not matter in which order those
-- were recorded. Whoever writes another of their calls waits for this transaction: the one that
-- comes second sees both.
create or replace function private.refresh_missed(call public.calls, who text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := call.tenant_id;
  line public.missed_callers;
  theirs public.calls[];
  last_at timestamptz;
  reach record;
  -- What was missed before is over: somebody talked with them, or dismissed it.
  since timestamptz;
  run record;
begin
  perform pg_advisory_xact_lock(hashtextextended(tenant || who, 0));
  select * into line from public.missed_callers where tenant_id = tenant and caller = who;
  if line.id is null and private.missed_kind(call.outcome) is null then return; end if;
  if who = call.id::text then
    theirs := array(select c from public.calls c where c.tenant_id = tenant and c.id = call.id
      and c.customer_number = call.customer_number);
  else
    theirs := array(select c from public.calls c
      where c.tenant_id = tenant and c.customer_number = who
        and (c.outcome in ('missed', 'voicemail', 'callback', 'connected')
          or c.stage = 'connected')
      order by c.created_at desc, c.id desc limit 100);
  end if;
  last_at := (select max(m.over_at) from private.missed_among(theirs) m where m.kind is not null);
  if last_at is null then
    delete from public.missed_callers where id = line.id;
    return;
  end if;
  select m.* into reach from private.missed_among(theirs) m
    where m.kind is null and m.over_at >= last_at order by m.talked_at, m.id limit 1;
  since := greatest((select max(m.over_at) from private.missed_among(theirs) m
      where m.kind is null and m.over_at < last_at),
    case when line.dismissed_at < last_at then line.dismissed_at end, line.counts_after);
  select count(*)::integer as calls, min(m.over_at) as first_at,
      (array_agg(m.id order by m.over_at desc, m.id desc))[1] as last_id,
      (array_agg(m.kind order by m.over_at desc, m.id desc))[1] as kind,
      coalesce(array_agg(distinct m.user_id) filter (where m.user_id is not null), '{}') as rung
    into run from private.missed_among(theirs) m
    where m.kind is not null and (since is null or m.over_at > since);
  insert into public.missed_callers as kept (tenant_id, caller, call_id, kind, calls, rung,
      first_missed_at, missed_at, reached_at, reached_by, reached_call_id, reached_direction)
    values (tenant, who, run.last_id, run.kind, run.calls, run.rung, run.first_at, last_at,
      reach.talked_at, reach.user_id, reach.id, reach.direction)
  on conflict (tenant_id, caller) do update set
    call_id = excluded.call_id, kind = excluded.kind, calls = excluded.calls,
    rung = excluded.rung, first_missed_at = excluded.first_missed_at,
    missed_at = excluded.missed_at, reached_at = excluded.reached_at,
    reached_by = excluded.reached_by, reached_call_id = excluded.reached_call_id,
    reached_direction = excluded.reached_direction,
    claimed_by = case when kept.claimed_at <= since then null else kept.claimed_by end,
    claimed_at = case when kept.claimed_at <= since then null else kept.claimed_at end;
end
$$;

revoke all on function private.refresh_missed from public;

-- A page of the tenant's missed callers, newest first: those to be called back, or those that are
-- done with. `mine`: claimed by the asking person, who rang them, or whose contact they own.
create or replace function public.list_missed(mine boolean, done boolean, page_size integer,
  before_at timestamptz default null, before_id uuid default null)
returns setof public.missed_callers
language plpgsql stable security invoker set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan as $$
declare
  me constant uuid := auth.uid();
begin
  if done then
    return query select m.* from public.missed_callers m
      where m.tenant_id = (select private.tenant_id()) and m.closed_at is not null
        and (before_at is null or m.closed_at <= before_at)
        and (before_at is null or (m.closed_at, m.id) < (before_at, before_id))
        and (not mine or me in (m.claimed_by, m.reached_by, m.dismissed_by)
          or me = any (m.rung) or exists (select from public.calls c
            join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
            where c.tenant_id = m.tenant_id and c.id = m.call_id and k.owner_id = me))
      order by m.closed_at desc, m.id desc limit page_size;
  else
    return query select m.* from public.missed_callers m
      where m.tenant_id = (select private.tenant_id()) and m.closed_at is null
        and (before_at is null or m.missed_at <= before_at)
        and (before_at is null or (m.missed_at, m.id) < (before_at, before_id))
        and (not mine or m.claimed_by = me or me = any (m.rung)
          or exists (select from public.calls c
            join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
            where c.tenant_id = m.tenant_id and c.id = m.call_id and k.owner_id = me))
      order by m.missed_at desc, m.id desc limit page_size;
  end if;
end
$$;

revoke all on function public.list_missed from public, anon, service_role;
grant execute on function public.list_missed to authenticated;

-- Which of these missed calls rang someone who was on another call then.
create or replace function public.missed_while_busy(call_ids uuid[]) returns setof uuid
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select m.id from public.calls m
  where m.tenant_id = (select private.tenant_id()) and m.id = any (call_ids)
    and exists (select from public.calls o
      where o.tenant_id = m.tenant_id and o.user_id = m.user_id and o.id <> m.id
        and o.created_at <= m.created_at and o.created_at > m.created_at - interval '5 hours'
        and (o.ended_at is null or o.ended_at > m.created_at)
        and (o.direction = 'outbound' or o.outcome = 'connected' or o.stage = 'connected'))
$$;

revoke all on function public.missed_while_busy from public, anon, service_role;
grant execute on function public.missed_while_busy to authenticated;

reset check_function_bodies;

-- Who was missed in the last week is still to be called back; what is older was dealt with elsewhere.
select private.refresh_missed(c, private.missed_caller(c)) from public.calls c
  where private.missed_kind(c.outcome) is not null and c.created_at > now() - interval '7 days';
