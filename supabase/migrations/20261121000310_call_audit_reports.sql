-- What an admin's comparison of some days with Twilio found. Written by the machine alone: a report is evidence too.
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
comment on table public.call_audit_reports is 'Comparisons of a tenant''s calls with Twilio''s list that admins asked for.';
comment on column public.call_audit_reports.from_day is 'The first day, of the tenant''s calendar; to_day is the last.';
comment on column public.call_audit_reports.counts is 'How many were compared; lib/reconcile/schema.ts has the shape.';
comment on column public.call_audit_reports.findings is 'Where the two differ, and whether it was put right at once.';
create index call_audit_reports_page on public.call_audit_reports (tenant_id, asked_at desc, id desc);
create index call_audit_reports_by_person on public.call_audit_reports (tenant_id, asked_by);

alter table public.call_audit_reports enable row level security;
revoke all on public.call_audit_reports from anon, authenticated, service_role;
grant select on public.call_audit_reports to authenticated;
create policy "admins read their tenant's comparisons" on public.call_audit_reports
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

-- The calls here that have any of these legs of Twilio's, with all their own legs.
create function machine.audit_calls(tenant uuid, sids jsonb) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('call_id', c.id, 'direction', c.direction, 'status', c.status, 'outcome', c.outcome,
      'duration_seconds', c.duration_seconds, 'price', c.price, 'created_at', c.created_at, 'customer_number', c.customer_number,
      'settled', c.settled_at is not null,
      'legs', (select jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'parent_call_sid', l.parent_call_sid, 'status', l.status,
                 'duration_seconds', l.duration_seconds, 'price', l.price))
               from public.call_legs l where l.tenant_id = tenant and l.call_id = c.id))), '[]'::jsonb)
  from public.calls c
  where c.tenant_id = tenant and c.id in (
    select l.call_id from public.call_legs l
    where l.tenant_id = tenant and l.call_sid in (select jsonb_array_elements_text(sids)))
$$;

-- Legs of the calls here between these times that are not among the listed ones.
create function machine.audit_unlisted(tenant uuid, earliest timestamptz, latest timestamptz, sids jsonb, how_many integer) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(found), '[]'::jsonb) from (
    select l.call_sid, c.id as call_id, c.direction, c.status, c.customer_number, c.created_at
    from public.calls c join public.call_legs l on l.tenant_id = c.tenant_id and l.call_id = c.id
    where c.tenant_id = tenant and c.created_at >= earliest and c.created_at < latest
      and not exists (select from jsonb_array_elements_text(sids) as s where s = l.call_sid)
    order by c.created_at desc, l.call_sid limit how_many) as found
$$;

-- Keeps an admin's report and says so in the audit log; null for everyone else.
create function machine.save_call_audit(tenant uuid, person uuid, report jsonb) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  kept uuid;
begin
  if not exists (select from public.profiles
                 where tenant_id = tenant and user_id = person and removed_at is null and role = 'admin') then
    return null;
  end if;
  insert into public.call_audit_reports (tenant_id, asked_by, asked_at, from_day, to_day, counts, findings)
    values (tenant, person, (report ->> 'asked_at')::timestamptz, (report ->> 'from')::date, (report ->> 'to')::date,
      report -> 'counts', report -> 'findings')
    returning id into kept;
  perform private.audit(tenant, person, 'call_audit.asked', kept::text,
    jsonb_build_object('from', report ->> 'from', 'to', report ->> 'to', 'findings', jsonb_array_length(report -> 'findings')));
  return kept;
end
$$;

-- How the sweep's own comparison stands, for an admin; null for everyone else.
create function machine.audit_state(tenant uuid, person uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('since', k.since, 'compared_until', k.compared_until, 'problem', k.problem, 'differences', k.differences)
  from private.call_audits k
  join public.profiles p on p.tenant_id = k.tenant_id and p.user_id = person and p.removed_at is null and p.role = 'admin'
  where k.tenant_id = tenant
$$;
revoke all on function machine.audit_calls(uuid, jsonb), machine.audit_unlisted(uuid, timestamptz, timestamptz, jsonb, integer),
  machine.save_call_audit(uuid, uuid, jsonb), machine.audit_state(uuid, uuid) from public;
grant execute on function machine.audit_calls(uuid, jsonb), machine.audit_unlisted(uuid, timestamptz, timestamptz, jsonb, integer),
  machine.save_call_audit(uuid, uuid, jsonb), machine.audit_state(uuid, uuid) to ringbook_machine;
