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
