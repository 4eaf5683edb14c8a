-- What the answer to a webhook of a call depends on that people have asked something of; null for
-- any other call. Stored with the event.
create or replace function private.control_facts(c public.calls) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('customer_in', k.customer_in, 'asked_by', k.asked_by, 'mode', k.mode,
    'target_sid', k.target_sid, 'target_user', k.target_user,
    'supervision', (select private.supervision_facts(c, private.control_legs(c.tenant_id, c.id))
      where exists (select from public.call_supervisions s
        where s.tenant_id = c.tenant_id and s.call_id = c.id and s.state <> 'gone')),
    'asked_by_name', (select p.name from public.profiles p
      where p.tenant_id = c.tenant_id and p.user_id = k.asked_by),
    'is_company_live', exists (select from public.call_legs l
      where l.tenant_id = c.tenant_id and l.call_id = c.id and l.side = 'company'
        and l.status < 'completed'))
  from public.call_controls k where k.tenant_id = c.tenant_id and k.call_id = c.id
$$;
revoke all on function private.control_facts from public;
