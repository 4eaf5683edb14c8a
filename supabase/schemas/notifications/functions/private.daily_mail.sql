-- What a person's daily mail says: whom they are to call back, what they are to do until the end of
-- the day, and what they have not read besides; of each the first ten, and how many there are, up
-- to a hundred.
create or replace function private.daily_mail(tenant uuid, person uuid, at timestamptz, zone text,
  left_out text[]) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'missed', private.first_ten(array(select jsonb_build_object('what', m.kind, 'calls', m.calls,
        'missed_at', m.missed_at, 'number', c.customer_number, 'name', k.name)
      from public.missed_callers m
      join public.calls c on c.tenant_id = m.tenant_id and c.id = m.call_id
      left join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
      where m.tenant_id = tenant and m.closed_at is null and 'missed' <> all (left_out)
        and (m.claimed_by = person or person = any (m.rung) or k.owner_id = person)
      order by m.missed_at desc, m.id desc limit 100)),
    'tasks', private.first_ten(array(select private.task_facts(tenant, t.title, t.contact_id)
        || jsonb_build_object('due_at', t.due_at)
      from public.tasks t
      where t.tenant_id = tenant and t.owner_id = person and t.done_at is null
        and t.due_at < ((at at time zone zone)::date + 1)::timestamp at time zone zone
        and 'due' <> all (left_out)
      order by t.due_at, t.id limit 100)),
    'unread', private.first_ten(array(select jsonb_build_object('kind', n.kind, 'subject',
        n.subject, 'facts', n.facts)
      from public.notifications n
      where n.tenant_id = tenant and n.user_id = person and n.read_at is null
        and n.kind not in ('missed', 'due', 'voicemail', 'shared_voicemail')
        and n.kind <> all (left_out)
      order by n.created_at desc, n.id desc limit 100)))
$$;

revoke all on function private.daily_mail from public;
