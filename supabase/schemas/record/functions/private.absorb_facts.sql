-- What an event says of the call as a whole: both numbers, owner, start.
create or replace function private.absorb_facts(n public.calls, e private.call_event)
  returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  role public.leg_role := coalesce(e.role, e.inferred_role);
begin
  if n.direction = 'outbound' then
    if n.to_number = '' and role = 'customer' and e."to" is not null then
      -- Found at Twilio before it had dialled: the customer is whom a later leg rings.
      n.to_number := e."to";
      n.contact_id := coalesce(n.contact_id, private.contact_for(n.tenant_id, n.to_number));
    end if;
  else
    -- Whichever event comes first makes the row, so each has a say in when the call began.
    n.created_at := least(n.created_at, coalesce(e.started_at, e.occurred_at));
    if n.phone_number_id is null then n.phone_number_id := e.phone_number_id; end if;
    if n.user_id is null then n.user_id := e.owner_id; end if;
    if e.recording_requested then n.recording_requested := true; end if;
    if role = 'caller' and n.from_number = '' and e."from" <> '' then
      n.from_number := e."from";
      -- A contact added since has taken its calls over (private.adopt_calls).
      n.contact_id := coalesce(n.contact_id, private.contact_for(n.tenant_id, n.from_number));
    end if;
    if n.direction = 'internal' and role = 'rep' and e.parent_call_sid is null
        and n.from_number = '' then
      n.from_number := coalesce(e."from", '');
    end if;
    if role = 'caller' and n.to_number = '' and e."to" is not null then
      n.to_number := e."to";
    end if;
  end if;
  return n;
end
$$;
revoke all on function private.absorb_facts from public;
