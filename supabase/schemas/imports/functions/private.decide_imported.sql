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
