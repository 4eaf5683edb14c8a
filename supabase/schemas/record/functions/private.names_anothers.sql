-- Whether a webhook names a leg or recording that only another tenant has: a SID belongs to one
-- account. Events read over REST with the tenant's own credentials are the tenant's.
create or replace function private.names_anothers(tenant uuid, e private.call_event) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  sids text[];
begin
  if e.type like 'rest.%' then return false; end if;
  sids := array[e.call_sid, e.parent_call_sid, e.data ->> 'DialCallSid'];
  if e.spans is not null then
    sids := sids || array(select s ->> 'call_sid' from jsonb_array_elements(e.spans) s);
  end if;
  if exists (select from public.call_legs l
      where l.call_sid = any (sids) and l.tenant_id <> tenant
        and not exists (select from public.call_legs own
          where own.call_sid = l.call_sid and own.tenant_id = tenant)) then
    return true;
  end if;
  return e.recording is not null
    and exists (select from public.recordings r
      where r.recording_sid = e.recording ->> 'sid' and r.tenant_id <> tenant)
    and not exists (select from public.recordings r
      where r.recording_sid = e.recording ->> 'sid' and r.tenant_id = tenant);
end
$$;
revoke all on function private.names_anothers from public;
