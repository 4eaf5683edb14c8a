-- Whether the caller talks with a room: by Twilio's word a SIP leg of the call is answered and goes
-- on, and no telephone or browser of the company's has them. A colleague may be the caller.
create or replace function private.has_caller(r public.rooms) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select r.answered_at is not null and coalesce(bool_or(l.medium = 'sip')
    and not bool_or(l.medium <> 'sip'), false)
  from public.call_legs l where l.tenant_id = r.tenant_id and l.call_id = r.call_id
    and l.side = 'company' and l.status < 'completed' and (case l.medium
      when 'sip' then l.answered_at when 'browser' then coalesce(l.accepted_at, l.answered_at)
      when 'phone' then l.accepted_at end) is not null
    and not exists (select from public.call_legs s where s.tenant_id = r.tenant_id
      and s.call_id = r.call_id and s.medium = 'sip' and s.parent_call_sid = l.call_sid)
$$;
revoke all on function private.has_caller from public;
