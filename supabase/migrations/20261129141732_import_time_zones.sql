set check_function_bodies = off;

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
      time_zone, zone_guessed, custom, phone_words, email_words)
    select f.contact_id, job.tenant_id, coalesce(f.contact ->> 'name', f.fallback),
      coalesce(f.contact ->> 'company', ''), coalesce(f.contact ->> 'title', ''),
      coalesce(f.contact ->> 'owner_id', nullif(job.settings ->> 'owner_id', ''))::uuid,
      (f.contact ->> 'stage_id')::uuid, coalesce(f.contact ->> 'address', ''),
      coalesce(f.contact ->> 'time_zone', f.zone), not f.contact ? 'time_zone',
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
        jsonb_object_agg(field.key, f.flat -> field.key) || case
          when bool_or(field.key = 'time_zone' and c.zone_guessed)
            then jsonb_build_object('guessed_zone', max(c.time_zone)) else '{}' end as had
      from judged j
      join private.flat_contacts(tenant, (select array_agg(contact_id) from judged
        where outcome = 'updated')) f using (contact_id)
      join public.contacts c on c.tenant_id = tenant and c.id = contact_id,
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
        jsonb_object_agg(field.key, r.had -> field.key order by r.line desc) as had,
        max(r.had ->> 'guessed_zone') as guessed_zone
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
  select jsonb_agg(jsonb_build_object('contact_id', contact_id, 'flat',
      again || jsonb_build_object('guessed_zone', guessed_zone), 'is_new', is_new,
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

-- Writes what private.flat_contacts gives, or a part of it: [{contact_id, flat}]. A number, email,
-- tag or own field that is null goes; one that is not there comes after the others. A time zone
-- that is null is guessed: guessed_zone.
create or replace function private.write_contacts(tenant uuid, changes jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update public.contacts c
    set (name, company, title, owner_id, stage_id, address, time_zone, zone_guessed, custom,
        updated_at) = (
      select n.name, n.company, n.title, n.owner_id, n.stage_id, n.address,
        case when x.flat ? 'time_zone' then coalesce(n.time_zone, x.flat ->> 'guessed_zone')
          else c.time_zone end,
        case when x.flat ? 'time_zone' then n.time_zone is null else c.zone_guessed end,
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

comment on column public.import_rows.wrote is
  'What the contact has from this row, by column and "phone:+1…", as private.flat_contacts gives '
  'it; had is what it had instead, null for a number it did not have, and guessed_zone, the guess '
  'that a time zone replaced.';

reset check_function_bodies;
