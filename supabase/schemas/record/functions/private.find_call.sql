-- Reads and locks the call of an event, with its evidence; builds a new call, not yet written, if
-- the event is its first. `call` is empty if the event is not this tenant's.
create or replace function private.find_call(tenant uuid, event private.call_event)
returns private.known_call
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  known private.known_call;
  is_contested boolean;
begin
  loop
    -- One event of a call at a time: what is read from here on is settled. Rows that refer to the
    -- call are still written meanwhile.
    select k into known.call from public.calls k
      where k.tenant_id = tenant and k.id = event.call_id for no key update;
    known.is_new := not found;
    select array(select l from public.call_legs l
          where l.tenant_id = tenant and l.call_id = event.call_id),
        v.id, v.id is null or v.problem is not null and v.solved_at is null,
        num_nonnulls(event.recording, event.spans) > 0 or exists (select from public.call_legs l
          where l.call_sid in (event.call_sid, event.parent_call_sid, event.data ->> 'DialCallSid')
            and l.tenant_id <> tenant)
      -- Sent again, or replayed by a person: what could not be applied then may be now.
      into known.legs, known.event_id, known.is_news, is_contested
      from (select) as once
      left join public.call_events v on v.tenant_id = tenant and v.dedupe_key = event.dedupe_key;
    if is_contested and private.names_anothers(tenant, event) then return null; end if;
    if known.is_new then
      known.call := private.new_call(tenant, event);
      if (known.call).id is null then return null; end if;
      -- Legs have a call: another event has made it at this moment.
      continue when cardinality(known.legs) > 0;
      -- Rows of other evidence need their call's.
      if num_nonnulls(event.recording, event.spans, event.step) > 0 then
        continue when not private.write_call(null, known.call);
        known.is_new := false;
      end if;
    end if;
    return known;
  end loop;
end
$$;
revoke all on function private.find_call from public;
