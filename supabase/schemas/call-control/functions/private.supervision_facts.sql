-- Who supervises a call, whether they still may, and whom a whisper is for: the person whose call
-- it is, else whoever of the company is in the room longest. Null where nobody does.
create or replace function private.supervision_facts(c public.calls, legs jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('user_id', s.user_id, 'mode', s.mode, 'applied', s.applied,
    'may_supervise', private.is_manager(s.tenant_id, s.user_id)
      -- In a browser; whoever supervises by phone may sign out.
      and not (private.has_signed_out(s.user_id) and exists (select from public.call_legs l
        where l.tenant_id = c.tenant_id and l.call_id = c.id and l.role = 'supervisor'
          and l.user_id = s.user_id and l.medium = 'browser' and l.status < 'completed')),
    'is_rung', s.applied is not null or s.asked_at < now() - interval '30 seconds',
    'must_announce', s.is_announced and s.announced_at is null,
    'has_taken_over', s.taken_over_at is not null,
    'hears_whisper', (select l ->> 'call_sid'
      from jsonb_array_elements(legs) with ordinality as e (l, n)
      where l ->> 'role' = 'rep' and (l ->> 'is_talking')::boolean and (l ->> 'in_room')::boolean
      order by (l ->> 'user_id' = c.user_id::text) desc nulls last,
        (select min(lower(i.during)) from public.call_spans i where i.tenant_id = c.tenant_id
          and i.call_sid = l ->> 'call_sid' and i.space = 'conference' and upper_inf(i.during)),
        n limit 1))
  from public.call_supervisions s
  where s.tenant_id = c.tenant_id and s.call_id = c.id and s.state <> 'gone'
$$;
revoke all on function private.supervision_facts from public;
