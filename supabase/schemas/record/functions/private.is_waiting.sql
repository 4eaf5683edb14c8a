-- Whether a customer waits where no leg of the company has to be: in a queue, on hold, or alone in
-- a conference.
create or replace function private.is_waiting(legs public.call_legs[], spans public.call_spans[])
returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (
    select from unnest(spans) s join unnest(legs) l on l.call_sid = s.call_sid
    where l.side = 'customer' and l.status < 'completed' and upper_inf(s.during)
      and s.space in ('queue', 'conference', 'room', 'voicemail', 'stream', 'hold'));
end
$$;
revoke all on function private.is_waiting from public;
