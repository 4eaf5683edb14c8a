-- Whether somebody else has the caller, where several people of one <Dial> pressed 1: Twilio
-- connects one of them and ends the legs of the others, so it is whose leg goes on longest. Who
-- rang only after the other's leg had ended was rung by a later <Dial>, for a transfer: both times
-- are Twilio's, unlike those of the digits.
create or replace function private.accepted_too_late(
  leg public.call_legs, legs public.call_legs[]) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from unnest(legs) o
    where o.parent_call_sid = leg.parent_call_sid and o.call_sid <> leg.call_sid
      and o.role = leg.role and o.accepted_at is not null and leg.accepted_at is not null
      and coalesce(o.ringing_at, o.accepted_at) < coalesce(leg.ended_at, 'infinity')
      and coalesce(leg.ringing_at, leg.accepted_at) < coalesce(o.ended_at, 'infinity')
      and (coalesce(o.ended_at, 'infinity'), leg.accepted_at, leg.call_sid)
        > (coalesce(leg.ended_at, 'infinity'), o.accepted_at, o.call_sid));
end
$$;
revoke all on function private.accepted_too_late from public;
