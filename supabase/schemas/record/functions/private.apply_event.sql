-- Applies an event to the call that was found: absorb, judge, settle, write. A new call is
-- inserted once, with everything the event says. Returns the call as written, or null when another
-- event has inserted its row concurrently. Raises what makes the event impossible to apply.
create or replace function private.apply_event(known private.known_call, e private.call_event)
returns public.calls
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls := known.call;
  n public.calls := c;
  legs public.call_legs[] := known.legs;
  place integer := 1;
  v private.verdict;
  -- An assignment costs a third of what `perform` does.
  written boolean;
begin
  if e.request is null and (n.created_at > coalesce(e.started_at, e.occurred_at)
     or n.from_number = '' or n.to_number = ''
     or num_nonnulls(e.phone_number_id, e.owner_id, e.recording_requested) > 0) then
    n := private.absorb_facts(n, e);
  end if;
  if num_nonnulls(e.recording, e.spans, e.step) > 0 then n := private.absorb_more(n, e); end if;
  if e.request is not null then
    n := private.absorb_request(n, e);
    if e.request = 'gone' then legs := private.fail_live_legs(legs); end if;
  end if;
  if e.role is not null or e.inferred_role is not null then
    while place <= cardinality(legs) and (legs[place]).call_sid <> e.call_sid loop
      place := place + 1;
    end loop;
    legs[place] := private.absorb_leg(legs[place], e, c);
  elsif e.status is not null then
    raise exception 'nothing says whose leg % is', e.call_sid;
  end if;

  if n.has_more_evidence then
    v := private.judge(n, legs, array(select s from public.call_spans s
        where s.tenant_id = c.tenant_id and s.call_id = c.id),
      array(select s from public.call_steps s
        where s.tenant_id = c.tenant_id and s.call_id = c.id),
      array(select r from public.recordings r
        where r.tenant_id = c.tenant_id and r.call_id = c.id));
  else
    v := private.judge(n, legs, '{}', '{}', '{}');
  end if;
  n := private.settle(n, legs, v);
  if v.talk_seconds is not null or c.ended_at is not null then
    legs := private.credit_talk(legs, v);
  end if;

  -- A new call's row comes before its first leg's.
  if known.is_new then
    if not private.write_call(null, n) then
      if exists (select from public.calls where tenant_id = c.tenant_id and id = c.id) then
        return null;
      end if;
      raise exception 'leg % belongs to another call', e.call_sid;
    end if;
  end if;
  for i in 1 .. cardinality(legs) loop
    if legs[i] is distinct from known.legs[i] then
      written := private.write_leg(known.legs[i], legs[i]);
    end if;
  end loop;
  if not known.is_new then written := private.write_call(c, n); end if;
  return n;
end
$$;
revoke all on function private.apply_event from public;
