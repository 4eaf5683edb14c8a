set check_function_bodies = off;

alter table public.message_events
  add column problem_event jsonb,
  add column solved_at timestamptz,
  add column solved_by uuid;
alter table public.profiles add column default_caller_id uuid;
alter table public.tenants add column local_presence boolean not null default false;

-- Up to when each account's list of received messages was compared with those here.
create table private.message_audits (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  account_sid text not null,
  compared_until timestamptz not null,
  next_at timestamptz not null,
  failures integer not null default 0
);
comment on table private.message_audits is
  'As private.call_audits, of texts that came in. Written by machine functions alone.';
comment on column private.message_audits.compared_until is
  'Every text that came in before this has been looked for here.';

create index message_audits_due on private.message_audits (next_at);

alter table private.message_audits enable row level security;
revoke all on private.message_audits from public, anon, authenticated, service_role;

create table public.caller_ids (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  number text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  name text check (char_length(name) between 1 and 60),
  twilio_sid text check (twilio_sid ~ '^PN[0-9a-f]{32}$'),
  verified_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
comment on table public.caller_ids is
  'Numbers (E.164) elsewhere that calls may show: verified caller IDs of the tenant''s Twilio '
  'account. Nothing is answered or texted on them.';
comment on column public.caller_ids.verified_at is
  'Since when Twilio lets calls show it; null: the code has not been typed there yet.';

-- What a person's calls show unless something else decides, instead of a number of the company's.
alter table public.profiles
  add foreign key (tenant_id, default_caller_id) references public.caller_ids (tenant_id, id)
  on delete set null (default_caller_id);

alter table public.caller_ids enable row level security;
revoke all on public.caller_ids from anon, authenticated, service_role;
grant select, delete on public.caller_ids to authenticated;
grant insert (tenant_id, number, name) on public.caller_ids to authenticated;

create policy "members read their tenant's caller IDs" on public.caller_ids
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add caller IDs" on public.caller_ids
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins remove caller IDs" on public.caller_ids
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert or update or delete on public.caller_ids
  for each row execute function private.audit_row('caller_id', '');
create trigger clean_text before insert or update of name on public.caller_ids
  for each row execute function private.clean_text('name:note');

-- Writes the queued call of a rep, or says why not: { refused: reason }. A key that was used before
-- gives that call again.
create or replace function machine.begin_call(tenant uuid, caller uuid, request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call_id uuid := (request ->> 'call_id')::uuid;
  contact uuid := (request ->> 'contact_id')::uuid;
  at timestamptz := (request ->> 'now')::timestamptz;
  account public.twilio_accounts;
  chosen uuid;
  shown text;
  line public.phone_numbers;
  settings public.tenants;
  rep_phone text;
  verified boolean;
  record boolean;
  in_browser boolean := request ->> 'device' is not distinct from 'browser';
  verdict jsonb;
begin
  if not exists (
    select from public.profiles
    where tenant_id = tenant and user_id = caller and removed_at is null
  ) then return jsonb_build_object('refused', 'not_a_member'); end if;
  -- One at a time per tenant, for these few milliseconds: what is counted below is exact, and two
  -- clicks see each other.
  perform pg_advisory_xact_lock(hashtextextended('calls:' || tenant, 0));
  verdict := private.call_of_key(tenant, caller, request -> 'key');
  if verdict is not null then return verdict; end if;
  if contact is not null and not exists (
    select from public.contacts where tenant_id = tenant and id = contact
  ) then
    -- Clicked on a page from before a merge.
    contact := private.merged_into(tenant, contact);
    if contact is null then return jsonb_build_object('refused', 'contact_not_found'); end if;
    request := request || jsonb_build_object('contact_id', contact);
  end if;
  select * into settings from public.tenants where id = tenant;
  select * into account from public.twilio_accounts
    where tenant_id = tenant and verified_at is not null;
  shown := private.choose_caller_id(tenant, caller,
    coalesce(contact, private.contact_for(tenant, request ->> 'to')), request ->> 'to',
    request ->> 'from', in_browser);
  chosen := private.choose_caller_number(tenant, caller,
    coalesce(contact, private.contact_for(tenant, request ->> 'to')), request ->> 'to',
    case when shown is null then request ->> 'from' end);
  -- Locked, so that it is not removed under this call.
  select * into line from public.phone_numbers where id = chosen and removed_at is null for share;
  if account.tenant_id is null or line.id is null then
    return jsonb_build_object('refused', case
      when account.tenant_id is not null and request ->> 'from' is not null
        then 'number_not_yours' else 'twilio_not_configured' end);
  end if;
  line.number := coalesce(shown, line.number);
  if in_browser then
    if (private.softphone_line(tenant)).tenant_id is null then
      return jsonb_build_object('refused', 'browser_calls_off');
    end if;
  else
    select phone, verified_at is not null into rep_phone, verified
      from public.personal_phones where tenant_id = tenant and user_id = caller
      and not private.is_own_number(tenant, phone);
    if rep_phone is null then return jsonb_build_object('refused', 'no_personal_phone'); end if;
    if not verified then return jsonb_build_object('refused', 'phone_not_verified'); end if;
  end if;
  if request ->> 'to' = rep_phone or private.is_own_number(tenant, request ->> 'to') then
    return jsonb_build_object('refused', 'own_number');
  end if;
  verdict := private.busy_refusal(tenant, caller, at);
  if verdict is not null then return verdict; end if;
  verdict := coalesce(private.number_refusal(settings, request, rep_phone),
    private.limit_refusal(settings, caller, at));
  if verdict is not null then
    perform private.audit(tenant, caller, 'call.refused', contact::text,
      jsonb_build_object('reason', verdict ->> 'refused',
        'country', request -> 'to_place' ->> 'country', 'ends_in', right(request ->> 'to', 2))
      || private.range_detail(verdict ->> 'range'));
    return verdict;
  end if;
  verdict := private.bind_entry(tenant, caller, request);
  if verdict is not null then return verdict; end if;

  record := settings.recording_enabled and coalesce((request ->> 'record')::boolean, true);
  if not private.write_call(null, private.clicked_call(tenant, caller, line, request, record)) then
    raise exception 'call % exists', call_id using errcode = 'unique_violation';
  end if;
  -- Kept before Twilio is asked: whatever happens to us next, the sweep knows what to look for.
  insert into public.call_events
      (tenant_id, call_id, event_type, event_data, dedupe_key, occurred_at)
    values (tenant, call_id, 'initiate', jsonb_strip_nulls(jsonb_build_object(
      'from', line.number, 'to', rep_phone, 'device', request ->> 'device', 'user_id', caller,
      'extension', request ->> 'extension')), 'initiate:' || call_id, at);
  perform private.keep_key(tenant, caller, request -> 'key', call_id, at);
  return jsonb_build_object('call_id', call_id, 'from_number', line.number,
    'rep_phone', rep_phone, 'recording_requested', record,
    'account_sid', account.account_sid, 'auth_token_ciphertext', account.auth_token_ciphertext,
    'call_time_limit_seconds', settings.call_time_limit_seconds);
end
$$;

revoke all on function machine.begin_call from public;
grant execute on function machine.begin_call to ringbook_machine;

-- What comparing an account's received texts needs: its numbers, each since when; a week at most,
-- and a quarter of an hour again, as Twilio's list may lag behind. Null when it is not due.
create or replace function machine.due_message_comparison(tenant uuid, at timestamptz)
  returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('account_sid', a.account_sid,
    'auth_token_ciphertext', a.auth_token_ciphertext,
    'numbers', coalesce((select jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number,
        'since', greatest(n.created_at, c.compared_until, at - interval '7 days')
          - interval '15 minutes') order by n.id)
      from public.phone_numbers n where n.tenant_id = tenant and n.removed_at is null), '[]'))
  from private.message_audits c join public.twilio_accounts a on a.tenant_id = c.tenant_id
  where c.tenant_id = tenant and c.next_at <= at and a.verified_at is not null
$$;

revoke all on function machine.due_message_comparison from public;
grant execute on function machine.due_message_comparison to ringbook_machine;

-- Adds a job for each account whose received texts are to be compared. A new account, or another
-- one than before, begins at its connection, a day ago at the earliest.
create or replace function machine.enqueue_message_comparisons(at timestamptz) returns integer
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into private.message_audits as k (tenant_id, account_sid, compared_until, next_at)
    select a.tenant_id, a.account_sid, greatest(a.updated_at, at - interval '1 day'), at
    from public.twilio_accounts a
    where a.verified_at is not null
      and not exists (select from private.message_audits c where c.tenant_id = a.tenant_id
        and c.account_sid = a.account_sid)
  on conflict (tenant_id) do update set account_sid = excluded.account_sid,
      compared_until = excluded.compared_until, next_at = excluded.next_at, failures = 0
    where k.account_sid <> excluded.account_sid;
  select count(private.add_job('messages.compare',
    jsonb_build_object('tenant_id', c.tenant_id), c.tenant_id::text)::text)::integer
  from private.message_audits c
    join public.twilio_accounts a on a.tenant_id = c.tenant_id and a.verified_at is not null
  where c.next_at <= at
$$;

revoke all on function machine.enqueue_message_comparisons from public;
grant execute on function machine.enqueue_message_comparisons to ringbook_machine;

-- An event of messages with an unsolved problem, for an admin who replays it; null for everyone
-- else.
create or replace function machine.failed_message_event(tenant uuid, person uuid, event bigint)
  returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('event_type', e.event_type, 'query', e.query, 'data', e.event_data,
    'received_at', e.occurred_at, 'event', e.problem_event, 'account_sid', a.account_sid)
  from public.message_events e
    join public.profiles p on p.tenant_id = e.tenant_id and p.user_id = person
      and p.role = 'admin' and p.removed_at is null
    left join public.twilio_accounts a on a.tenant_id = e.tenant_id
  where e.tenant_id = tenant and e.id = event and e.problem is not null and e.solved_at is null
$$;

revoke all on function machine.failed_message_event from public;
grant execute on function machine.failed_message_event to ringbook_machine;

-- Stores that an account was compared, or that Twilio could not be asked (failed). The next one is
-- sooner while there are messages, and later and later while it fails.
create or replace function machine.finish_message_comparison(tenant uuid, at timestamptz,
  failed boolean) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update private.message_audits c set
    compared_until = case when failed then compared_until else at end,
    failures = case when failed then failures + 1 else 0 end,
    next_at = at + case
      when failed then least(interval '1 minute' * 2 ^ least(failures, 6), interval '1 hour')
      when exists (select from public.message_threads t where t.tenant_id = tenant
        and t.closed_at is null and t.last_message_at > at - interval '1 hour')
        then interval '3 minutes'
      else interval '15 minutes' end
  where tenant_id = tenant
  returning true
$$;

revoke all on function machine.finish_message_comparison from public;
grant execute on function machine.finish_message_comparison to ringbook_machine;

-- Records one event (lib/messages/event.ts has its shape) of the tenant named by the session or the
-- verified signature. Null, and nothing written, if message or number are not this tenant's. The
-- same events in any order and any number give the same rows.
create or replace function machine.record_message_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  message uuid := (e ->> 'message_id')::uuid;
  noted bigint;
  failure text;
begin
  if not private.lock_message(tenant, e) then return null; end if;
  insert into public.message_events (tenant_id, message_id, message_sid, event_type, event_data,
      query, dedupe_key, occurred_at)
    values (tenant, message, e ->> 'message_sid', e ->> 'type', e -> 'data', e ->> 'query',
      e ->> 'dedupe_key', (e ->> 'occurred_at')::timestamptz)
    on conflict do nothing returning id into noted;
  if noted is not null then
    failure := private.apply_message(tenant, e);
    if failure is not null then
      update public.message_events set problem = failure, problem_event = e where id = noted;
    end if;
  end if;
  return coalesce((select jsonb_build_object('message_id', m.id, 'thread_id', m.thread_id,
      'status', m.status, 'is_new', noted is not null)
    from public.messages m where m.tenant_id = tenant and m.id = message),
    jsonb_build_object('message_id', message, 'is_new', false));
end
$$;

revoke all on function machine.record_message_event from public;
grant execute on function machine.record_message_event to ringbook_machine;

-- Applies an event of messages that had a problem again, as it is read now (e), for an admin. One
-- that could not be read before is recorded under its own key. Gives the problem that is left, or
-- null; null too where there is none any more.
create or replace function machine.replay_message_event(tenant uuid, person uuid, event bigint,
  e jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  failed public.message_events;
  remaining text;
begin
  select v.* into failed from public.message_events v
    join public.profiles p on p.tenant_id = v.tenant_id and p.user_id = person
      and p.role = 'admin' and p.removed_at is null
    where v.tenant_id = tenant and v.id = event and v.problem is not null and v.solved_at is null
    for update of v;
  if failed.id is null then return null; end if;
  if failed.dedupe_key <> e ->> 'dedupe_key' then
    if machine.record_message_event(tenant, e) is null then
      remaining := 'its message or number is not there any more';
    end if;
  elsif private.lock_message(tenant, e) then
    remaining := private.apply_message(tenant, e);
  else
    remaining := 'its message or number is not there any more';
  end if;
  update public.message_events v set problem = coalesce(remaining, v.problem),
      solved_at = case when remaining is null then now() end,
      solved_by = case when remaining is null then person end
    where v.id = event;
  return remaining;
end
$$;

revoke all on function machine.replay_message_event from public;
grant execute on function machine.replay_message_event to ringbook_machine;

-- Of a message that came in; null when it is not this tenant's.
create or replace function machine.reply_facts(tenant uuid, message uuid, at timestamptz)
  returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.reply_facts(tenant, m.phone_number_id, m.customer_number, m.contact_id, at)
    || jsonb_build_object('body', m.body, 'received_at', m.created_at, 'is_first', not exists (
      select from public.messages o where o.tenant_id = tenant and o.thread_id = m.thread_id
        and o.id <> m.id and o.created_at <= m.created_at))
  from public.messages m
  where m.tenant_id = tenant and m.id = message and m.direction = 'inbound'
$$;

revoke all on function machine.reply_facts from public;
grant execute on function machine.reply_facts to ringbook_machine;

-- Of a call that was missed, while nobody has talked with the caller since; with the quiet hours
-- that count for them.
create or replace function machine.text_back_facts(tenant uuid, call uuid, at timestamptz)
  returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.reply_facts(tenant, c.phone_number_id, c.customer_number, c.contact_id, at)
    || jsonb_build_object('quiet', case when t.quiet_from is not null and t.quiet_until is not null
        then jsonb_build_object('from', t.quiet_from, 'until', t.quiet_until) end,
      'their_zone', (select k.time_zone from public.contacts k
        where k.tenant_id = tenant and k.id = c.contact_id))
  from public.calls c join public.tenants t on t.id = c.tenant_id
    join public.missed_callers m on m.tenant_id = c.tenant_id and m.caller = c.customer_number
  where c.tenant_id = tenant and c.id = call and c.phone_number_id is not null
    and m.closed_at is null
$$;

revoke all on function machine.text_back_facts from public;
grant execute on function machine.text_back_facts to ringbook_machine;

-- Applies an event to its message, which is locked (private.lock_message). Gives why it could not
-- be applied, or null.
create or replace function private.apply_message(tenant uuid, e jsonb) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if e ->> 'type' <> 'incoming' then
    return private.follow_message(tenant, (e ->> 'message_id')::uuid, e);
  end if;
  perform private.take_message(tenant, e);
  return null;
exception when others then
  -- What may succeed a moment later is no problem of the event: Twilio sends it again.
  if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
  -- A contact or thread that was deleted meanwhile: the text must not get lost.
  if left(sqlstate, 2) = '23' and e ->> 'type' = 'incoming' then
    raise exception using errcode = 'serialization_failure', message = sqlerrm;
  end if;
  return left(sqlerrm, 500);
end
$$;

revoke all on function private.apply_message from public;

-- Gives a thread to a person, who is notified unless they took it themselves, or to nobody (null).
-- False when either is not of the tenant.
create or replace function private.assign_thread(thread uuid, person uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  given record;
begin
  if person is not null and not exists (select from public.profiles p
      where p.tenant_id = tenant and p.user_id = person and p.removed_at is null) then
    return false;
  end if;
  update public.message_threads t set owner_id = person, version = t.version + 1
    where t.tenant_id = tenant and t.id = thread
    returning t.customer_number, t.contact_id into given;
  if not found then return false; end if;
  perform private.notify(tenant, person, 'assigned', 'message_threads', thread, auth.uid(),
    jsonb_build_object('thread_id', thread, 'number', given.customer_number,
      'name', (select c.name from public.contacts c
        where c.tenant_id = tenant and c.id = given.contact_id)));
  return true;
end
$$;

revoke all on function private.assign_thread from public;
grant execute on function private.assign_thread to authenticated;

create or replace function private.caller_numbers(with_contact uuid) returns json
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as (
    select t.tenant, c.id as contact, (select p.phone from public.contact_phones p
      where p.tenant_id = t.tenant and p.contact_id = c.id order by p.position limit 1) as phone
    from (select private.tenant_id() as tenant) t
      left join public.contacts c on c.tenant_id = t.tenant and c.id = with_contact
  ), chosen as (
    select private.choose_caller_number(me.tenant, auth.uid(), me.contact, me.phone) as id,
      private.choose_caller_id(me.tenant, auth.uid(), me.contact, me.phone, null, true) as shown
    from me
  ), all_numbers as (
    select n.id, n.number, n.name, n.id = chosen.id and chosen.shown is null as chosen,
      n.removed_at is not null as removed, false as is_caller_id, n.created_at
    from me join public.phone_numbers n on n.tenant_id = me.tenant cross join chosen
    union all
    select k.id, k.number, k.name, k.number is not distinct from chosen.shown, false, true,
      k.created_at
    from me join public.caller_ids k on k.tenant_id = me.tenant and k.verified_at is not null
    cross join chosen
  )
  select json_agg(json_build_object('id', id, 'number', number, 'name', name, 'chosen', chosen,
    'removed', removed, 'is_caller_id', is_caller_id) order by is_caller_id, created_at, id)
  from all_numbers
$$;

revoke all on function private.caller_numbers from public;
grant execute on function private.caller_numbers to authenticated;

-- The verified caller ID (E.164) that a person's call to a customer shows instead of a number of
-- the company's: the one asked for (`wanted`, an id or E.164), else the one of the last call with
-- them, else the person's own default, unless a local number is shown. Null for none. A phone is
-- not called from its own number.
create or replace function private.choose_caller_id(tenant uuid, person uuid, contact uuid,
  customer text, wanted text, in_browser boolean) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  with verified as materialized (
    select k.id, k.number from public.caller_ids k
    where k.tenant_id = tenant and k.verified_at is not null
      and k.number is distinct from customer
      and (in_browser or not exists (select from public.personal_phones p
        where p.tenant_id = tenant and p.user_id = person and p.phone = k.number))
  ), last_call as (
    select coalesce(
      (select c.from_number from public.calls c
        where c.tenant_id = tenant and c.contact_id = contact and c.phone_number_id is not null
        order by c.created_at desc, c.id desc limit 1),
      (select c.from_number from public.calls c
        where contact is null and c.tenant_id = tenant and c.customer_number = customer
          and c.phone_number_id is not null
        order by c.created_at desc, c.id desc limit 1)) as shown
    where exists (select from verified) and wanted is null
  )
  select v.number from verified v left join last_call l on true
  where case when wanted is not null then wanted in (v.number, v.id::text)
    when l.shown is not null then v.number = l.shown
    else private.local_number(tenant, customer) is null and v.id = (
      select p.default_caller_id from public.profiles p
      where p.tenant_id = tenant and p.user_id = person) end
  limit 1
$$;

revoke all on function private.choose_caller_id from public;

-- The number that a person's call to a customer shows: the one asked for (`wanted`, an id or
-- E.164), else the one of the last call with them, else a local one (private.local_number), else
-- the person's own default, else the tenant's oldest. Null when the one asked for is not among the
-- tenant's, or there is none.
create or replace function private.choose_caller_number(
  tenant uuid, person uuid, contact uuid, customer text, wanted text default null
) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  with active as materialized (
    select n.id, n.number, n.created_at from public.phone_numbers n
    where n.tenant_id = tenant and n.removed_at is null
  ), last_used as (
    select coalesce(
      (select c.phone_number_id from public.calls c
        where c.tenant_id = tenant and c.contact_id = contact
          and c.phone_number_id in (select id from active)
        order by c.created_at desc, c.id desc limit 1),
      (select c.phone_number_id from public.calls c
        where contact is null and c.tenant_id = tenant and c.customer_number = customer
          and c.phone_number_id in (select id from active)
        order by c.created_at desc, c.id desc limit 1)) as id
    -- With one number there is nothing to look for.
    where (select count(*) from active) > 1
  )
  select active.id from active
  left join last_used on last_used.id = active.id
  left join public.profiles own
    on own.tenant_id = tenant and own.user_id = person and own.default_number_id = active.id
  where wanted is null or wanted in (active.number, active.id::text)
  order by last_used.id is null,
    active.id is distinct from private.local_number(tenant, customer), own.user_id is null,
    active.created_at, active.id
  limit 1
$$;

revoke all on function private.choose_caller_number from public;

-- What a message that came in asks for (STOP, START, HELP), on its row and for its number.
create or replace function private.keep_asked(tenant uuid, e jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update public.messages m set opt_out = e ->> 'opt_out', version = m.version + 1
    where m.tenant_id = tenant and m.id = (e ->> 'message_id')::uuid and m.opt_out is null
      and e ->> 'opt_out' is not null;
  if e ->> 'opt_out' in ('stop', 'start') then
    perform private.keep_opt_out(tenant, (e ->> 'phone_number_id')::uuid, e ->> 'customer',
      e ->> 'opt_out' = 'stop', coalesce(e ->> 'opt_out_source', 'word'),
      (e ->> 'occurred_at')::timestamptz);
  end if;
end
$$;

revoke all on function private.keep_asked from public;

-- The tenant's oldest number with the area code of a customer's number (E.164), where the company
-- wants that: the country and its first digits; null for none.
create or replace function private.local_number(tenant uuid, customer text) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  select n.id from public.phone_numbers n join public.tenants t on t.id = n.tenant_id
  where n.tenant_id = tenant and n.removed_at is null and t.local_presence
    and left(n.number, 5) = left(customer, 5) and customer like '+%'
  order by n.created_at, n.id limit 1
$$;

revoke all on function private.local_number from public;

-- Locks what an event of a message is written under: the company's number, so that it is not
-- removed under a text that came in, else the thread, before its message, as everything that
-- writes both. False if that is not this tenant's.
create or replace function private.lock_message(tenant uuid, e jsonb) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if e ->> 'type' = 'incoming' then
    perform from public.phone_numbers n where n.tenant_id = tenant
      and n.id = (e ->> 'phone_number_id')::uuid and n.removed_at is null for share;
  else
    perform from public.message_threads t where t.tenant_id = tenant and t.id = (
      select m.thread_id from public.messages m
      where m.tenant_id = tenant and m.id = (e ->> 'message_id')::uuid)
      for no key update;
  end if;
  return found;
end
$$;

revoke all on function private.lock_message from public;

-- Before the words of a tenant's messages of a day.
create or replace function private.message_mark(tenant uuid, day integer) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select left(tenant::text, 8) || lpad(to_hex(day), 4, '0') || ' ' $$;

revoke all on function private.message_mark from public;
grant execute on function private.message_mark to authenticated;

-- What messages are found by: each word behind its tenant and its day (UTC, counted since 1970), so
-- that a search reads no other tenant's, and the newest days first.
create or replace function private.message_words(tenant uuid, at timestamptz, said text)
  returns tsvector
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  mark constant text := private.message_mark(tenant,
    floor(extract(epoch from at) / 86400)::integer);
begin
  return array_to_tsvector(array(select mark || word from unnest(private.text_words(said)) word));
end
$$;

revoke all on function private.message_words from public;
grant execute on function private.message_words to authenticated;

-- Somebody wrote: the thread's owner is notified, of nobody's thread everybody, once until they
-- have read it. STOP, START and HELP are answered by Twilio. The text is recorded whatever becomes
-- of this.
create or replace function private.notify_message() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  thread record;
  person uuid;
begin
  select t.owner_id, t.unread_count, c.name into thread
    from public.message_threads t
    left join public.contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id
    where t.tenant_id = new.tenant_id and t.id = new.thread_id;
  for person in select p.user_id from public.profiles p
      where p.tenant_id = new.tenant_id and p.removed_at is null
        and (thread.owner_id is null or p.user_id = thread.owner_id)
      order by p.user_id loop
    perform private.notify(new.tenant_id, person,
      case when thread.owner_id is null then 'shared_message' else 'message' end,
      'message_threads', new.thread_id, null,
      jsonb_build_object('thread_id', new.thread_id, 'name', thread.name,
        'number', new.customer_number, 'title', left(new.body, 80),
        'count', thread.unread_count));
  end loop;
  return null;
exception when others then
  if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
  raise warning 'message % is not notified: %', new.id, sqlerrm;
  return null;
end
$$;

revoke all on function private.notify_message from public;

-- Messages of the last three years in which every word that was typed begins a word, the newest
-- first, at most page_size of them; in the threads that the inbox shows (show, closed; null for
-- either). A day after the other is asked for, so that a frequent word costs no more than its days
-- with a hit, a rare one what as many looks into the index do. A definer's, as the search of
-- contacts; rows of the asking person's own tenant.
create or replace function private.search_messages(query text, page_size integer, show text,
  closed boolean) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
  tenant constant uuid := private.tenant_id();
  today constant integer := floor(extract(epoch from now()) / 86400);
  words constant text[] := private.text_words(query);
begin
  if tenant is null or words = '{}' then return null; end if;
  return (select coalesce(json_agg(f), '[]') from (
    select h.id as message_id, h.thread_id, h.body, h.created_at, h.customer_number,
      t.contact_id, c.name
    from (
      select m.* from generate_series(today + 1, today - 1096, -1) as day,
        lateral (select string_agg(
            quote_literal(private.message_mark(tenant, day) || word) || ':*', ' & ')::tsquery
            as asked
          from unnest(words) word) q,
        lateral (select s.* from public.messages s
          where private.message_words(s.tenant_id, s.created_at, s.body) @@ q.asked
            -- Said so that no other index is put beside the words': they bear the tenant already.
            and s.tenant_id is not distinct from tenant
          order by s.created_at desc, s.id desc limit 200) m
      limit 2000
    ) h
    join public.message_threads t on t.tenant_id = tenant and t.id = h.thread_id
    left join public.contacts c on c.tenant_id = tenant and c.id = t.contact_id
    where (closed is null or (t.closed_at is not null) = closed)
      and case show when 'mine' then t.owner_id = auth.uid()
        when 'unassigned' then t.owner_id is null else true end
    order by h.created_at desc, h.id desc
    limit least(greatest(page_size, 1), 100)
  ) f);
end
$$;

revoke all on function private.search_messages from public;
grant execute on function private.search_messages to authenticated;

-- A thread was read or closed, or is somebody's now: nobody else has to notice what came.
create or replace function private.settle_messages() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.settle_notifications(new.tenant_id, '{message,shared_message}', new.id);
  return null;
end
$$;

revoke all on function private.settle_messages from public;

-- A message that came in, once: its id is derived from its SID. STOP and START are kept; Twilio
-- answers them itself.
create or replace function private.take_message(tenant uuid, e jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (e ->> 'occurred_at')::timestamptz;
  line constant uuid := e ->> 'phone_number_id';
  t public.message_threads;
  m public.messages;
begin
  t := private.find_thread(tenant, line, e ->> 'customer', null, at);
  insert into public.messages (id, tenant_id, thread_id, first_thread_id, contact_id,
      phone_number_id, customer_number, direction, body, media_count, status, message_sid, segments,
      opt_out, next_check_at, created_at)
    values ((e ->> 'message_id')::uuid, tenant, t.id, t.id, t.contact_id, line, e ->> 'customer',
      'inbound', e ->> 'body', jsonb_array_length(e -> 'media'), 'received', e ->> 'message_sid',
      (e ->> 'segments')::integer, e ->> 'opt_out', at + interval '10 minutes', at)
    on conflict do nothing returning * into m;
  if m.id is null then
    -- Found in Twilio's list before its webhook came, which alone says what Twilio took it for.
    perform private.keep_asked(tenant, e);
    return;
  end if;
  insert into public.message_media (tenant_id, message_id, position, content_type, state, media_sid,
      created_at)
    select tenant, m.id, f.place - 1, f.file ->> 'content_type', 'waiting', f.file ->> 'sid', at
    from jsonb_array_elements(e -> 'media') with ordinality as f (file, place);
  if found then
    perform private.add_job('messages.fetch_media',
      jsonb_build_object('tenant_id', tenant, 'id', m.id), m.id::text);
  end if;
  perform private.keep_asked(tenant, e);
  perform private.touch_thread(t, m);
  if m.opt_out is null and exists (select from public.message_rules r where r.tenant_id = tenant
      and r.enabled and r.kind <> 'missed_call') then
    perform private.add_job('messages.reply',
      jsonb_build_object('tenant_id', tenant, 'id', m.id), m.id::text);
  end if;
end
$$;

revoke all on function private.take_message from public;

-- The words of a text, each once and in small letters.
create or replace function private.text_words(said text) returns text[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct left(word, 40)), '{}')
  from regexp_split_to_table(lower(said), '[^[:alnum:]]+') as word where word <> ''
$$;

revoke all on function private.text_words from public;
-- An index over it is kept as whoever writes the row.
grant execute on function private.text_words to authenticated;

-- The thread's line in the inbox after a message. What comes in opens it again and is unread; what
-- a person sends is theirs from then on, if it was nobody's. An older one than the last, which was
-- found late, leaves what was said last.
create or replace function private.touch_thread(t public.message_threads, m public.messages)
  returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if m.direction = 'inbound' and m.created_at < t.last_message_at - interval '1 minute' then
    update public.message_threads set unread_count = unread_count + 1, closed_at = null,
        version = version + 1
      where tenant_id = t.tenant_id and id = t.id;
    return;
  end if;
  update public.message_threads set
      customer_number = m.customer_number,
      last_message_at = greatest(last_message_at, m.created_at),
      last_direction = m.direction,
      last_text = left(coalesce(nullif(m.body, ''),
        case when m.media_count > 0 then 'Picture or file' else '' end), 200),
      last_failed = false,
      closed_at = case when m.direction = 'outbound' and m.automatic is not null then closed_at end,
      unread_count = case
        when m.direction = 'inbound' then unread_count + 1
        when m.automatic is not null then unread_count else 0 end,
      owner_id = coalesce(owner_id, m.user_id),
      version = version + 1
    where tenant_id = t.tenant_id and id = t.id;
end
$$;

revoke all on function private.touch_thread from public;

create or replace function public.message_costs(since timestamptz)
returns table (phone_number_id uuid, user_id uuid, messages bigint, price numeric)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select n.id, m.user_id, count(*), coalesce(sum(m.price), 0)
  from public.phone_numbers n
    join public.messages m on m.tenant_id = n.tenant_id and m.phone_number_id = n.id
      and m.created_at >= since
  where n.tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin'
    and m.status not in ('scheduled', 'canceled')
  group by n.id, m.user_id
$$;
comment on function public.message_costs is
  'What messages since then cost so far, by number and person, for admins; nobody''s are those '
  'that came in and automatic ones. A message whose price Twilio has not told yet counts nothing.';

revoke all on function public.message_costs from public, anon, service_role;
grant execute on function public.message_costs to authenticated;

create or replace function public.number_activity(since timestamptz) returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select json_agg(json_build_object('id', n.id, 'calls', (
      select count(*) from (select from public.calls c
        where c.tenant_id = n.tenant_id and c.phone_number_id = n.id and c.created_at >= since
        limit 10000) recent),
    'messages', (
      select count(*) from (select from public.messages m
        where m.tenant_id = n.tenant_id and m.phone_number_id = n.id and m.created_at >= since
        limit 10000) recent))
    order by n.id)
  from public.phone_numbers n
  where n.tenant_id = (select private.tenant_id()) and n.removed_at is null
$$;
comment on function public.number_activity is
  'How many calls and messages each number of the tenant had since then, up to 10,000 each; null '
  'without any number.';

revoke all on function public.number_activity from public, anon, service_role;
grant execute on function public.number_activity to authenticated;

create or replace function public.search_messages(query text, page_size integer,
  show text default 'all', closed boolean default null) returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select private.search_messages(query, page_size, show, closed) $$;
comment on function public.search_messages is
  'Messages of the last three years in which every word that was typed begins a word, the newest '
  'first: in all threads, in one''s own (mine) or nobody''s (unassigned), closed or open ones.';

revoke all on function public.search_messages from public, anon, service_role;
grant execute on function public.search_messages to authenticated;

-- A file whose row goes, with its message or as it was never sent, leaves no bytes.
create or replace function private.remove_media_bytes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.add_job('messages.remove_media',
    jsonb_build_object('tenant_id', old.tenant_id, 'id', old.id), old.id::text);
  return null;
end
$$;

revoke all on function private.remove_media_bytes from public;

-- Deletes uploads that nobody has sent for a day; how many.
create or replace function machine.forget_media(moment timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  forgotten integer;
begin
  delete from public.message_media
    where message_id is null and created_at < moment - interval '1 day';
  get diagnostics forgotten = row_count;
  return forgotten;
end
$$;

revoke all on function machine.forget_media from public;
grant execute on function machine.forget_media to ringbook_machine;

-- Who scheduled a message, or a manager or admin, changes its text before it is sent, if it still
-- is what they saw. Its thread; null when it is too late, not theirs, or somebody else changed it.
create or replace function machine.change_message(tenant uuid, person uuid, request jsonb)
  returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed public.messages;
begin
  update public.messages m set body = request ->> 'body', version = m.version + 1,
      segments = (request ->> 'segments')::integer
    where m.tenant_id = tenant and m.id = (request ->> 'message_id')::uuid
      and m.status = 'scheduled' and m.body = request ->> 'was'
      and exists (select from public.profiles p where p.tenant_id = tenant
        and p.user_id = person and p.removed_at is null
        and (p.role <> 'rep' or p.user_id = m.user_id))
    returning m.* into changed;
  if changed.id is null then return null; end if;
  insert into public.message_events
      (tenant_id, message_id, event_type, event_data, dedupe_key, occurred_at)
    values (tenant, changed.id, 'change', jsonb_build_object('user_id', person,
      'was', request ->> 'was'), 'change:' || changed.id || ':' || changed.version,
      (request ->> 'now')::timestamptz);
  return changed.thread_id;
end
$$;

revoke all on function machine.change_message from public;
grant execute on function machine.change_message to ringbook_machine;

-- Twilio lets calls of the tenant show a number from now on.
create or replace function machine.settle_caller_id(tenant uuid, caller_id uuid, sid text)
  returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.caller_ids set twilio_sid = sid, verified_at = coalesce(verified_at, now())
    where tenant_id = tenant and id = caller_id;
  return found;
end
$$;

revoke all on function machine.settle_caller_id from public;
grant execute on function machine.settle_caller_id to ringbook_machine;

-- The app has seen Twilio accept these credentials, so the account is this tenant's from now on.
create or replace function machine.save_twilio_account(
  tenant uuid, person uuid, saved jsonb, at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  former uuid[];
begin
  perform pg_advisory_xact_lock(hashtextextended('twilio_accounts', 0));
  if not exists (
    select from public.profiles
    where tenant_id = tenant and user_id = person and removed_at is null and role = 'admin'
  ) then return 'not_admin'; end if;
  -- In the former tenant's audit log, without the name of a person of another tenant.
  perform set_config('ringbook.verb', 'lost', true);
  with lost as (
    update public.twilio_accounts set verified_at = null, lost_at = at
      where account_sid = saved ->> 'account_sid' and tenant_id <> tenant and lost_at is null
      returning tenant_id
  ) select array_agg(tenant_id) into former from lost;
  delete from private.call_audits where tenant_id = any (former);
  perform set_config('ringbook.verb', '', true);
  perform private.act_as(person);
  -- What Twilio said of a number of one account says nothing of the same number in another.
  if exists (
    select from public.twilio_accounts
    where tenant_id = tenant and account_sid <> saved ->> 'account_sid'
  ) then
    delete from public.kept_webhooks where tenant_id = tenant;
    delete from public.browser_calls where tenant_id = tenant;
    update public.phone_numbers set twilio_sid = null
      where tenant_id = tenant and twilio_sid is not null;
    update public.caller_ids set twilio_sid = null, verified_at = null
      where tenant_id = tenant and (twilio_sid is not null or verified_at is not null);
  end if;
  insert into public.twilio_accounts
      (tenant_id, account_sid, auth_token_ciphertext, auth_token_last_four, verified_at, updated_at)
    values (tenant, saved ->> 'account_sid', saved ->> 'auth_token_ciphertext',
      saved ->> 'auth_token_last_four', at, at)
  on conflict (tenant_id) do update set account_sid = excluded.account_sid,
    auth_token_ciphertext = excluded.auth_token_ciphertext,
    auth_token_last_four = excluded.auth_token_last_four,
    verified_at = excluded.verified_at, lost_at = null, updated_at = at;
  if former is not null then
    perform private.audit(tenant, person, 'twilio_account.taken_over', null,
      jsonb_build_object('account_sid', saved ->> 'account_sid'));
  end if;
  return 'saved';
end
$$;

revoke all on function machine.save_twilio_account from public;
grant execute on function machine.save_twilio_account to ringbook_machine;

create index message_events_with_problem on public.message_events (tenant_id, id desc)
  where problem is not null and solved_at is null;
create index messages_by_word on public.messages
  using gin (private.message_words(tenant_id, created_at, body)) with (fastupdate = off);
create index messages_of_number on public.messages
  (tenant_id, phone_number_id, created_at desc);

create trigger remove_bytes after delete on public.message_media
  for each row when (old.state = 'stored') execute function private.remove_media_bytes();
create trigger settle_notifications after update on public.message_threads
  for each row when (old.unread_count > 0 and (new.unread_count = 0
    or old.owner_id is distinct from new.owner_id))
  execute function private.settle_messages();
create trigger forget_notifications after delete on public.message_threads
  for each row execute function private.forget_notifications();
create constraint trigger notify_new after insert on public.messages
  deferrable initially deferred
  for each row when (new.direction = 'inbound' and new.opt_out is null)
  execute function private.notify_message();

comment on column public.message_events.problem_event is
  'The event that could not be applied, to be applied again; null where it could not be read.';
comment on column public.message_events.solved_at is
  'When an event with a problem was applied later.';
comment on column public.profiles.default_caller_id is
  'The verified caller ID that their calls show instead; null: none. Its foreign key is with '
  'caller_ids.';
comment on column public.tenants.local_presence is
  'Whether calls and texts come from the number with the customer''s area code, where there is one '
  'and nobody chose another.';

grant select (default_caller_id) on table public.profiles to authenticated;
grant update (default_caller_id) on table public.profiles to authenticated;
grant update (local_presence) on table public.tenants to authenticated;

reset check_function_bodies;
