set check_function_bodies = off;

alter table public.tenants
  add column blocked_calls text not null default 'reject',
  add column anonymous_calls text not null default 'ring',
  add column announce_recording text not null default 'always',
  add column announce_countries text[] not null default '{}';

create table public.blocked_callers (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  number text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  reason text check (char_length(reason) between 1 and 200),
  blocked_by uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, blocked_by) references public.profiles (tenant_id, user_id)
);
comment on table public.blocked_callers is
  'Numbers (E.164) whose calls ring nobody: tenants.blocked_calls says what they hear. '
  'private.caller_block looks them up with the event of the call''s arrival.';

create index blocked_callers_page on public.blocked_callers (tenant_id, created_at desc, id desc);
create index blocked_callers_by_person on public.blocked_callers (tenant_id, blocked_by);

alter table public.blocked_callers enable row level security;
revoke all on public.blocked_callers from anon, authenticated, service_role;
grant select, delete on public.blocked_callers to authenticated;
grant insert (tenant_id, number, reason) on public.blocked_callers to authenticated;

create policy "members read whom their tenant blocks" on public.blocked_callers
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members block callers" on public.blocked_callers
  for insert to authenticated with check (tenant_id = (select private.tenant_id()));
create policy "members unblock callers" on public.blocked_callers
  for delete to authenticated using (tenant_id = (select private.tenant_id()));

create trigger audit after insert or delete on public.blocked_callers
  for each row execute function private.audit_row('blocked_caller', '');
create trigger clean_text before insert or update of reason on public.blocked_callers
  for each row execute function private.clean_text('reason:note');

-- The tenant behind a Twilio account: its token's ciphertext and the routing facts. Null when
-- nobody has saved it.
create or replace function machine.line(account text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'tenant_id', t.id, 'tenant_name', t.name, 'country_code', t.country_code,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
    'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
    'call_time_limit_seconds', t.call_time_limit_seconds,
    'announce_recording', t.announce_recording, 'announce_countries', t.announce_countries,
    'blocked_calls', t.blocked_calls, 'anonymous_calls', t.anonymous_calls,
    'has_blocked', exists (select from public.blocked_callers b where b.tenant_id = t.id),
    'allowed_countries', coalesce(t.allowed_countries, array[t.country_code]),
    'allowed_prefixes', t.allowed_prefixes,
    'numbers', coalesce((
      select jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number,
          'forward_user_id', n.forward_user_id, 'forward_phone', n.forward_phone,
          'route_version', n.version_id, 'route', n.route))
      from private.number_routes(t.id) n where n.removed_at is null), '[]'::jsonb))
  from public.twilio_accounts a join public.tenants t on t.id = a.tenant_id
  where a.account_sid = account and a.verified_at is not null
$$;

revoke all on function machine.line from public;
grant execute on function machine.line to ringbook_machine;

-- Records an event of a call that follows a route, in one round trip with the facts of the route's
-- next decision (`routing` of lib/record/event.ts). Null, as machine.record_event, for a call that
-- is not this tenant's. `routing.mailbox` says whose a recorded message is. With `check_blocked`, a
-- blocked caller's call is recorded with the step that says so, and claims nobody.
create or replace function machine.take_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  blocked text := private.caller_block(tenant, e);
  facts jsonb;
begin
  if blocked is not null then
    e := e || jsonb_build_object('step', jsonb_build_object('kind', 'blocked', 'reason', blocked),
      'answered_from', e -> 'answered_from' || jsonb_build_object('blocked', blocked));
  end if;
  facts := machine.record_event(tenant, e - array['routing', 'check_blocked']);
  if blocked is not null then return facts || jsonb_build_object('blocked', blocked); end if;
  if facts is null or e -> 'routing' is null then return facts; end if;
  if e -> 'routing' ? 'mailbox' then
    update public.voicemails v set mailbox_id = p.user_id
      from public.recordings r, public.profiles p
      where r.tenant_id = tenant and r.recording_sid = e #>> '{recording,sid}'
        and v.tenant_id = tenant and v.recording_id = r.id
        and p.tenant_id = tenant and p.user_id = (e #>> '{routing,mailbox}')::uuid;
    return facts;
  end if;
  return facts || jsonb_build_object('routing', private.route_facts(tenant, e));
end
$$;
revoke all on function machine.take_event from public;
grant execute on function machine.take_event to ringbook_machine;

-- Why the call of an event that asks (`check_blocked`) is to ring nobody; null: it may. The same
-- event again gets what was stored with it, whoever was blocked or unblocked meanwhile. A call that
-- was answered from memory rang already.
create or replace function private.caller_block(tenant uuid, e jsonb) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  was text;
begin
  if e -> 'check_blocked' is null or e -> 'from_memory' is not null then return null; end if;
  select v.answered_from ->> 'blocked' into was from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = e ->> 'dedupe_key';
  if found then return was; end if;
  perform from public.blocked_callers b where b.tenant_id = tenant and b.number = e ->> 'from';
  return case when found then 'listed' end;
end
$$;
revoke all on function private.caller_block from public;

-- Verdict for a call without talk that still has a result, or is about to have one: a message was
-- left, a callback promised, the system served the caller, or the caller is blocked. Empty
-- otherwise.
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
  select
    exists (select from unnest(recordings) r where r.purpose = 'voicemail'
      and r.status = 'completed' and coalesce(r.duration_seconds, 1) > 0) as has_voicemail,
    exists (select from unnest(steps) s where s.kind = 'callback') as has_callback,
    exists (select from unnest(steps) s where s.kind = 'blocked') as is_blocked,
    (select max(s.space) from unnest(spans) s where upper_inf(s.during)
      and s.space in ('queue', 'voicemail', 'stream')) as space,
    least((select min(s.happened_at) from unnest(steps) s where s.serves),
      (select min(lower(s.during)) from unnest(spans) s where s.space = 'stream')) as served_at,
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

alter table public.tenants add constraint tenants_announce_countries_check CHECK (((cardinality(announce_countries) <= 300) AND (array_position(announce_countries, NULL::text) IS NULL)));

alter table public.tenants add constraint tenants_announce_recording_check CHECK ((announce_recording = ANY (ARRAY['always'::text, 'never'::text, 'countries'::text])));

alter table public.tenants add constraint tenants_anonymous_calls_check CHECK ((anonymous_calls = ANY (ARRAY['ring'::text, 'reject'::text, 'voicemail'::text])));

alter table public.tenants add constraint tenants_blocked_calls_check CHECK ((blocked_calls = ANY (ARRAY['reject'::text, 'voicemail'::text])));

comment on column public.tenants.announce_countries is 'ISO 3166-1 alpha-2.';

comment on column public.tenants.announce_recording is 'When recording_notice is played before a recorded call connects: always, never, or where the customer''s number is in one of announce_countries or its country is not known.';

comment on column public.tenants.anonymous_calls is 'What a caller without a number that can be dialled gets: as others, or as if blocked.';

comment on column public.tenants.blocked_calls is 'What a blocked caller gets: Twilio rejects the call, or the voicemail of the number''s route.';

grant update (announce_countries) on table public.tenants to authenticated;

grant update (announce_recording) on table public.tenants to authenticated;

grant update (anonymous_calls) on table public.tenants to authenticated;

grant update (blocked_calls) on table public.tenants to authenticated;

reset check_function_bodies;
