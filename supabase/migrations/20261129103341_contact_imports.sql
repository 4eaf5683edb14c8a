set check_function_bodies = off;

create table public.contact_imports (
  id uuid not null,
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  created_by uuid not null,
  file_name text not null default '' check (char_length(file_name) <= 200),
  stage text not null default 'uploading' check (stage in
    ('uploading', 'draft', 'running', 'done', 'undoing', 'undone')),
  settings jsonb not null default '{}',
  header jsonb not null default '[]',
  total integer not null default 0,
  at_row integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  skipped integer not null default 0,
  failed integer not null default 0,
  removed integer not null default 0,
  restored integer not null default 0,
  kept integer not null default 0,
  problem text check (char_length(problem) <= 300),
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz,
  undone_by uuid,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, created_by) references public.profiles (tenant_id, user_id),
  foreign key (tenant_id, undone_by) references public.profiles (tenant_id, user_id)
);
comment on table public.contact_imports is
  'A file of contacts, from its upload to its undo. Written by functions of machine.';
comment on column public.contact_imports.settings is
  'encoding, separator, has_header, columns (a target or null for each), duplicates '
  '(skip, update, create) and owner_id of new contacts.';
comment on column public.contact_imports.header is 'The first row''s cells.';
comment on column public.contact_imports.total is
  'Rows with something in them, without the header.';
comment on column public.contact_imports.at_row is
  'The file''s row that was imported last; a run goes on behind it.';
comment on column public.contact_imports.removed is
  'Of an undo: contacts removed, contacts that have their old values again, and contacts kept '
  'because they were used or changed since.';

create index contact_imports_page on public.contact_imports (tenant_id, created_at desc, id desc);
create index contact_imports_by_person on public.contact_imports (tenant_id, created_by);
create index contact_imports_by_undoer on public.contact_imports (tenant_id, undone_by);
create index contact_imports_open on public.contact_imports (updated_at)
  where stage in ('uploading', 'draft', 'running', 'undoing');

alter table public.contact_imports enable row level security;
revoke all on public.contact_imports from anon, authenticated, service_role;
grant select on public.contact_imports to authenticated;

create policy "members read their tenant's imports" on public.contact_imports
  for select to authenticated using (tenant_id = (select private.tenant_id()));

create trigger broadcast after insert or update or delete on public.contact_imports
  for each row execute function private.broadcast_change('contact_imports');
create trigger clean_text before insert or update of file_name on public.contact_imports
  for each row execute function private.clean_text('file_name:line');

create table private.import_parts (
  tenant_id uuid not null,
  import_id uuid not null,
  part integer not null check (part between 0 and 49),
  data bytea not null check (octet_length(data) <= 1048576),
  primary key (tenant_id, import_id, part),
  foreign key (tenant_id, import_id) references public.contact_imports (tenant_id, id)
    on delete cascade
);
comment on table private.import_parts is
  'An uploaded file as it came, in pieces; gone once the import is finished.';
-- Pieces of a file compress to little worth the time.
alter table private.import_parts alter column data set storage external;

alter table private.import_parts enable row level security;
revoke all on private.import_parts from public, anon, authenticated, service_role;

create table public.import_columns (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  signature text not null check (char_length(signature) = 64),
  columns jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, signature)
);
comment on table public.import_columns is
  'Which target each column had when a file with this header was imported last. The signature is '
  'the SHA-256 of the header.';

alter table public.import_columns enable row level security;
revoke all on public.import_columns from anon, authenticated, service_role;
grant select on public.import_columns to authenticated;

create policy "members read their tenant's remembered columns" on public.import_columns
  for select to authenticated using (tenant_id = (select private.tenant_id()));

create table public.import_rows (
  tenant_id uuid not null,
  import_id uuid not null,
  line integer not null,
  outcome text not null check (outcome in ('created', 'updated', 'skipped', 'failed')),
  contact_id uuid,
  reason text check (char_length(reason) <= 1000),
  cells jsonb,
  had jsonb,
  wrote jsonb,
  undone text check (undone in ('removed', 'restored', 'kept')),
  primary key (tenant_id, import_id, line),
  foreign key (tenant_id, import_id) references public.contact_imports (tenant_id, id)
    on delete cascade
);
comment on table public.import_rows is 'What became of each row of an imported file.';
comment on column public.import_rows.line is 'The row as a spreadsheet numbers it.';
comment on column public.import_rows.contact_id is
  'The contact that was added, changed, or there already. It may be gone since.';
comment on column public.import_rows.reason is
  'Why it was skipped or failed: duplicate, same, several, or a sentence.';
comment on column public.import_rows.cells is 'Of a row that was skipped or failed.';
comment on column public.import_rows.wrote is
  'What the contact has from this row, by column and "phone:+1…", as private.flat_contacts gives '
  'it; had is what it had instead, null for a number it did not have.';

create index import_rows_left on public.import_rows (tenant_id, import_id, line)
  where outcome in ('skipped', 'failed');
create index import_rows_by_contact on public.import_rows
  (tenant_id, import_id, contact_id) where outcome in ('created', 'updated') and undone is null;

alter table public.import_rows enable row level security;
revoke all on public.import_rows from anon, authenticated, service_role;
grant select on public.import_rows to authenticated;

create policy "members read the rows of their tenant's imports" on public.import_rows
  for select to authenticated using (tenant_id = (select private.tenant_id()));

-- A piece of a file that is being uploaded; the first makes the import. A piece that comes again
-- changes nothing. False when the import is another person's, or no longer being uploaded.
create or replace function machine.add_import_part(tenant uuid, person uuid, import uuid,
  file_name text, part integer, data bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.contact_imports (tenant_id, id, created_by, file_name)
    select tenant, import, person, left(file_name, 200) from public.profiles p
    where p.tenant_id = tenant and p.user_id = person and p.removed_at is null
    on conflict do nothing;
  if (private.own_import(tenant, person, import)).stage is distinct from 'uploading' then
    return false;
  end if;
  insert into private.import_parts (tenant_id, import_id, part, data)
    values (tenant, import, part, data) on conflict do nothing;
  update public.contact_imports set updated_at = now() where tenant_id = tenant and id = import;
  return true;
end
$$;

revoke all on function machine.add_import_part from public;
grant execute on function machine.add_import_part to ringbook_machine;

-- Imports and undos that nobody goes on with: their process ended. Each is given to one asker.
create or replace function machine.due_imports(moment timestamptz, size integer) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with due as (
    select tenant_id, id from public.contact_imports
    where stage in ('running', 'undoing') and updated_at < moment - interval '20 seconds'
    order by updated_at limit size for update skip locked
  ), taken as (
    update public.contact_imports i set updated_at = moment from due
    where i.tenant_id = due.tenant_id and i.id = due.id
    returning i.tenant_id, i.id
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', tenant_id, 'id', id)), '[]') from taken
$$;

revoke all on function machine.due_imports from public;
grant execute on function machine.due_imports to ringbook_machine;

-- A running import is over: all rows are done, or the file turned out not to be readable.
create or replace function machine.finish_import(tenant uuid, import uuid, why text)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports;
begin
  update public.contact_imports set stage = 'done', problem = left(why, 300),
      finished_at = now(), updated_at = now()
    where tenant_id = tenant and id = import and stage = 'running' returning * into job;
  if not found then return false; end if;
  delete from private.import_parts where tenant_id = tenant and import_id = import;
  perform private.audit(tenant, job.created_by, 'import.finished', import::text,
    jsonb_build_object('file', job.file_name, 'created', job.created, 'updated', job.updated,
      'skipped', job.skipped, 'failed', job.failed));
  return true;
end
$$;

revoke all on function machine.finish_import from public;
grant execute on function machine.finish_import to ringbook_machine;

-- Uploads that nobody went on with for a week.
create or replace function machine.forget_imports(moment timestamptz) returns integer
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with forgotten as (
    delete from public.contact_imports where stage in ('uploading', 'draft')
      and updated_at < moment - interval '7 days' returning 1)
  select count(*)::integer from forgotten
$$;

revoke all on function machine.forget_imports from public;
grant execute on function machine.forget_imports to ringbook_machine;

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
      skipped = i.skipped + n.skipped, failed = i.failed + n.failed
    from (select count(*) filter (where outcome = 'created') as created,
        count(*) filter (where outcome = 'updated') as updated,
        count(*) filter (where outcome = 'skipped') as skipped,
        count(*) filter (where outcome = 'failed') as failed
      from public.import_rows r
      where r.tenant_id = tenant and r.import_id = import
        and r.line > after_row and r.line <= until_row) as n
    where i.tenant_id = tenant and i.id = import;
  return until_row;
end
$$;

revoke all on function machine.import_batch from public;
grant execute on function machine.import_batch to ringbook_machine;

-- What a run goes on with; null when it is neither running nor being undone.
create or replace function machine.import_job(tenant uuid, import uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('stage', i.stage, 'at_row', i.at_row, 'header', i.header,
    'settings', i.settings, 'country', t.country_code, 'people', (
      select jsonb_agg(jsonb_build_object('user_id', p.user_id, 'name', p.name, 'email', p.email))
      from public.profiles p where p.tenant_id = tenant and p.removed_at is null),
    'stages', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name)), '[]')
      from public.contact_stages s where s.tenant_id = tenant and s.archived_at is null),
    'fields', (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name,
        'type', f.type, 'choices', to_jsonb(f.choices))), '[]')
      from public.contact_fields f where f.tenant_id = tenant and f.archived_at is null))
  from public.contact_imports i join public.tenants t on t.id = i.tenant_id
  where i.tenant_id = tenant and i.id = import and i.stage in ('running', 'undoing')
$$;

revoke all on function machine.import_job from public;
grant execute on function machine.import_job to ringbook_machine;

-- A piece of an uploaded file; null behind the last.
create or replace function machine.import_part(tenant uuid, import uuid, part integer)
returns bytea
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select data from private.import_parts p
  where p.tenant_id = import_part.tenant and p.import_id = import_part.import
    and p.part = import_part.part
$$;

revoke all on function machine.import_part from public;
grant execute on function machine.import_part to ringbook_machine;

-- What importing these rows would come to: they are imported, and everything is taken back.
create or replace function machine.preview_import(tenant uuid, import uuid, rows jsonb,
  duplicates text)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports;
  answer jsonb;
begin
  select * into job from public.contact_imports
    where tenant_id = tenant and id = import and stage = 'draft';
  if not found then return null; end if;
  job.settings := job.settings || jsonb_build_object('duplicates', duplicates);
  begin
    perform private.import_rows(job, rows);
    select jsonb_agg(jsonb_build_object('line', r.line, 'outcome', r.outcome, 'reason', r.reason,
        'contact', c.name, 'flat', f.flat) order by r.line) into answer
      from public.import_rows r
      left join public.contacts c on c.tenant_id = tenant and c.id = r.contact_id
      left join private.flat_contacts(tenant, (select array_agg(contact_id)
        from public.import_rows where tenant_id = tenant and import_id = import)) f
        on f.contact_id = r.contact_id
      where r.tenant_id = tenant and r.import_id = import;
    raise exception 'taken back' using errcode = 'RB001';
  exception when sqlstate 'RB001' then
    return answer;
  end;
end
$$;

revoke all on function machine.preview_import from public;
grant execute on function machine.preview_import to ringbook_machine;

-- How a file is to be read and imported, and what was found in it. False once it is being imported,
-- or when it is another person's, or a piece of it is missing.
create or replace function machine.set_up_import(tenant uuid, person uuid, import uuid,
  given jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports := private.own_import(tenant, person, import);
begin
  if job.stage is null or job.stage not in ('uploading', 'draft') then return false; end if;
  if (select count(*) <> max(part) + 1 from private.import_parts
    where tenant_id = tenant and import_id = import) is not false then return false; end if;
  update public.contact_imports set stage = 'draft', updated_at = now(),
      settings = settings || coalesce(given -> 'settings', '{}'),
      header = coalesce(given -> 'header', header),
      total = coalesce((given ->> 'total')::integer, total)
    where tenant_id = tenant and id = import;
  return true;
end
$$;

revoke all on function machine.set_up_import from public;
grant execute on function machine.set_up_import to ringbook_machine;

-- From now on it runs. Its columns are remembered for the next file with this header.
create or replace function machine.start_import(tenant uuid, person uuid, import uuid,
  signature text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports := private.own_import(tenant, person, import);
begin
  if job.stage is distinct from 'draft' then return false; end if;
  update public.contact_imports set stage = 'running', started_at = now(), updated_at = now()
    where tenant_id = tenant and id = import;
  insert into public.import_columns as remembered (tenant_id, signature, columns)
    select tenant, start_import.signature, job.settings -> 'columns'
    where start_import.signature is not null
  on conflict on constraint import_columns_pkey
    do update set columns = excluded.columns, updated_at = now();
  return true;
end
$$;

revoke all on function machine.start_import from public;
grant execute on function machine.start_import to ringbook_machine;

create or replace function machine.start_undo(tenant uuid, person uuid, import uuid)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports := private.own_import(tenant, person, import);
begin
  if job.stage is distinct from 'done' then return false; end if;
  update public.contact_imports set stage = 'undoing', undone_by = person, updated_at = now()
    where tenant_id = tenant and id = import;
  return true;
end
$$;

revoke all on function machine.start_undo from public;
grant execute on function machine.start_undo to ringbook_machine;

-- A person stops an import: what is done stays, and can be undone. One that has not begun goes.
create or replace function machine.stop_import(tenant uuid, person uuid, import uuid)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports := private.own_import(tenant, person, import);
begin
  if job.stage in ('uploading', 'draft') then
    delete from public.contact_imports where tenant_id = tenant and id = import;
    return true;
  end if;
  return coalesce(job.stage = 'running', false)
    and machine.finish_import(tenant, import, 'Stopped before the end.');
end
$$;

revoke all on function machine.stop_import from public;
grant execute on function machine.stop_import to ringbook_machine;

-- Takes back some of an import's contacts; how many are left, null when it is not being undone.
create or replace function machine.undo_import_batch(tenant uuid, import uuid, size integer)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports;
  ids uuid[];
begin
  select * into job from public.contact_imports
    where tenant_id = tenant and id = import for update;
  if job.stage is distinct from 'undoing' then return null; end if;
  perform set_config('ringbook.actor', job.undone_by::text, true);
  ids := array(select distinct contact_id from public.import_rows
    where tenant_id = tenant and import_id = import and outcome in ('created', 'updated')
      and undone is null order by contact_id limit size);
  if cardinality(ids) > 0 then
    perform private.undo_contacts(job, ids);
  else
    perform private.remove_left(job);
    update public.contact_imports set stage = 'undone', undone_at = now(), updated_at = now()
      where tenant_id = tenant and id = import returning * into job;
    perform private.audit(tenant, job.undone_by, 'import.undone', import::text,
      jsonb_build_object('file', job.file_name, 'removed', job.removed,
        'restored', job.restored, 'kept', job.kept));
  end if;
  return cardinality(ids) > 0;
end
$$;

revoke all on function machine.undo_import_batch from public;
grant execute on function machine.undo_import_batch to ringbook_machine;

-- Adds the contacts of rows that were decided to be new, at once: the triggers that write a row for
-- each are off (ringbook.adding), and what they would have written is written here.
create or replace function private.add_imported(job public.contact_imports, rows jsonb,
  decided jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  fresh jsonb := (
    select jsonb_agg(given.whole || jsonb_build_object('contact_id', d.contact_id))
    from jsonb_to_recordset(decided) as d (line integer, contact_id uuid, outcome text)
    join (select (whole ->> 'line')::integer as line, whole from jsonb_array_elements(rows) whole)
      as given using (line)
    where d.outcome = 'created');
begin
  if fresh is null then return; end if;
  perform set_config('ringbook.adding', 'on', true);
  insert into public.contacts (id, tenant_id, name, company, title, owner_id, stage_id, address,
      time_zone, custom, phone_words, email_words)
    select f.contact_id, job.tenant_id, coalesce(f.contact ->> 'name', f.fallback),
      coalesce(f.contact ->> 'company', ''), coalesce(f.contact ->> 'title', ''),
      coalesce(f.contact ->> 'owner_id', nullif(job.settings ->> 'owner_id', ''))::uuid,
      (f.contact ->> 'stage_id')::uuid, coalesce(f.contact ->> 'address', ''), f.zone,
      coalesce((select jsonb_object_agg(substr(key, 8), value) from jsonb_each(f.contact)
        where key like 'custom:%'), '{}'),
      coalesce((select string_agg(private.number_words(n.phone), ' ' order by n.place)
        from rows from (jsonb_to_recordset(f.phones) as (phone text))
          with ordinality as n (phone, place)), ''),
      coalesce((select string_agg(n.email, ' ' order by n.place)
        from rows from (jsonb_to_recordset(f.emails) as (email text))
          with ordinality as n (email, place)), '')
    from jsonb_to_recordset(fresh)
      as f (contact_id uuid, contact jsonb, fallback text, zone text, phones jsonb, emails jsonb);
  insert into public.contact_phones (tenant_id, contact_id, phone, extension, label, position)
    select job.tenant_id, f.contact_id, n.phone, n.extension, n.label, n.place - 1
    from jsonb_to_recordset(fresh) as f (contact_id uuid, phones jsonb),
      lateral rows from (jsonb_to_recordset(f.phones) as (phone text, extension text, label text))
        with ordinality as n (phone, extension, label, place);
  insert into public.contact_emails (tenant_id, contact_id, email, label, position)
    select job.tenant_id, f.contact_id, n.email, n.label, n.place - 1
    from jsonb_to_recordset(fresh) as f (contact_id uuid, emails jsonb),
      lateral rows from (jsonb_to_recordset(f.emails) as (email text, label text))
        with ordinality as n (email, label, place);
  insert into public.contact_tags (tenant_id, contact_id, tag_id)
    select job.tenant_id, f.contact_id, t.id
    from jsonb_to_recordset(fresh) as f (contact_id uuid, contact jsonb),
      jsonb_object_keys(f.contact) as key
      join public.tags t on t.tenant_id = job.tenant_id and t.sort_name = substr(key, 5)
    where key like 'tag:%';
  insert into public.contact_changes (tenant_id, contact_id, actor_id, changes)
    select job.tenant_id, f.contact_id, job.created_by, '{"created": {"import": true}}'
    from jsonb_to_recordset(fresh) as f (contact_id uuid);
  perform set_config('ringbook.adding', '', true);
end
$$;

revoke all on function private.add_imported from public;

-- Broadcasts a row's change on its tenant's topic: `for each row execute function
-- private.broadcast_change('notes', 'contact_id')` sends the event "notes" with the row's id, its
-- version and its contact. The subject is one of lib/db/supabase/topics.ts, the columns that follow
-- are those it lists. The row has id and tenant_id; without a version of its own, the moment is it.
-- sent_at is inserted_at of the message, in microseconds since 1970.
create or replace function private.broadcast_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed jsonb := to_jsonb(coalesce(new, old));
  message jsonb := jsonb_build_object('id', changed -> 'id',
    'version', coalesce(changed -> 'version', to_jsonb(extract(epoch from clock_timestamp()))),
    'sent_at', (extract(epoch from now()) * 1000000)::bigint);
begin
  -- Contacts of an import: pages follow the import.
  if current_setting('ringbook.quiet', true) = 'on' then return null; end if;
  for i in 1 .. tg_nargs - 1 loop
    message := message || jsonb_build_object(tg_argv[i], changed -> tg_argv[i]);
  end loop;
  perform realtime.send(message, tg_argv[0], 'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from public.tenants t where t.id = (changed ->> 'tenant_id')::uuid;
  return null;
end
$$;

revoke all on function private.broadcast_change from public;

-- What becomes of rows that are independent of each other: [{line, outcome, contact_id,
-- reason, had, wrote}]. An empty cell leaves what is there.
create or replace function private.decide_imported(tenant uuid, rows jsonb, duplicates text)
returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  with matched as materialized (
    -- Of several the one of the same name.
    select m.line, count(*) as matches, count(*) filter (where m.same_name) as namesakes,
        (array_agg(m.contact_id order by m.same_name desc, m.created_at, m.contact_id))[1]
          as contact_id
      from private.match_imported(tenant, rows) m group by m.line
  ), judged as materialized (
    select given.line, given.contact || coalesce((
        select jsonb_object_agg('phone:' || n.phone,
          jsonb_build_object('extension', n.extension, 'label', n.label))
        from jsonb_to_recordset(given.phones) as n (phone text, extension text, label text)),
        '{}') || coalesce((
        select jsonb_object_agg('email:' || n.email, jsonb_build_object('label', n.label))
        from jsonb_to_recordset(given.emails) as n (email text, label text)), '{}') as flat,
      m.contact_id, given.reason, case
        when given.reason is not null then 'failed'
        when m.matches is null or duplicates = 'create' then 'created'
        when duplicates = 'skip' then 'skipped'
        when m.matches = 1 or m.namesakes = 1 then 'updated'
        else 'several' end as outcome
    from jsonb_to_recordset(rows)
      as given (line integer, contact jsonb, phones jsonb, emails jsonb, reason text)
    left join matched m using (line)
  ), changed as (
    select j.line, jsonb_object_agg(field.key, field.value) as wrote,
        jsonb_object_agg(field.key, f.flat -> field.key) as had
      from judged j
      join private.flat_contacts(tenant, (select array_agg(contact_id) from judged
        where outcome = 'updated')) f using (contact_id),
      jsonb_each(j.flat) as field
      where j.outcome = 'updated' and case
        when field.key ~ '^(phone|email|tag):' then not f.flat ? field.key
        when field.key = 'company' then lower(f.flat ->> 'company') <> lower(j.flat ->> 'company')
        else f.flat -> field.key is distinct from field.value end
      group by j.line
  )
  select jsonb_agg(jsonb_build_object('line', j.line, 'had', c.had, 'wrote', c.wrote,
    'contact_id', case when j.outcome = 'created' then gen_random_uuid() else j.contact_id end,
    'outcome', case when j.outcome = 'several' then 'failed'
      when j.outcome = 'updated' and c.wrote is null then 'skipped' else j.outcome end,
    'reason', case j.outcome when 'failed' then j.reason when 'several' then 'several'
      when 'skipped' then 'duplicate' when 'updated' then case when c.wrote is null then 'same' end
      end))
  from judged j left join changed c using (line)
$$;

revoke all on function private.decide_imported from public;

-- Contacts as an import compares and writes them: what people change about them by its name, and
-- each number, email and tag as "phone:+1…", "email:…", "tag:…".
create or replace function private.flat_contacts(tenant uuid, ids uuid[])
returns table (contact_id uuid, flat jsonb)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select c.id, private.contact_facts(c) || coalesce((
      select jsonb_object_agg(more.key, more.value) from (
        select 'phone:' || p.phone as key,
            jsonb_build_object('extension', p.extension, 'label', p.label) as value
          from public.contact_phones p where p.tenant_id = tenant and p.contact_id = c.id
        union all
        select 'email:' || e.email, jsonb_build_object('label', e.label)
          from public.contact_emails e where e.tenant_id = tenant and e.contact_id = c.id
        union all
        select 'tag:' || t.sort_name, 'true' from public.contact_tags ct
          join public.tags t on t.tenant_id = tenant and t.id = ct.tag_id
          where ct.tenant_id = tenant and ct.contact_id = c.id) more), '{}')
    from public.contacts c where c.tenant_id = tenant and c.id = any (ids)
$$;

revoke all on function private.flat_contacts from public;

-- The first of these rows that is about the contact of one before it, or behind all of them where
-- there is none. Only an update changes contacts: those it is about are locked, so that what a
-- person saves meanwhile is saved before or after.
create or replace function private.import_cut(job public.contact_imports, rows jsonb)
returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if job.settings ->> 'duplicates' <> 'update' then return 2147483647; end if;
  perform from public.contacts c where c.tenant_id = job.tenant_id and c.id in (
      select m.contact_id from private.match_imported(job.tenant_id, rows) m)
    order by c.id for update;
  return coalesce((
    select min(m.line) from (
      select line, min(line) over (partition by contact_id) as first
      from private.match_imported(job.tenant_id, rows)) m
    where m.line > m.first), 2147483647);
end
$$;

revoke all on function private.import_cut from public;

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
      (tenant_id, import_id, line, outcome, contact_id, reason, cells, had, wrote)
    select job.tenant_id, job.id, d.line, d.outcome, d.contact_id, d.reason,
      case when d.outcome in ('skipped', 'failed') then given.cells end, d.had,
      case d.outcome when 'created' then there.flat when 'updated' then (
        select jsonb_object_agg(key, there.flat -> key) from jsonb_object_keys(d.wrote) key) end
    from jsonb_to_recordset(decided) as d (line integer, outcome text, contact_id uuid, reason text,
      had jsonb, wrote jsonb)
    join jsonb_to_recordset(rows) as given (line integer, cells jsonb) using (line)
    left join private.flat_contacts(job.tenant_id, touched) as there using (contact_id);
end
$$;

revoke all on function private.import_round from public;

-- Imports rows as if one after another, many at once: a round ends before a row that has a number
-- or an email of one in it (lib/imports/rounds.ts), or is about a contact that one in it is about.
-- One import of a tenant writes at a time, so that two never add the same contact.
create or replace function private.import_rows(job public.contact_imports, rows jsonb)
returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  rest jsonb;
  cut integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('import ' || job.tenant_id, 0));
  perform set_config('ringbook.actor', job.created_by::text, true);
  perform set_config('ringbook.quiet', 'on', true);
  for rest in
    select jsonb_agg(given) from jsonb_array_elements(rows) given
    group by given ->> 'round' order by (given ->> 'round')::integer
  loop
    while rest is not null loop
      cut := private.import_cut(job, rest);
      perform private.import_round(job, (select jsonb_agg(given)
        from jsonb_array_elements(rest) given where (given ->> 'line')::integer < cut));
      rest := (select jsonb_agg(given)
        from jsonb_array_elements(rest) given where (given ->> 'line')::integer >= cut);
    end loop;
  end loop;
  perform set_config('ringbook.quiet', '', true);
end
$$;

revoke all on function private.import_rows from public;

create or replace function private.index_contact_emails() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  touched uuid := coalesce(new.contact_id, old.contact_id);
  editor uuid := auth.uid();
begin
  -- An import writes them with the contact.
  if current_setting('ringbook.adding', true) = 'on' then return null; end if;
  update public.contacts c set email_words = coalesce((
    select string_agg(e.email, ' ' order by e.position, e.id)
    from public.contact_emails e where e.contact_id = touched), ''),
    edited_by = case when editor is null then c.edited_by else c.edited_by || (
      select jsonb_object_agg('email:' || address, editor)
      from unnest(array[old.email, new.email]) address where address is not null) end
  where c.id = touched;
  return null;
end
$$;

revoke all on function private.index_contact_emails from public;

create or replace function private.index_contact_phones() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  touched uuid := coalesce(new.contact_id, old.contact_id);
  editor uuid := auth.uid();
begin
  -- An import writes them with the contact.
  if current_setting('ringbook.adding', true) = 'on' then return null; end if;
  update public.contacts c set phone_words = coalesce((
    select string_agg(private.number_words(p.phone), ' ' order by p.position, p.id)
    from public.contact_phones p where p.contact_id = touched), ''),
    edited_by = case when editor is null then c.edited_by else c.edited_by || (
      select jsonb_object_agg('phone:' || number, editor)
      from unnest(array[old.phone, new.phone]) number where number is not null) end
  where c.id = touched;
  return null;
end
$$;

revoke all on function private.index_contact_phones from public;

-- Stages and fields are kept by their names: what has happened reads the same once they are
-- renamed.
create or replace function private.keep_contact_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  what jsonb := '{"created": {}}';
begin
  -- An import writes down what it adds itself.
  if current_setting('ringbook.adding', true) = 'on' then return null; end if;
  if tg_op = 'UPDATE' then
    what := private.contact_diff(old, new);
    if what ? 'stage_id' then
      what := what - 'stage_id' || jsonb_build_object('stage', jsonb_build_object(
        'from', (select name from public.contact_stages
          where tenant_id = new.tenant_id and id = old.stage_id),
        'to', (select name from public.contact_stages
          where tenant_id = new.tenant_id and id = new.stage_id)));
    end if;
    select coalesce(jsonb_object_agg(coalesce('custom:' || f.name, field), change), '{}') into what
      from jsonb_each(what) as each (field, change)
      left join public.contact_fields f
        on f.tenant_id = new.tenant_id and 'custom:' || f.id = field;
  end if;
  perform private.add_contact_change(new.tenant_id, new.id, what);
  return null;
end
$$;

revoke all on function private.keep_contact_change from public;

-- A contact that is being deleted takes its addresses along: nothing to keep then.
create or replace function private.keep_email_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  about public.contact_emails := coalesce(new, old);
  what jsonb := '{}';
begin
  -- An import writes down what it adds itself.
  if current_setting('ringbook.adding', true) = 'on' then return null; end if;
  if old.email is not null and old.email is distinct from new.email then
    what := jsonb_build_object('email:' || old.email, jsonb_build_object('from', old.label));
  end if;
  if new.email is not null then
    what := what || jsonb_build_object('email:' || new.email, jsonb_build_object('to', new.label)
      || case when old.email = new.email then jsonb_build_object('from', old.label)
        else '{}' end);
  end if;
  if exists (select from public.contacts c
    where c.tenant_id = about.tenant_id and c.id = about.contact_id) then
    perform private.add_contact_change(about.tenant_id, about.contact_id, what);
  end if;
  return null;
end
$$;

revoke all on function private.keep_email_change from public;

-- A contact that is being deleted takes its numbers along: nothing to keep then.
create or replace function private.keep_phone_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  about public.contact_phones := coalesce(new, old);
  what jsonb := '{}';
begin
  -- An import writes down what it adds itself.
  if current_setting('ringbook.adding', true) = 'on' then return null; end if;
  if old.phone is not null and old.phone is distinct from new.phone then
    what := jsonb_build_object('phone:' || old.phone, jsonb_build_object('from', old.label));
  end if;
  if new.phone is not null then
    what := what || jsonb_build_object('phone:' || new.phone, jsonb_build_object('to', new.label)
      || case when old.phone = new.phone then jsonb_build_object('from', old.label)
        else '{}' end);
  end if;
  if exists (select from public.contacts c
    where c.tenant_id = about.tenant_id and c.id = about.contact_id) then
    perform private.add_contact_change(about.tenant_id, about.contact_id, what);
  end if;
  return null;
end
$$;

revoke all on function private.keep_phone_change from public;

-- A contact or tag that is being deleted takes its row along: nothing to keep then.
create or replace function private.keep_tag_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  about public.contact_tags := coalesce(new, old);
  field text := (select 'tag:' || name from public.tags
    where tenant_id = about.tenant_id and id = about.tag_id);
begin
  -- An import writes down what it adds itself.
  if current_setting('ringbook.adding', true) = 'on' then return null; end if;
  if field is null then return null; end if;
  update public.contacts set edited_by = edited_by
      || case when auth.uid() is null then '{}' else jsonb_build_object(field, auth.uid()) end
    where tenant_id = about.tenant_id and id = about.contact_id;
  if found then
    perform private.add_contact_change(about.tenant_id, about.contact_id,
      jsonb_build_object(field, jsonb_build_object(
        case tg_op when 'DELETE' then 'from' else 'to' end, true)));
  end if;
  return null;
end
$$;

revoke all on function private.keep_tag_change from public;

-- Which contacts a row of a file may be about: those with a number of it, or its email.
create or replace function private.match_imported(tenant uuid, rows jsonb)
returns table (line integer, contact_id uuid, same_name boolean, created_at timestamptz)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select given.line, c.id, c.sort_name = lower(given.contact ->> 'name') is true, c.created_at
    from jsonb_to_recordset(rows)
        as given (line integer, contact jsonb, phones jsonb, emails jsonb, reason text),
      lateral (
        select p.contact_id as id
          from jsonb_to_recordset(given.phones) as number (phone text, extension text)
          join public.contact_phones p on p.tenant_id = tenant and p.phone = number.phone
            and p.extension = number.extension
        union
        select e.contact_id from jsonb_to_recordset(given.emails) as address (email text)
          join public.contact_emails e on e.tenant_id = tenant and e.email = address.email) as same
      join public.contacts c on c.tenant_id = tenant and c.id = same.id
    where given.reason is null
$$;

revoke all on function private.match_imported from public;

-- A number as people type it, for contacts.phone_words: whole, without a country code of one to
-- three digits, each with a trunk 0 too, and the ends people remember.
create or replace function private.number_words(phone text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select concat_ws(' ', substr(phone, 2), substr(phone, 3), substr(phone, 4), substr(phone, 5),
    '0' || substr(phone, 3), '0' || substr(phone, 4), '0' || substr(phone, 5),
    right(phone, 7), right(phone, 4))
$$;

revoke all on function private.number_words from public;

-- An import that this person may change, locked: their own, or any for managers and admins.
create or replace function private.own_import(tenant uuid, person uuid, import uuid)
returns public.contact_imports
language sql set search_path = pg_catalog, pg_temp as $$
  select i from public.contact_imports i
  join public.profiles p on p.tenant_id = tenant and p.user_id = person and p.removed_at is null
  where i.tenant_id = tenant and i.id = import
    and (i.created_by = person or p.role in ('manager', 'admin'))
  for update of i
$$;

revoke all on function private.own_import from public;

-- Companies and tags that an import has added, once no contact has them.
create or replace function private.remove_left(job public.contact_imports) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  delete from public.companies c
    where c.tenant_id = job.tenant_id and c.updated_at = c.created_at
      and c.created_at between job.started_at and job.finished_at
      and c.sort_name in (select lower(wrote ->> 'company') from public.import_rows
        where tenant_id = job.tenant_id and import_id = job.id and undone is not null)
      and not exists (select from public.contacts p
        where p.tenant_id = job.tenant_id and p.company_id = c.id);
  delete from public.tags t
    where t.tenant_id = job.tenant_id and t.created_at between job.started_at and job.finished_at
      and t.sort_name in (select substr(key, 5)
        from public.import_rows, jsonb_object_keys(wrote) key
        where tenant_id = job.tenant_id and import_id = job.id and undone is not null
          and key like 'tag:%')
      and not exists (select from public.contact_tags ct
        where ct.tenant_id = job.tenant_id and ct.tag_id = t.id)
$$;

revoke all on function private.remove_left from public;

-- Words match from their beginning, in any order, split and folded as they were kept; spaces and
-- punctuation inside a number do not matter. `number_beginning` is what was typed as the beginning
-- of a number in the tenant's country: E.164 without its plus. First come names that begin with
-- what was typed, then numbers that are it or end with it and names with those figures, then main
-- numbers that begin with it, then others; some page_size of them: sorting them all would cost the
-- more the more there are. Beginnings are asked for in their index's order and never sorted, so
-- that no more of them are read than are given, whatever the planner takes for rare. A definer's:
-- matching words is not leakproof, so that under row-level security no index would be used. It
-- gives rows of the asking person's own tenant, as their policy does, without archived contacts.
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
    where c.tenant_id = tenant and c.archived_at is null and c.sort_name ^@ typed
    order by c.sort_name using ~<~
    limit more;
  get diagnostics found_now = row_count;
  more := more - found_now;

  if more > 0 and whole is not null then
    return query select c.* from public.contacts c
      where c.search @@ whole and c.archived_at is null
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
      where c.tenant_id = tenant and c.archived_at is null
        and split_part(c.phone_words, ' ', 1) ^@ number_beginning
        and not c.sort_name ^@ typed
        and (c.search @@ whole) is not true
      order by split_part(c.phone_words, ' ', 1) using ~<~
      limit more;
    get diagnostics found_now = row_count;
    more := more - found_now;
  end if;

  if more > 0 then
    return query select c.* from public.contacts c
      where c.search @@ to_tsquery('simple', words) and c.archived_at is null
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

-- Takes back what an import did to these contacts. One that it added goes, unless somebody has
-- changed it or done something with it since; of one that it changed, each value that is still the
-- file's becomes what it was.
create or replace function private.undo_contacts(job public.contact_imports, ids uuid[])
returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  back jsonb;
begin
  perform set_config('ringbook.quiet', 'on', true);
  -- Whoever changes one of them meanwhile has done so before, or waits and finds it gone.
  perform from public.contacts c where c.tenant_id = job.tenant_id and c.id = any (ids)
    order by c.id for update;
  with did as (
    select r.contact_id, bool_or(r.outcome = 'created') as is_new,
        jsonb_object_agg(field.key, field.value order by r.line) as wrote,
        jsonb_object_agg(field.key, r.had -> field.key order by r.line desc) as had
      from public.import_rows r, jsonb_each(r.wrote) as field
      where r.tenant_id = job.tenant_id and r.import_id = job.id and r.undone is null
        and r.contact_id = any (ids)
      group by r.contact_id
  ), compared as (
    select did.*, now_there.flat, (
        select jsonb_object_agg(field.key, did.had -> field.key) from jsonb_each(did.wrote) field
        where now_there.flat -> field.key = field.value) as again
      from did left join private.flat_contacts(job.tenant_id, ids) now_there using (contact_id)
  )
  select jsonb_agg(jsonb_build_object('contact_id', contact_id, 'flat', again, 'is_new', is_new,
    'undone', case
      when is_new and flat = wrote
        and not private.used_since(job.tenant_id, contact_id, job.started_at) then 'removed'
      when not is_new and again ?& array(select jsonb_object_keys(wrote)) then 'restored'
      else 'kept' end)) into back
    from compared;
  delete from public.contacts c
    using jsonb_to_recordset(back) as u (contact_id uuid, undone text)
    where c.tenant_id = job.tenant_id and c.id = u.contact_id and u.undone = 'removed';
  perform private.write_contacts(job.tenant_id, (
    select coalesce(jsonb_agg(u), '[]') from jsonb_array_elements(back) u
    where u -> 'is_new' = 'false' and u -> 'flat' <> 'null'));
  update public.import_rows r set undone = u.undone
    from jsonb_to_recordset(back) as u (contact_id uuid, undone text)
    where r.tenant_id = job.tenant_id and r.import_id = job.id and r.contact_id = u.contact_id
      and r.outcome in ('created', 'updated');
  perform set_config('ringbook.quiet', '', true);
  update public.contact_imports i set updated_at = now(), removed = i.removed + n.removed,
      restored = i.restored + n.restored, kept = i.kept + n.kept
    from (select count(*) filter (where u.undone = 'removed') as removed,
        count(*) filter (where u.undone = 'restored') as restored,
        count(*) filter (where u.undone = 'kept') as kept
      from jsonb_to_recordset(back) as u (undone text)) as n
    where i.tenant_id = job.tenant_id and i.id = job.id;
end
$$;

revoke all on function private.undo_contacts from public;

-- Whether people have done something with a contact that would be lost with it.
-- tests/database/imports/undo.test.ts compares this with the tables that refer to contacts.
create or replace function private.used_since(tenant uuid, contact uuid, moment timestamptz)
returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.calls
      where tenant_id = tenant and contact_id = contact and created_at > moment)
    or exists (select from public.notes where tenant_id = tenant and contact_id = contact)
    or exists (select from public.tasks where tenant_id = tenant and contact_id = contact)
    or exists (select from public.logged_calls where tenant_id = tenant and contact_id = contact)
    or exists (select from public.call_list_entries
      where tenant_id = tenant and contact_id = contact)
$$;

revoke all on function private.used_since from public;

-- Writes what private.flat_contacts gives, or a part of it: [{contact_id, flat}]. A number, email,
-- tag or own field that is null goes; one that is not there comes after the others.
create or replace function private.write_contacts(tenant uuid, changes jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update public.contacts c
    set (name, company, title, owner_id, stage_id, address, custom, updated_at) = (
      select n.name, n.company, n.title, n.owner_id, n.stage_id, n.address,
        c.custom || coalesce((select jsonb_object_agg(substr(field.key, 8), field.value)
          from jsonb_each(x.flat) field where field.key like 'custom:%'), '{}'), now()
      from jsonb_populate_record(c, x.flat) n)
    from jsonb_to_recordset(changes) as x (contact_id uuid, flat jsonb)
    where c.tenant_id = tenant and c.id = x.contact_id;
  delete from public.contact_phones p
    using jsonb_to_recordset(changes) as x (contact_id uuid, flat jsonb)
    where p.tenant_id = tenant and p.contact_id = x.contact_id
      and x.flat -> ('phone:' || p.phone) = 'null';
  insert into public.contact_phones (tenant_id, contact_id, phone, extension, label, position)
    select tenant, x.contact_id, substr(field.key, 7), field.value ->> 'extension',
      field.value ->> 'label', row_number() over (partition by x.contact_id order by field.key) + (
        select coalesce(max(p.position), -1) from public.contact_phones p
        where p.tenant_id = tenant and p.contact_id = x.contact_id)
    from jsonb_to_recordset(changes) as x (contact_id uuid, flat jsonb),
      jsonb_each(x.flat) as field
    where field.key like 'phone:%' and field.value <> 'null'
  on conflict (tenant_id, contact_id, phone) do nothing;
  delete from public.contact_emails e
    using jsonb_to_recordset(changes) as x (contact_id uuid, flat jsonb)
    where e.tenant_id = tenant and e.contact_id = x.contact_id
      and x.flat -> ('email:' || e.email) = 'null';
  insert into public.contact_emails (tenant_id, contact_id, email, label, position)
    select tenant, x.contact_id, substr(field.key, 7), field.value ->> 'label',
      row_number() over (partition by x.contact_id order by field.key) + (
        select coalesce(max(e.position), -1) from public.contact_emails e
        where e.tenant_id = tenant and e.contact_id = x.contact_id)
    from jsonb_to_recordset(changes) as x (contact_id uuid, flat jsonb),
      jsonb_each(x.flat) as field
    where field.key like 'email:%' and field.value <> 'null'
  on conflict (tenant_id, contact_id, email) do nothing;
  delete from public.contact_tags ct
    using public.tags t, jsonb_to_recordset(changes) as x (contact_id uuid, flat jsonb)
    where ct.tenant_id = tenant and ct.contact_id = x.contact_id and t.tenant_id = tenant
      and t.id = ct.tag_id and x.flat -> ('tag:' || t.sort_name) = 'null';
  insert into public.contact_tags (tenant_id, contact_id, tag_id)
    select tenant, x.contact_id, t.id
    from jsonb_to_recordset(changes) as x (contact_id uuid, flat jsonb),
      jsonb_each(x.flat) as field
      join public.tags t on t.tenant_id = tenant and t.sort_name = substr(field.key, 5)
    where field.key like 'tag:%' and field.value <> 'null'
  on conflict do nothing
$$;

revoke all on function private.write_contacts from public;

reset check_function_bodies;
