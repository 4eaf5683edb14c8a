set check_function_bodies = off;

alter table public.contact_imports add column without integer not null default 0;
alter table public.import_rows add column without text;

drop index public.import_rows_left;
alter table public.call_list_entries drop constraint call_list_entries_reason_check;

-- Imports the rows behind after_row, up to until_row, once: whoever brings a batch that another has
-- imported already changes nothing, and reads where the import is. Null when it is not running.
create or replace function machine.import_batch(tenant uuid, import uuid, after_row integer,
  until_row integer, rows jsonb) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports;
begin
  select * into job from public.contact_imports
    where tenant_id = tenant and id = import for update;
  if job.stage is distinct from 'running' then return null; end if;
  if job.at_row <> after_row then return job.at_row; end if;
  perform private.import_rows(job, rows);
  update public.contact_imports i set at_row = until_row, updated_at = now(),
      created = i.created + n.created, updated = i.updated + n.updated,
      skipped = i.skipped + n.skipped, failed = i.failed + n.failed,
      without = i.without + n.without
    from (select count(*) filter (where outcome = 'created') as created,
        count(*) filter (where outcome = 'updated') as updated,
        count(*) filter (where outcome = 'skipped') as skipped,
        count(*) filter (where outcome = 'failed') as failed,
        count(*) filter (where outcome in ('created', 'updated') and r.without is not null)
          as without
      from public.import_rows r
      where r.tenant_id = tenant and r.import_id = import
        and r.line > after_row and r.line <= until_row) as n
    where i.tenant_id = tenant and i.id = import;
  return until_row;
end
$$;

revoke all on function machine.import_batch from public;
grant execute on function machine.import_batch to ringbook_machine;

-- Imports rows that are independent of each other, and writes down what became of each.
create or replace function private.import_round(job public.contact_imports, rows jsonb)
returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  decided jsonb := private.decide_imported(job.tenant_id, rows, job.settings ->> 'duplicates');
  touched uuid[] := array(select d.contact_id
    from jsonb_to_recordset(decided) as d (contact_id uuid, outcome text)
    where d.outcome in ('created', 'updated'));
begin
  insert into public.tags (tenant_id, name)
    select distinct on (lower(tag)) job.tenant_id, tag
    from jsonb_to_recordset(rows) as given (line integer, tags jsonb)
      join jsonb_to_recordset(decided) as d (line integer, outcome text) using (line),
      jsonb_array_elements_text(given.tags) tag
    where d.outcome in ('created', 'updated') order by lower(tag)
  on conflict (tenant_id, sort_name) do nothing;
  perform private.add_imported(job, rows, decided);
  perform private.write_contacts(job.tenant_id, (
    select coalesce(jsonb_agg(
      jsonb_build_object('contact_id', d.contact_id, 'flat', d.wrote)), '[]')
    from jsonb_to_recordset(decided) as d (contact_id uuid, outcome text, wrote jsonb)
    where d.outcome = 'updated'));
  -- As it is there now: a company is spelled as it was.
  insert into public.import_rows
      (tenant_id, import_id, line, outcome, contact_id, reason, without, cells, had, wrote)
    select job.tenant_id, job.id, d.line, d.outcome, d.contact_id, d.reason,
      case when d.outcome <> 'failed' then given.without end,
      case when d.outcome in ('skipped', 'failed') or given.without is not null
        then given.cells end, d.had,
      case d.outcome when 'created' then there.flat when 'updated' then (
        select jsonb_object_agg(key, there.flat -> key) from jsonb_object_keys(d.wrote) key) end
    from jsonb_to_recordset(decided) as d (line integer, outcome text, contact_id uuid, reason text,
      had jsonb, wrote jsonb)
    join jsonb_to_recordset(rows) as given (line integer, cells jsonb, without text) using (line)
    left join private.flat_contacts(job.tenant_id, touched) as there using (contact_id);
end
$$;

revoke all on function private.import_round from public;

-- Other numbers may be called: who waits for that is looked at again.
create or replace function private.look_again_at_numbers() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (old.allowed_countries, old.allowed_prefixes, old.country_code)
      is distinct from (new.allowed_countries, new.allowed_prefixes, new.country_code) then
    update public.call_list_entries set next_attempt_at = '-infinity', reason = null
      where tenant_id = new.id and state = 'waiting' and reason = 'not_allowed'
        and list_id in (select id from public.call_lists where tenant_id = new.id);
  end if;
  return null;
end
$$;

revoke all on function private.look_again_at_numbers from public;

-- A caller was missed (again): whom the call rang, who owns their contact and who has claimed them
-- are notified. Nobody any more once somebody has talked with them. The call is recorded whatever
-- becomes of this.
create or replace function private.notify_missed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call record;
  people uuid[];
  -- Who is notified of the message that the caller left (private.notify_voicemail).
  notified uuid[];
begin
  if new.closed_at is not null then
    perform private.settle_notifications(new.tenant_id, '{missed}', new.id);
    return null;
  end if;
  if tg_op = 'UPDATE' and (old.call_id, old.kind) = (new.call_id, new.kind) then
    return null;
  end if;
  select c.user_id, c.contact_id, c.customer_number, k.name, k.owner_id into call
    from public.calls c
    left join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
    where c.tenant_id = new.tenant_id and c.id = new.call_id;
  people := array[call.user_id, call.owner_id, new.claimed_by];
  -- They hear of the call once.
  notified := array(select p from unnest(people) p where exists (select from public.voicemails v
    where v.tenant_id = new.tenant_id and v.call_id = new.call_id
      and (v.mailbox_id is null or v.mailbox_id = p)));
  if cardinality(notified) > 0 then
    update public.notifications n set read_at = now() where n.tenant_id = new.tenant_id
      and n.subject_id = new.id and n.user_id = any (notified) and n.kind = 'missed'
      and n.read_at is null and n.facts ->> 'call_id' = new.call_id::text;
  end if;
  perform private.notify_people(new.tenant_id, array(select p from unnest(people) p
      where p <> all (notified)), 'missed', 'missed_callers', new.id, null,
    jsonb_build_object('what', new.kind, 'calls', new.calls, 'call_id', new.call_id,
      'number', call.customer_number, 'contact_id', call.contact_id, 'name', call.name));
  return null;
exception when others then
  raise warning 'missed call % is not notified: %', new.call_id, sqlerrm;
  return null;
end
$$;

revoke all on function private.notify_missed from public;

-- Who has only numbers where calls may not go waits; looked at again in an hour, or as soon as the
-- company allows other numbers (private.look_again_at_numbers). Never a colleague's, nor one on a
-- call.
create or replace function private.put_off_call_list_entries(list uuid, entries uuid[],
  at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off as $$
declare
  tenant constant uuid := private.tenant_id();
  me constant uuid := auth.uid();
begin
  -- Two who put off the same ones would wait for each other.
  perform pg_advisory_xact_lock(hashtextextended('call list not allowed:' || list, 0));
  update public.call_list_entries t set state = 'waiting', reason = 'not_allowed',
      claimed_by = null, claimed_until = null, next_attempt_at = at + interval '1 hour'
    where t.tenant_id = tenant and t.list_id = list and t.id = any (entries)
      and (t.state = 'waiting' or t.state = 'claimed' and t.claimed_by = me and not t.is_calling);
  return found;
end
$$;

revoke all on function private.put_off_call_list_entries from public;
grant execute on function private.put_off_call_list_entries to authenticated;

create or replace function public.put_off_call_list_entries(list uuid, entries uuid[])
  returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.put_off_call_list_entries(list, entries, now())
$$;

comment on function public.put_off_call_list_entries is
  'Contacts of a call list that have only numbers where calls may not go wait. False when there is none of them.';

revoke all on function public.put_off_call_list_entries from public, anon, service_role;
grant execute on function public.put_off_call_list_entries to authenticated;

alter table public.call_list_entries add constraint call_list_entries_reason_check CHECK ((reason = ANY (ARRAY['hours'::text, 'on_call'::text, 'just_called'::text, 'retry'::text, 'not_reached'::text, 'do_not_call'::text, 'no_number'::text, 'archived'::text, 'called_recently'::text, 'not_a_fit'::text, 'wrong_details'::text, 'already_spoken'::text, 'other'::text, 'not_allowed'::text])));

alter table public.import_rows add constraint import_rows_without_check CHECK ((char_length(without) <= 1000));

CREATE INDEX import_rows_left ON public.import_rows USING btree (tenant_id, import_id, line) WHERE ((outcome = ANY (ARRAY['skipped'::text, 'failed'::text])) OR (without IS NOT NULL));

CREATE TRIGGER look_again_at_numbers AFTER UPDATE OF allowed_countries, allowed_prefixes, country_code ON public.tenants FOR EACH ROW EXECUTE FUNCTION private.look_again_at_numbers();

comment on column public.contact_imports.without is 'Rows that were added or updated without an email in them that is none.';

comment on column public.import_rows.cells is 'Of a row that was skipped or failed, or imported without an email.';

comment on column public.import_rows.without is 'Which emails of a row that was not refused are left out, and why.';

comment on function public.put_off_call_list_entries(pg_catalog.uuid,pg_catalog.uuid[]) is 'Contacts of a call list that have only numbers where calls may not go wait. False when there is none of them.';

reset check_function_bodies;
