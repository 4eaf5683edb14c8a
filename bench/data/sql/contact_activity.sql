-- One in 16 was missed, one in eight has an open task.
insert into public.contact_activity (tenant_id, contact_id, sort_name, is_archived, last_call_at,
  called_at, is_missed, has_open_task)
  select c.tenant_id, c.id, c.sort_name, c.archived_at is not null, coalesce(l.last, '-infinity'),
    coalesce(l.called, '-infinity'), h & 15 = 0, h >> 4 & 7 = 0
  from public.contacts c
  cross join lateral (select hashtext(c.id::text)) as r (h)
  left join (
    select contact_id, max(created_at) as last,
      max(created_at) filter (where direction = 'outbound' or outcome = 'connected') as called
    from public.calls where contact_id is not null group by 1
  ) l on l.contact_id = c.id
