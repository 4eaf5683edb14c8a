set check_function_bodies = off;

-- {outcome: {after_minutes, times}}: how long after a call with this outcome the contact is called
-- again, and how often.
create or replace function private.is_retry_rules(rules jsonb) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_typeof(rules) = 'object' and not exists (
    select from jsonb_each(rules) as r (outcome, rule)
    where (jsonb_typeof(rule -> 'after_minutes') = 'number'
      and jsonb_typeof(rule -> 'times') = 'number'
      and (rule ->> 'after_minutes')::numeric between 0 and 525600
      and (rule ->> 'times')::numeric between 1 and 20) is not true);
end
$$;

revoke all on function private.is_retry_rules from public;
grant execute on function private.is_retry_rules to authenticated;

-- Other calling hours: who waits for their hours is looked at again.
create or replace function private.look_again() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (old.hours_from, old.hours_until, old.days)
      is distinct from (new.hours_from, new.hours_until, new.days) then
    update public.call_list_entries set next_attempt_at = '-infinity', reason = null
      where tenant_id = new.tenant_id and list_id = new.id and state = 'waiting'
        and next_attempt_at > '-infinity' and reason = 'hours';
  end if;
  return null;
end
$$;

revoke all on function private.look_again from public;

create table public.call_lists (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 120),
  state text not null default 'active' check (state in ('active', 'paused', 'finished')),
  hours_from time not null default '09:00',
  hours_until time not null default '18:00',
  days smallint[] not null default '{1,2,3,4,5}'
    check (cardinality(days) > 0 and days <@ '{1,2,3,4,5,6,7}'::smallint[]),
  skip_called_days integer check (skip_called_days between 1 and 365),
  retries jsonb not null default '{}' check (private.is_retry_rules(retries)),
  owner_id uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id),
  constraint call_lists_hours check (hours_from < hours_until)
);
comment on table public.call_lists is
  'Contacts that are called one after the other, by one person or several.';
comment on column public.call_lists.hours_from is
  'From when people are called, on the clock of their own time zone.';
comment on column public.call_lists.days is 'The weekdays they are called on, Monday is 1.';
comment on column public.call_lists.skip_called_days is
  'Who was called within so many days is skipped; null: nobody is.';
comment on column public.call_lists.retries is
  '{outcome: {after_minutes, times}}; an outcome is a disposition''s id, or "unanswered".';
comment on column public.call_lists.owner_id is
  'A member, by trigger; no foreign key: as public.tasks.owner_id.';

create index call_lists_page on public.call_lists (tenant_id, created_at desc, id desc);
create index call_lists_open on public.call_lists (tenant_id, created_at desc, id desc)
  where state <> 'finished';

alter table public.call_lists enable row level security;
revoke all on public.call_lists from anon, authenticated, service_role;
grant select, delete on public.call_lists to authenticated;
grant update (name, state, hours_from, hours_until, days, skip_called_days, retries)
  on public.call_lists to authenticated;

create policy "members read their tenant's call lists" on public.call_lists
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "owners, managers and admins change call lists" on public.call_lists
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (owner_id = (select auth.uid())
    or (select private.role()) in ('manager', 'admin')))
  with check (tenant_id = (select private.tenant_id()));
create policy "owners, managers and admins delete call lists" on public.call_lists
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (owner_id = (select auth.uid())
    or (select private.role()) in ('manager', 'admin')));

create trigger broadcast after insert or update or delete on public.call_lists
  for each row execute function private.broadcast_change('call_lists');
create trigger clean_text before insert or update of name on public.call_lists
  for each row execute function private.clean_text('name:name');
create trigger owner_is_member before insert or update of owner_id on public.call_lists
  for each row execute function private.owner_is_member();
create trigger look_again after update of hours_from, hours_until, days on public.call_lists
  for each row execute function private.look_again();

create table public.call_list_entries (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  list_id uuid not null,
  contact_id uuid not null,
  position integer not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'claimed', 'done', 'skipped')),
  reason text check (reason in ('hours', 'on_call', 'just_called', 'retry', 'not_reached',
    'do_not_call', 'no_number', 'called_recently', 'not_a_fit', 'wrong_details',
    'already_spoken', 'other')),
  note text check (char_length(note) <= 200),
  claimed_by uuid,
  claimed_until timestamptz,
  is_calling boolean not null default false,
  attempts smallint not null default 0,
  next_attempt_at timestamptz not null default '-infinity',
  call_id uuid,
  disposition_id uuid,
  outcome text,
  finished_by uuid,
  finished_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, list_id, contact_id),
  constraint call_list_entries_claim
    check ((state = 'claimed') = (claimed_by is not null and claimed_until is not null)),
  constraint call_list_entries_skip check (state <> 'skipped' or reason is not null),
  foreign key (tenant_id, list_id) references public.call_lists (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade
);
comment on table public.call_list_entries is
  'A contact of a call list, and what has become of it. Written by functions alone. What it names '
  'besides its list and contact has no foreign key: see public.call_lists.owner_id.';
comment on column public.call_list_entries.reason is
  'Why it was skipped, or why it waits until next_attempt_at.';
comment on column public.call_list_entries.is_calling is
  'A call was placed since it was claimed; how that ended decides what becomes of the entry.';
comment on column public.call_list_entries.attempts is
  'How many calls were placed that rang the contact.';
comment on column public.call_list_entries.next_attempt_at is
  'Not before then. -infinity: in its turn, by position.';
comment on column public.call_list_entries.call_id is 'The last call placed for it.';
comment on column public.call_list_entries.outcome is 'As public.calls.outcome of that call.';

create index call_list_entries_due on public.call_list_entries
  (tenant_id, list_id, next_attempt_at, position) where state = 'waiting';
create unique index call_list_entries_one_claim on public.call_list_entries
  (tenant_id, claimed_by, list_id) where state = 'claimed';
create index call_list_entries_page on public.call_list_entries
  (tenant_id, list_id, state, position);
create index call_list_entries_by_contact on public.call_list_entries (tenant_id, contact_id);
create index call_list_entries_by_call on public.call_list_entries (tenant_id, call_id)
  where call_id is not null;
create index call_list_entries_last on public.call_list_entries
  (tenant_id, list_id, finished_by, finished_at desc) where finished_by is not null;
-- Equal keys are stored once: ten thousand entries are counted from few pages.
create index call_list_entries_figures on public.call_list_entries
  (tenant_id, list_id, state, reason, finished_by, disposition_id, outcome);

alter table public.call_list_entries enable row level security;
revoke all on public.call_list_entries from anon, authenticated, service_role;
grant select on public.call_list_entries to authenticated;

create policy "members read their tenant's call list entries" on public.call_list_entries
  for select to authenticated using (tenant_id = (select private.tenant_id()));

-- Not while an entry only waits on: a claim may put off very many.
create trigger broadcast after update on public.call_list_entries
  for each row when ((old.state, old.claimed_by, old.call_id, old.attempts)
    is distinct from (new.state, new.claimed_by, new.call_id, new.attempts))
  execute function private.broadcast_change('call_list_entries', 'list_id');

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
  line public.phone_numbers;
  settings public.tenants;
  rep_phone text;
  verified boolean;
  record boolean;
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
  ) then return jsonb_build_object('refused', 'contact_not_found'); end if;
  select * into settings from public.tenants where id = tenant;
  select * into account from public.twilio_accounts
    where tenant_id = tenant and verified_at is not null;
  chosen := private.choose_caller_number(tenant, caller,
    coalesce(contact, private.contact_for(tenant, request ->> 'to')), request ->> 'to',
    request ->> 'from');
  -- Locked, so that it is not removed under this call.
  select * into line from public.phone_numbers where id = chosen and removed_at is null for share;
  if account.tenant_id is null or line.id is null then
    return jsonb_build_object('refused', case
      when account.tenant_id is not null and request ->> 'from' is not null
        then 'number_not_yours' else 'twilio_not_configured' end);
  end if;
  select phone, verified_at is not null into rep_phone, verified
    from public.personal_phones where tenant_id = tenant and user_id = caller
    and not private.is_own_number(tenant, phone);
  if rep_phone is null then return jsonb_build_object('refused', 'no_personal_phone'); end if;
  if not verified then return jsonb_build_object('refused', 'phone_not_verified'); end if;
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
      'from', line.number, 'to', rep_phone, 'user_id', caller,
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

-- A call that is about to be placed is the one of its caller's entry in a call list: the one that
-- they name, else what they have claimed of this contact. {refused} when the named one is not
-- theirs any more, or a colleague is on a call with the contact.
create or replace function private.bind_entry(tenant uuid, caller uuid, request jsonb)
  returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  named constant uuid := request ->> 'entry_id';
  contact constant uuid := request ->> 'contact_id';
  at constant timestamptz := request ->> 'now';
  e public.call_list_entries;
begin
  select * into e from public.call_list_entries
    where tenant_id = tenant and claimed_by = caller and state = 'claimed'
      and contact_id = contact and (named is null or id = named)
    limit 1 for update;
  if not found then
    return case when named is not null then jsonb_build_object('refused', 'entry_not_yours') end;
  end if;
  if private.is_called_now(tenant, contact, array[request ->> 'to'], at) then
    return jsonb_build_object('refused', 'called_meanwhile');
  end if;
  update public.call_list_entries set call_id = (request ->> 'call_id')::uuid, is_calling = true,
      claimed_until = at + interval '10 minutes',
      attempts = attempts + case when e.is_calling and not private.rang_contact((
          select c.outcome from public.calls c where c.tenant_id = tenant and c.id = e.call_id))
        then 0 else 1 end
    where tenant_id = tenant and id = e.id;
  return null;
end
$$;

revoke all on function private.bind_entry from public;

-- The contacts of a new call list in their order, at most `most`: {ids}, {query,
-- number_beginning}, {missed, mine}, or all by name. Of the asking person's tenant alone.
create or replace function private.chosen_contacts(tenant uuid, wanted jsonb, most integer)
  returns setof uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if wanted ? 'ids' then
    return query select c.id
      from jsonb_array_elements_text(wanted -> 'ids') with ordinality as w (id, place)
      join public.contacts c on c.tenant_id = tenant and c.id = w.id::uuid
      group by c.id order by min(w.place) limit most;
  elsif wanted ? 'missed' then
    return query select c.contact_id
      from public.list_missed(coalesce((wanted ->> 'mine')::boolean, false), false, most) m
      join public.calls c on c.tenant_id = tenant and c.id = m.call_id
      where m.tenant_id = tenant and c.contact_id is not null
      group by c.contact_id order by min(m.missed_at) limit most;
  elsif wanted ->> 'query' <> '' then
    return query select c.id from private.search_contacts(wanted ->> 'query', most,
        wanted ->> 'number_beginning') c
      where c.tenant_id = tenant order by c.sort_name, c.id;
  else
    return query select c.id from public.contacts c where c.tenant_id = tenant
      order by c.sort_name, c.id limit most;
  end if;
end
$$;

revoke all on function private.chosen_contacts from public;

-- The next contact of a list for the asking person, theirs for ten minutes; a call that is placed
-- in that time keeps it theirs. Who is not to be called now is put off or skipped on the way, at
-- most 100 of them: with `more` it is to be asked again.
create or replace function private.claim_call_list_entry(list uuid, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  me constant uuid := auth.uid();
  l public.call_lists;
  e public.call_list_entries;
  own jsonb;
  obstacle jsonb;
begin
  -- Two clicks of one person are one.
  perform pg_advisory_xact_lock(hashtextextended('call list:' || me, 0));
  select * into l from public.call_lists where tenant_id = tenant and id = list;
  if not found then return null; end if;
  own := private.own_entry(tenant, me, list, at);
  if own is not null then return own; end if;
  perform private.free_entries(tenant, list, at);
  if l.state = 'paused' then return '{"kind": "paused"}'; end if;
  for tries in 1 .. 100 loop
    e := private.due_entry(tenant, list, at);
    exit when e.id is null;
    -- Nobody gets the same contact from another list at this moment.
    if pg_try_advisory_xact_lock(hashtextextended('call list contact:' || e.contact_id, 0)) then
      obstacle := private.entry_obstacle(l, e, at);
    else
      obstacle := jsonb_build_object('state', 'waiting', 'reason', 'on_call',
        'until', at + interval '2 minutes');
    end if;
    if obstacle is null then
      update public.call_list_entries set state = 'claimed', reason = null, claimed_by = me,
        claimed_until = at + interval '10 minutes', is_calling = false
        where tenant_id = tenant and id = e.id;
      return jsonb_build_object('kind', 'entry', 'id', e.id);
    end if;
    update public.call_list_entries set state = obstacle ->> 'state',
      reason = obstacle ->> 'reason',
      next_attempt_at = coalesce((obstacle ->> 'until')::timestamptz, next_attempt_at),
      finished_at = case when obstacle ->> 'state' = 'skipped' then at end
      where tenant_id = tenant and id = e.id;
  end loop;
  if e.id is not null then return '{"kind": "more"}'; end if;
  if private.finish_list(tenant, list, at) then return '{"kind": "finished"}'; end if;
  return '{"kind": "none"}';
end
$$;

revoke all on function private.claim_call_list_entry from public;
grant execute on function private.claim_call_list_entry to authenticated;

-- By whose clock a contact is called.
create or replace function private.contact_zone(tenant uuid, contact uuid) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select t.time_zone from public.contacts c join public.tenants t on t.id = c.tenant_id
    where c.tenant_id = tenant and c.id = contact);
end
$$;

revoke all on function private.contact_zone from public;

create or replace function private.create_call_list(list jsonb, wanted jsonb) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  most constant integer := 10000;
  chosen uuid[];
  l public.call_lists := jsonb_populate_record(null::public.call_lists, list);
begin
  if tenant is null then
    raise exception 'members only' using errcode = 'insufficient_privilege';
  end if;
  chosen := array(select private.chosen_contacts(tenant, wanted, most + 1));
  if chosen = '{}' or cardinality(chosen) > most then return cardinality(chosen); end if;
  insert into public.call_lists (id, tenant_id, name, hours_from, hours_until, days,
      skip_called_days, retries, owner_id)
    values (coalesce(l.id, gen_random_uuid()), tenant, l.name, coalesce(l.hours_from, '09:00'),
      coalesce(l.hours_until, '18:00'), coalesce(l.days, '{1,2,3,4,5}'), l.skip_called_days,
      coalesce(l.retries, '{}'), auth.uid())
    on conflict do nothing
    returning * into l;
  if found then
    insert into public.call_list_entries (tenant_id, list_id, contact_id, position)
      select tenant, l.id, c.id, c.place
      from unnest(chosen) with ordinality as c (id, place);
  end if;
  return cardinality(chosen);
end
$$;

revoke all on function private.create_call_list from public;
grant execute on function private.create_call_list to authenticated;

-- The entry of a list whose turn it is, locked: first who was to be called at a time that has come,
-- then the others in their order. Never one that somebody is about to get.
create or replace function private.due_entry(tenant uuid, list uuid, at timestamptz)
  returns public.call_list_entries
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  e public.call_list_entries;
begin
  select * into e from public.call_list_entries
    where tenant_id = tenant and list_id = list and state = 'waiting'
      and next_attempt_at > '-infinity' and next_attempt_at <= at
    order by next_attempt_at, position limit 1 for update skip locked;
  if found then return e; end if;
  select * into e from public.call_list_entries
    where tenant_id = tenant and list_id = list and state = 'waiting'
      and next_attempt_at = '-infinity'
    order by position limit 1 for update skip locked;
  return e;
end
$$;

revoke all on function private.due_entry from public;

-- Why a contact is not to be called now: {state: skipped, reason}, or {state: waiting, reason,
-- until}; null when nothing stands in the way.
create or replace function private.entry_obstacle(list public.call_lists,
  entry public.call_list_entries, at timestamptz) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := entry.tenant_id;
  contact constant uuid := entry.contact_id;
  numbers constant text[] := array(select p.phone from public.contact_phones p
    where p.tenant_id = tenant and p.contact_id = contact);
  opens timestamptz;
begin
  if numbers = '{}' then return '{"state": "skipped", "reason": "no_number"}'; end if;
  if not exists (select from unnest(numbers) as n (number) where not exists (
    select from public.do_not_call d where d.tenant_id = tenant and d.number = n.number
  )) then return '{"state": "skipped", "reason": "do_not_call"}'; end if;
  if private.is_called_now(tenant, contact, numbers, at) or exists (
    select from public.call_list_entries o where o.tenant_id = tenant and o.contact_id = contact
      and o.id <> entry.id and o.state = 'claimed' and o.claimed_until > at
  ) then
    return jsonb_build_object('state', 'waiting', 'reason', 'on_call',
      'until', at + interval '2 minutes');
  end if;
  if entry.attempts = 0 and private.was_called(tenant, contact,
      at - make_interval(days => list.skip_called_days), entry.call_id) then
    return '{"state": "skipped", "reason": "called_recently"}';
  end if;
  if private.was_called(tenant, contact, at - interval '15 minutes', entry.call_id) then
    return jsonb_build_object('state', 'waiting', 'reason', 'just_called',
      'until', at + interval '15 minutes');
  end if;
  opens := private.opens_at(list, private.contact_zone(tenant, contact), at);
  if opens is not null then
    return jsonb_build_object('state', 'waiting', 'reason', 'hours', 'until', opens);
  end if;
  return null;
end
$$;

revoke all on function private.entry_obstacle from public;

-- A list of which nobody is left to call is finished; one that somebody waits in again is not.
create or replace function private.finish_list(tenant uuid, list uuid, at timestamptz)
  returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.call_list_entries where tenant_id = tenant and list_id = list
      and state in ('waiting', 'claimed')) then
    update public.call_lists set state = 'active', finished_at = null
      where tenant_id = tenant and id = list and state = 'finished';
    return false;
  end if;
  update public.call_lists set state = 'finished', finished_at = at
    where tenant_id = tenant and id = list and state <> 'finished';
  return true;
end
$$;

revoke all on function private.finish_list from public;

-- Contacts whose time with a person ran out wait again; those that were called are settled by how
-- the call ended, ten minutes after its end: the person may still be writing.
create or replace function private.free_entries(tenant uuid, list uuid, at timestamptz)
  returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  e public.call_list_entries;
  c public.calls;
  over_at timestamptz;
begin
  for e in select * from public.call_list_entries
    where tenant_id = tenant and list_id = list and state = 'claimed' and claimed_until <= at
    for update skip locked
  loop
    if not e.is_calling then
      update public.call_list_entries set state = 'waiting', claimed_by = null,
        claimed_until = null where tenant_id = tenant and id = e.id;
      continue;
    end if;
    select * into c from public.calls where tenant_id = tenant and id = e.call_id;
    over_at := case when c.id is null or c.created_at < at - interval '5 hours' then '-infinity'
      else coalesce(c.ended_at, at) end;
    if over_at > at - interval '10 minutes' then
      update public.call_list_entries set claimed_until = over_at + interval '10 minutes'
        where tenant_id = tenant and id = e.id;
    else
      perform private.settle_entry(e, null, c.outcome, e.claimed_by, at);
    end if;
  end loop;
end
$$;

revoke all on function private.free_entries from public;

-- Whether somebody of the tenant is on a call with a contact, or with one of these numbers. A call
-- lasts 4 hours at most.
create or replace function private.is_called_now(tenant uuid, contact uuid, numbers text[],
  at timestamptz) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.calls c
      where c.tenant_id = tenant and c.contact_id = contact and c.ended_at is null
        and c.created_at > at - interval '5 hours')
    or exists (select from public.calls c
      where c.tenant_id = tenant and c.customer_number = any (numbers) and c.ended_at is null
        and c.created_at > at - interval '5 hours');
end
$$;

revoke all on function private.is_called_now from public;

-- When a list's calling hours begin next on the clock of a zone; null within them. A beginning that
-- a change of clocks skips is as much later.
create or replace function private.opens_at(list public.call_lists, zone text, at timestamptz)
  returns timestamptz
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  clock constant timestamp := at at time zone zone;
  day date;
  opens timestamptz;
begin
  if extract(isodow from clock)::smallint = any (list.days)
      and clock::time >= list.hours_from and clock::time < list.hours_until then
    return null;
  end if;
  for ahead in 0 .. 8 loop
    day := clock::date + ahead;
    opens := (day + list.hours_from) at time zone zone;
    if opens > at and extract(isodow from day)::smallint = any (list.days) then
      return opens;
    end if;
  end loop;
  return at + interval '1 day';
end
$$;

revoke all on function private.opens_at from public;

-- What a person has of a list already, for ten more minutes: {kind: entry | on_call, id}. Null when
-- they have none, or when its call is over: it is settled then. What they had of other lists goes
-- back.
create or replace function private.own_entry(tenant uuid, person uuid, list uuid, at timestamptz)
  returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  e public.call_list_entries;
  c public.calls;
begin
  update public.call_list_entries set state = 'waiting', claimed_by = null, claimed_until = null
    where tenant_id = tenant and claimed_by = person and state = 'claimed' and list_id <> list
      and not is_calling;
  select * into e from public.call_list_entries
    where tenant_id = tenant and claimed_by = person and state = 'claimed' and list_id = list
    for update;
  if not found then return null; end if;
  select * into c from public.calls where tenant_id = tenant and id = e.call_id;
  if e.is_calling and (c.id is null or c.ended_at is not null) then
    perform private.settle_entry(e, null, c.outcome, person, at);
    return null;
  end if;
  update public.call_list_entries set claimed_until = at + interval '10 minutes'
    where tenant_id = tenant and id = e.id;
  return jsonb_build_object('kind', case when e.is_calling then 'on_call' else 'entry' end,
    'id', e.id);
end
$$;

revoke all on function private.own_entry from public;

-- Whether an outbound call with this outcome rang the other side, or may have.
create or replace function private.rang_contact(outcome text) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce(outcome not in ('rep_unreachable', 'rep_unconfirmed', 'failed'), true);
end
$$;

revoke all on function private.rang_contact from public;

-- Words match from their beginning, in any order, split and folded as they were kept; spaces and
-- punctuation inside a number do not matter. `number_beginning` is what was typed as the beginning
-- of a number in the tenant's country: E.164 without its plus. First come names that begin with
-- what was typed, then numbers that are it or end with it and names with those figures, then main
-- numbers that begin with it, then others; some page_size of them: sorting them all would cost the
-- more the more there are. Beginnings are asked for in their index's order and never sorted, so
-- that no more of them are read than are given, whatever the planner takes for rare. A definer's:
-- matching words is not leakproof, so that under row-level security no index would be used. It
-- gives rows of the asking person's own tenant, as their policy does.
create or replace function private.search_contacts(query text, page_size integer,
  number_beginning text) returns setof public.contacts
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off set enable_sort = off as $$
declare
  tenant uuid := private.tenant_id();
  more integer := greatest(page_size, 1);
  typed text := lower(btrim(query));
  mark text := 't' || left(tenant::text, 8);
  number text := case
    when query ~ '^[0-9+().\s/-]+$' then nullif(regexp_replace(query, '[^0-9]', '', 'g'), '') end;
  -- What looks like a number is one, or figures next to each other in a name: 24/7.
  typed_words text :=
      (select string_agg(quote_literal(mark || word) || case when number is null then ':*'
      else '' end,
      case when number is null then ' & ' else ' <-> ' end)
    from regexp_split_to_table(regexp_replace(lower(query), '[^[:alnum:]]+', ' ', 'g'),
      '\s+') as word
    where word <> '');
  words text := concat_ws(' | ', mark || number || ':*', '(' || typed_words || ')');
  whole tsquery := to_tsquery('simple', mark || number || ' | (' || typed_words || ')');
  found_now integer;
begin
  if tenant is null or words = '' then return; end if;
  return query select c.* from public.contacts c
    where c.tenant_id = tenant and c.sort_name ^@ typed
    order by c.sort_name using ~<~
    limit more;
  get diagnostics found_now = row_count;
  more := more - found_now;

  if more > 0 and whole is not null then
    return query select c.* from public.contacts c
      where c.search @@ whole
        -- Said so that no index of tenants is put beside the words': these are one tenant's
        -- already.
        and c.tenant_id is not distinct from tenant
        and not c.sort_name ^@ typed
      limit more;
    get diagnostics found_now = row_count;
    more := more - found_now;
  end if;

  if more > 0 and number_beginning <> '' then
    return query select c.* from public.contacts c
      where c.tenant_id = tenant and split_part(c.phone_words, ' ', 1) ^@ number_beginning
        and not c.sort_name ^@ typed
        and (c.search @@ whole) is not true
      order by split_part(c.phone_words, ' ', 1) using ~<~
      limit more;
    get diagnostics found_now = row_count;
    more := more - found_now;
  end if;

  if more > 0 then
    return query select c.* from public.contacts c
      where c.search @@ to_tsquery('simple', words)
        and c.tenant_id is not distinct from tenant
        and not c.sort_name ^@ typed
        and (c.search @@ whole) is not true
        and (number_beginning <> ''
          and split_part(c.phone_words, ' ', 1) ^@ number_beginning) is not true
      limit more;
  end if;
end
$$;

revoke all on function private.search_contacts from public;
grant execute on function private.search_contacts to authenticated;

-- After a call: done, or to be called again by the list's rule for its outcome: what the person
-- says, else what the record says. A call that never rang the contact counts for nothing.
create or replace function private.settle_entry(e public.call_list_entries, disposition uuid,
  ended_as text, person uuid, at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  rule jsonb := (select l.retries -> coalesce(disposition::text,
      case when ended_as in ('no-answer', 'busy', 'canceled') then 'unanswered' end)
    from public.call_lists l where l.tenant_id = e.tenant_id and l.id = e.list_id);
  is_lost constant boolean := disposition is null and not private.rang_contact(ended_as)
    and ended_as <> 'failed';
  is_again constant boolean := is_lost
    or coalesce(e.attempts <= (rule ->> 'times')::numeric, false);
begin
  update public.call_list_entries set
      state = case when is_again then 'waiting' else 'done' end,
      reason = case when is_lost then 'not_reached' when is_again then 'retry' end,
      next_attempt_at = case when is_lost then at + interval '10 minutes'
        when is_again then at + make_interval(mins => (rule ->> 'after_minutes')::numeric::integer)
        else next_attempt_at end,
      attempts = case when is_lost then greatest(attempts - 1, 0) else attempts end,
      disposition_id = disposition, outcome = ended_as, finished_by = person, finished_at = at,
      claimed_by = null, claimed_until = null, is_calling = false
    where tenant_id = e.tenant_id and id = e.id;
  perform private.finish_list(e.tenant_id, e.list_id, at);
end
$$;

revoke all on function private.settle_entry from public;

-- What a person says came of a call decides what becomes of its entry in a call list, also when
-- they say so later or change their mind. Not once a colleague has the contact again.
create or replace function private.settle_listed_call() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  e public.call_list_entries;
begin
  if tg_op = 'UPDATE' and new.disposition_id is not distinct from old.disposition_id then
    return null;
  end if;
  select * into e from public.call_list_entries
    where tenant_id = new.tenant_id and call_id = new.call_id for update;
  if not found or e.state = 'skipped' or (e.state = 'claimed' and not e.is_calling) then
    return null;
  end if;
  perform private.settle_entry(e, new.disposition_id, (select c.outcome from public.calls c
      where c.tenant_id = new.tenant_id and c.id = new.call_id),
    coalesce(e.claimed_by, e.finished_by, new.user_id), now());
  return null;
end
$$;

revoke all on function private.settle_listed_call from public;

create or replace function private.skip_call_list_entry(entry uuid, why text, note text,
  at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  e public.call_list_entries;
begin
  if why not in ('not_a_fit', 'wrong_details', 'already_spoken', 'other') then
    raise exception 'no reason of a person' using errcode = 'check_violation';
  end if;
  update public.call_list_entries t set state = 'skipped', reason = why,
      note = nullif(private.clean_line(skip_call_list_entry.note), ''),
      claimed_by = null, claimed_until = null, is_calling = false,
      finished_by = auth.uid(), finished_at = at
    where t.tenant_id = tenant and t.id = entry and t.state = 'claimed'
      and t.claimed_by = auth.uid()
    returning * into e;
  if not found then return false; end if;
  perform private.finish_list(tenant, e.list_id, at);
  return true;
end
$$;

revoke all on function private.skip_call_list_entry from public;
grant execute on function private.skip_call_list_entry to authenticated;

-- Whether a contact was called, or talked with, since a moment: a call that rang nobody but the rep
-- is none. `besides` is a call that does not count.
create or replace function private.was_called(tenant uuid, contact uuid, since timestamptz,
  besides uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.calls c
      where c.tenant_id = tenant and c.contact_id = contact and c.created_at > since
        and c.id is distinct from besides
        and case when c.direction = 'outbound' then private.rang_contact(c.outcome)
          else c.outcome = 'connected' end)
    or exists (select from public.logged_calls l
      where l.tenant_id = tenant and l.contact_id = contact and l.happened_at > since);
end
$$;

revoke all on function private.was_called from public;

create or replace function public.call_list_figures(lists uuid[])
returns table (list_id uuid, state text, reason text, finished_by uuid, disposition_id uuid,
  outcome text, entries bigint)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select e.list_id, e.state, e.reason, e.finished_by, e.disposition_id, e.outcome, count(*)
  from public.call_list_entries e
  where e.tenant_id = (select private.tenant_id()) and e.list_id = any (lists)
  group by 1, 2, 3, 4, 5, 6
$$;

comment on function public.call_list_figures is
  'How many contacts of these call lists are in which state, why, by whom and with what outcome.';

revoke all on function public.call_list_figures from public, anon, service_role;
grant execute on function public.call_list_figures to authenticated;

create or replace function public.claim_call_list_entry(list uuid) returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.claim_call_list_entry(list, now())
$$;

comment on function public.claim_call_list_entry is
  'The next contact of a call list for the asking person: {kind: entry, id}; on_call while they '
  'are on the call with the last; more: ask again; none, paused, finished. Null: no such list.';

revoke all on function public.claim_call_list_entry from public, anon, service_role;
grant execute on function public.claim_call_list_entry to authenticated;

create or replace function public.create_call_list(list jsonb, wanted jsonb) returns integer
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.create_call_list(list, wanted)
$$;

comment on function public.create_call_list is
  'Adds a call list {id, name, hours_from, hours_until, days, skip_called_days, retries} of the '
  'contacts that are wanted: {ids}, {query, number_beginning}, {missed, mine} or {} for all. Gives '
  'how many these are; nothing is added for 0 or more than 10,000. Sent twice, it is added once.';

revoke all on function public.create_call_list from public, anon, service_role;
grant execute on function public.create_call_list to authenticated;

create or replace function public.search_contacts(query text, page_size integer default 50,
  number_beginning text default null) returns setof public.contacts
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.search_contacts(query, least(page_size, 100), number_beginning)
$$;

revoke all on function public.search_contacts from public, anon, service_role;
grant execute on function public.search_contacts to authenticated;

create or replace function public.skip_call_list_entry(entry uuid, why text, note text default '')
  returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.skip_call_list_entry(entry, why, note, now())
$$;

comment on function public.skip_call_list_entry is
  'The asking person does not call a contact that they have claimed. False when it is not theirs.';

revoke all on function public.skip_call_list_entry from public, anon, service_role;
grant execute on function public.skip_call_list_entry to authenticated;

CREATE TRIGGER settle_listed_call AFTER INSERT OR UPDATE OF disposition_id ON public.call_wrapups FOR EACH ROW WHEN ((new.disposition_id IS NOT NULL)) EXECUTE FUNCTION private.settle_listed_call();

comment on function public.call_list_figures(pg_catalog.uuid[]) is 'How many contacts of these call lists are in which state, why, by whom and with what outcome.';

comment on function public.claim_call_list_entry(pg_catalog.uuid) is 'The next contact of a call list for the asking person: {kind: entry, id}; on_call while they are on the call with the last; more: ask again; none, paused, finished. Null: no such list.';

comment on function public.create_call_list(pg_catalog.jsonb,pg_catalog.jsonb) is 'Adds a call list {id, name, hours_from, hours_until, days, skip_called_days, retries} of the contacts that are wanted: {ids}, {query, number_beginning}, {missed, mine} or {} for all. Gives how many these are; nothing is added for 0 or more than 10,000. Sent twice, it is added once.';

comment on function public.skip_call_list_entry(pg_catalog.uuid,pg_catalog.text,pg_catalog.text) is 'The asking person does not call a contact that they have claimed. False when it is not theirs.';

reset check_function_bodies;
