-- A CallSid, like a RecordingSid, belongs to one account: a good signature opens only what its own
-- tenant has, or what nobody has yet. Says whether a webhook's event names a leg or a recording
-- that another tenant has and this one has not. What Twilio says over REST with the tenant's own
-- credentials is the tenant's.
create or replace function private.names_anothers(tenant uuid, e private.call_event) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if e.type like 'rest.%' then return false; end if;
  if exists (select from public.call_legs l where l.call_sid in
    (e.call_sid, e.parent_call_sid, e.data ->> 'DialCallSid') and l.tenant_id <> tenant) then
    return exists (
      select from unnest(array[e.call_sid, e.parent_call_sid, e.data ->> 'DialCallSid']) as named
        (sid)
      where exists (select from public.call_legs l where l.call_sid = sid and l.tenant_id <> tenant)
        and not exists (select from public.call_legs l where l.call_sid = sid
          and l.tenant_id = tenant));
  end if;
  if e.recording is null then return false; end if;
  return exists (select from public.recordings r where r.recording_sid = e.recording ->> 'sid'
    and r.tenant_id <> tenant)
    and not exists (select from public.recordings r where r.recording_sid = e.recording ->> 'sid'
      and r.tenant_id = tenant);
end
$$;

revoke all on function private.names_anothers from public;
