-- A contact's activity as its calls, logged calls, tasks and missed lines say.
create or replace function private.activity_of(tenant uuid, contact uuid,
  out last_call_at timestamptz, out called_at timestamptz, out is_missed boolean,
  out has_open_task boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  select c.created_at into last_call_at from public.calls c
    where c.tenant_id = tenant and c.contact_id = contact
    order by c.created_at desc, c.id desc limit 1;
  last_call_at := coalesce(last_call_at, '-infinity');
  called_at := greatest('-infinity', (select c.created_at from public.calls c
      where c.tenant_id = tenant and c.contact_id = contact
        and case when c.direction = 'outbound' then private.rang_contact(c.outcome)
          else c.outcome = 'connected' end
      order by c.created_at desc, c.id desc limit 1),
    (select l.happened_at from public.logged_calls l
      where l.tenant_id = tenant and l.contact_id = contact
      order by l.happened_at desc, l.id desc limit 1));
  is_missed := exists (select from public.contact_phones p
    join public.missed_callers m on m.tenant_id = p.tenant_id and m.caller = p.phone
    join public.calls c on c.tenant_id = m.tenant_id and c.id = m.call_id
    where p.tenant_id = tenant and p.contact_id = contact and m.closed_at is null
      and c.contact_id = contact);
  has_open_task := exists (select from public.tasks t
    where t.tenant_id = tenant and t.contact_id = contact and t.done_at is null);
end
$$;

revoke all on function private.activity_of from public;
