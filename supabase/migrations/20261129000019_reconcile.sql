set check_function_bodies = off;

-- What an admin's comparison of some days with Twilio found. Written by the machine alone: a report
-- is evidence too.
create table public.call_audit_reports (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  asked_by uuid not null,
  asked_at timestamptz not null,
  from_day date not null,
  to_day date not null,
  counts jsonb not null,
  findings jsonb not null,
  foreign key (tenant_id, asked_by) references public.profiles (tenant_id, user_id)
);
comment on table public.call_audit_reports is
  'Comparisons of a tenant''s calls with Twilio''s list that admins asked for.';
comment on column public.call_audit_reports.from_day is
  'The first day, of the tenant''s calendar; to_day is the last.';
comment on column public.call_audit_reports.counts is
  'How many were compared; lib/reconcile/schema.ts has the shape.';
comment on column public.call_audit_reports.findings is
  'Where the two differ, and whether it was put right at once.';

create index call_audit_reports_page on public.call_audit_reports
  (tenant_id, asked_at desc, id desc);
create index call_audit_reports_by_person on public.call_audit_reports (tenant_id, asked_by);

alter table public.call_audit_reports enable row level security;
revoke all on public.call_audit_reports from anon, authenticated, service_role;
grant select on public.call_audit_reports to authenticated;

create policy "admins read their tenant's comparisons" on public.call_audit_reports
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

-- Up to when each account's list of calls was compared with the calls here, and when it is done
-- next.
create table private.call_audits (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  account_sid text not null,
  since timestamptz not null,
  compared_until timestamptz not null,
  next_at timestamptz not null,
  failures integer not null default 0,
  problem text,
  differences integer not null default 0
);
comment on table private.call_audits is
  'The sweep''s comparison of a tenant''s calls with Twilio''s list. Written by machine functions '
  'alone.';
comment on column private.call_audits.since is
  'When the account was connected: calls before that are not ours to compare.';
comment on column private.call_audits.compared_until is
  'Every call that began before this has been looked for here.';
comment on column private.call_audits.failures is
  'How often in a row Twilio could not be asked; it is asked later and later.';
comment on column private.call_audits.problem is
  'Why it could not be asked the last time, in words for an admin; null when it could.';
comment on column private.call_audits.differences is
  'What the last comparison found and could not put right.';

create index call_audits_due on private.call_audits (next_at);

alter table private.call_audits enable row level security;
revoke all on private.call_audits from public, anon, authenticated, service_role;

-- The calls here that have any of these legs of Twilio's, with all their own legs.
create or replace function machine.audit_calls(tenant uuid, sids jsonb) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('call_id', c.id, 'direction', c.direction, 'status',
      c.status, 'outcome', c.outcome,
      'duration_seconds', c.duration_seconds, 'price', c.price, 'created_at', c.created_at,
        'customer_number', c.customer_number,
      'settled', c.settled_at is not null,
      'legs', (select jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
        'parent_call_sid',
        l.parent_call_sid, 'status', l.status,
                 'duration_seconds', l.duration_seconds, 'price', l.price))
               from public.call_legs l where l.tenant_id = tenant and l.call_id = c.id))),
                 '[]'::jsonb)
  from public.calls c
  where c.tenant_id = tenant and c.id in (
    select l.call_id from public.call_legs l
    where l.tenant_id = tenant and l.call_sid in (select jsonb_array_elements_text(sids)))
$$;

revoke all on function machine.audit_calls from public;
grant execute on function machine.audit_calls to ringbook_machine;

-- What is needed to tell whose these legs of Twilio's are: the tenant's numbers and phones, the
-- legs known here, and the calls around `earliest` and `latest` that wait for their leg. A call
-- whose create was lost may have been given up; it waits all the same.
create or replace function machine.audit_facts(tenant uuid, sids jsonb, earliest timestamptz,
  latest timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object(
    'recording_enabled', t.recording_enabled,
    'numbers', (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number,
      'forward_to', n.forward_user_id)), '[]'::jsonb)
                -- Removed ones too: calls of the time before are the tenant's.
                from private.number_routes(tenant) n),
    'phones', (select coalesce(jsonb_agg(jsonb_build_object('user_id', p.user_id, 'phone', p.phone)
      order by p.updated_at, p.user_id), '[]'::jsonb)
               from public.personal_phones p where p.tenant_id = tenant),
    'known', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'call_id',
      l.call_id, 'direction', c.direction)), '[]'::jsonb)
              from public.call_legs l
              join public.calls c on c.tenant_id = l.tenant_id and c.id = l.call_id
              where l.tenant_id = tenant
                and l.call_sid in (select jsonb_array_elements_text(sids))),
    -- Calls that said a code to a phone, and those that may still turn out to be at Twilio.
    'proofs', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', p.call_sid, 'to', p.phone,
      'created_at', p.created_at)), '[]'::jsonb)
               from public.phone_proofs p
               where p.tenant_id = tenant
                 and (p.call_sid in (select jsonb_array_elements_text(sids))
                 or p.call_sid is null and p.settled_at is null
                   and p.created_at between earliest - interval '2 minutes'
                     and latest + interval '2 minutes')),
    'waiting', (select coalesce(jsonb_agg(jsonb_build_object('call_id', c.id, 'from', c.from_number,
      'created_at', c.created_at,
                  'to', e.event_data ->> 'to') order by c.created_at), '[]'::jsonb)
                from public.calls c
                join public.call_events e on e.tenant_id = c.tenant_id and e.call_id = c.id
                  and e.event_type = 'initiate'
                where c.tenant_id = tenant and c.direction = 'outbound'
                  and c.twilio_call_sid is null
                  and (c.ended_at is null or c.create_lost)
                  and c.created_at between earliest - interval '2 minutes'
                    and latest + interval '2 minutes'))
  from public.tenants t where t.id = tenant);
end
$$;

revoke all on function machine.audit_facts from public;
grant execute on function machine.audit_facts to ringbook_machine;

-- How the sweep's own comparison stands, for an admin; null for everyone else.
create or replace function machine.audit_state(tenant uuid, person uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('since', k.since, 'compared_until', k.compared_until, 'problem',
    k.problem, 'differences', k.differences)
  from private.call_audits k
  join public.profiles p on p.tenant_id = k.tenant_id and p.user_id = person
    and p.removed_at is null and p.role = 'admin'
  where k.tenant_id = tenant
$$;

revoke all on function machine.audit_state from public;
grant execute on function machine.audit_state to ringbook_machine;

-- Legs of the calls here between these times that are not among the listed ones.
create or replace function machine.audit_unlisted(tenant uuid, earliest timestamptz,
  latest timestamptz, sids jsonb, how_many integer) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(found), '[]'::jsonb) from (
    select l.call_sid, c.id as call_id, c.direction, c.status, c.customer_number, c.created_at
    from public.calls c join public.call_legs l on l.tenant_id = c.tenant_id and l.call_id = c.id
    where c.tenant_id = tenant and c.created_at >= earliest and c.created_at < latest
      and not exists (select from jsonb_array_elements_text(sids) as s where s = l.call_sid)
    order by c.created_at desc, l.call_sid limit how_many) as found
$$;

revoke all on function machine.audit_unlisted from public;
grant execute on function machine.audit_unlisted to ringbook_machine;

-- Accounts due to be compared, each handed to one sweep at a time, for a minute.
create or replace function machine.claim_audits(at timestamptz, how_many integer) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  -- A new account, or another one than before, begins at its connection.
  insert into private.call_audits as k (tenant_id, account_sid, since, compared_until, next_at)
    select a.tenant_id, a.account_sid, a.updated_at,
      greatest(a.updated_at, at - interval '31 days'), at
    from public.twilio_accounts a
    where a.verified_at is not null
      and not exists (select from private.call_audits c where c.tenant_id = a.tenant_id
        and c.account_sid = a.account_sid)
  on conflict (tenant_id) do update set account_sid = excluded.account_sid, since = excluded.since,
    compared_until = excluded.compared_until, next_at = excluded.next_at, failures = 0,
      problem = null, differences = 0
    where k.account_sid <> excluded.account_sid;
  with due as (
    select c.tenant_id from private.call_audits c
      join public.twilio_accounts a on a.tenant_id = c.tenant_id
    where c.next_at <= at and a.verified_at is not null order by c.next_at limit how_many
      for update of c skip locked
  ), claimed as (
    update private.call_audits c set next_at = at + interval '60 seconds' from due
    where c.tenant_id = due.tenant_id returning c.*
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', c.tenant_id, 'since', c.since,
      'compared_until', c.compared_until,
      'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext)), '[]'::jsonb)
  from claimed c join public.twilio_accounts a on a.tenant_id = c.tenant_id
$$;

revoke all on function machine.claim_audits from public;
grant execute on function machine.claim_audits to ringbook_machine;

-- Calls that Twilio should be asked about, each handed to one sweep at a time.
create or replace function machine.claim_checks(at timestamptz, how_many integer) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with due as (
    select c.tenant_id, c.id from public.calls c
    where c.settled_at is null and c.next_check_at <= at
    order by c.next_check_at limit how_many for update skip locked
  ), claimed as (
    update public.calls c set next_check_at = at + interval '60 seconds' from due
    where c.tenant_id = due.tenant_id and c.id = due.id returning c.*
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', c.tenant_id, 'call_id', c.id,
      'direction', c.direction,
      'twilio_call_sid', c.twilio_call_sid, 'from_number', c.from_number, 'created_at',
        c.created_at, 'ended_at', c.ended_at,
      'create_lost', c.create_lost, 'hangup_requested', c.hangup_requested_at is not null,
        'user_id', c.user_id,
      'agent_phone', (select e.event_data ->> 'to' from public.call_events e
                      where e.tenant_id = c.tenant_id and e.call_id = c.id
                        and e.event_type = 'initiate' limit 1),
      'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
      'unpriced', private.unpriced_legs(c),
      'legs', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
        'parent_call_sid', l.parent_call_sid, 'user_id', l.user_id)), '[]'::jsonb)
               from public.call_legs l where l.tenant_id = c.tenant_id and l.call_id = c.id)
    ) order by c.created_at), '[]'::jsonb)
  from claimed c
  left join public.twilio_accounts a on a.tenant_id = c.tenant_id
$$;

revoke all on function machine.claim_checks from public;
grant execute on function machine.claim_checks to ringbook_machine;

-- How it went: compared up to `until`, or the problem. Soon again while there are calls, later and
-- later while Twilio cannot be asked.
create or replace function machine.finish_audit(tenant uuid, at timestamptz, until timestamptz,
  differing integer, trouble text) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update private.call_audits c set
    compared_until = greatest(compared_until, until),
    differences = coalesce(differing, differences),
    problem = trouble,
    failures = case when trouble is null then 0 else failures + 1 end,
    next_at = at + case
      when trouble is not null then least(interval '30 seconds' * 2 ^ least(failures, 6),
        interval '10 minutes')
      when until < at - interval '1 minute' then interval '0'
      when exists (select from public.calls where tenant_id = tenant
        and created_at > at - interval '1 hour') then interval '40 seconds'
      else interval '5 minutes' end
  where tenant_id = tenant
  returning true
$$;

revoke all on function machine.finish_audit from public;
grant execute on function machine.finish_audit to ringbook_machine;

-- After asking: settled when nothing is missing, else when to ask again, later and later, for 7
-- days. A call that outlived its time limit by an hour without Twilio saying how is ended as
-- unknown: it blocks nobody.
create or replace function machine.finish_check(tenant uuid, target uuid, at timestamptz,
  asked boolean default true) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  longest integer;
  complete boolean;
begin
  select call_time_limit_seconds into longest from public.tenants where id = tenant;
  select * into c from public.calls where tenant_id = tenant and id = target for update;
  if not found then return true; end if;
  if c.ended_at is null
    and at - c.created_at > make_interval(secs => longest) + interval '1 hour' then
    perform machine.record_event(tenant,
      jsonb_build_object('type', 'rest.gone', 'request', 'gone', 'call_id', target,
      'dedupe_key', 'rest:gone:' || target,
      'occurred_at', at, 'received_at', at, 'error',
        jsonb_build_object('message', 'Twilio could not be asked what became of this call.'),
      'data', '{}'::jsonb));
    select * into c from public.calls where tenant_id = tenant and id = target;
  end if;
  complete := c.ended_at is not null and (
    at - c.ended_at > interval '7 days'
    or (c.error_message is not null and c.twilio_call_sid is null)
    or (c.price is not null
      -- Twilio has to have been asked for recordings before it can be said that there is none.
      and asked and not exists (select from public.recordings where tenant_id = tenant
        and call_id = target and status = 'in-progress')
      and (not c.recording_requested or c.outcome <> 'connected'
        or at - c.ended_at > interval '1 minute'
        or exists (select from public.recordings where tenant_id = tenant and call_id = target))));
  update public.calls set
    settled_at = case when complete then at end,
    next_check_at = case
      -- A hang-up, or the news that a create's answer was lost, came while Twilio was being asked:
      -- it waits for no later check.
      when c.ended_at is null and c.next_check_at <= now() then c.next_check_at
      when c.ended_at is null then at + least(greatest((at - c.created_at) / 10,
        interval '15 seconds'), interval '10 minutes')
      else at + least(greatest((at - c.ended_at) / 2, interval '5 seconds'), interval '6 hours') end
  where tenant_id = tenant and id = target;
  return complete;
end
$$;

revoke all on function machine.finish_check from public;
grant execute on function machine.finish_check to ringbook_machine;

-- Keeps an admin's report and says so in the audit log; null for everyone else.
create or replace function machine.save_call_audit(tenant uuid, person uuid, report jsonb)
  returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  kept uuid;
begin
  if not exists (select from public.profiles
                 where tenant_id = tenant and user_id = person and removed_at is null
                   and role = 'admin') then
    return null;
  end if;
  insert into public.call_audit_reports
    (tenant_id, asked_by, asked_at, from_day, to_day, counts, findings)
    values (tenant, person, (report ->> 'asked_at')::timestamptz, (report ->> 'from')::date,
      (report ->> 'to')::date,
      report -> 'counts', report -> 'findings')
    returning id into kept;
  perform private.audit(tenant, person, 'call_audit.asked', kept::text,
    jsonb_build_object('from', report ->> 'from', 'to', report ->> 'to', 'findings',
      jsonb_array_length(report -> 'findings')));
  return kept;
end
$$;

revoke all on function machine.save_call_audit from public;
grant execute on function machine.save_call_audit to ringbook_machine;

-- Of these CallSids of a tenant, the ones nothing here knows: no call, and no proof of a phone.
create or replace function machine.unknown_legs(tenant uuid, sids jsonb) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(jsonb_agg(s), '[]'::jsonb) from jsonb_array_elements_text(sids) as s
    where not exists (select from public.call_legs l where l.tenant_id = tenant and l.call_sid = s)
      and not exists (select from public.phone_proofs p where p.tenant_id = tenant
        and p.call_sid = s));
end
$$;

revoke all on function machine.unknown_legs from public;
grant execute on function machine.unknown_legs to ringbook_machine;

-- The legs whose price alone is missing; null when Twilio has to be asked for more than that: the
-- call goes on, its legs and recordings were not listed since its end, or a recording is still
-- awaited.
create or replace function private.unpriced_legs(c public.calls) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_agg(l.call_sid) from public.call_legs l
  where c.ended_at is not null and l.tenant_id = c.tenant_id and l.call_id = c.id
    and l.status = 'completed' and l.price is null
    and exists (select from public.call_events e
                where e.tenant_id = c.tenant_id and e.call_id = c.id and e.event_type = 'rest.fetch'
                  and e.call_sid = c.twilio_call_sid
                  and e.created_at > c.ended_at + interval '30 seconds'
                  and e.event_data ->> 'status' in
                    ('completed', 'busy', 'no-answer', 'failed', 'canceled'))
    -- Comparing the list of calls fetches legs, not recordings: an expected one has to be asked
    -- for.
    and (not c.recording_requested or c.outcome <> 'connected'
      or exists (select from public.recordings r where r.tenant_id = c.tenant_id
        and r.call_id = c.id))
    and not exists (select from public.recordings r where r.tenant_id = c.tenant_id
      and r.call_id = c.id and r.status = 'in-progress')
$$;

revoke all on function private.unpriced_legs from public;

reset check_function_bodies;
