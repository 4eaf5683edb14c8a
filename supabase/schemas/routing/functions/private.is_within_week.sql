-- Whether a moment is in one of a week's spans, as openingAt of lib/routing/hours.ts: a time of day
-- begins when the clock first shows it or jumps past it. `shown` is the latest time that the clock
-- has shown so far: later than what it shows in an hour that comes twice. Null without a week.
create or replace function private.is_within_week(week jsonb, zone text, moment timestamptz)
  returns boolean
language plpgsql stable strict set search_path = pg_catalog, pg_temp as $$
declare
  days text[] := array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  clock timestamp := moment at time zone zone;
  shown timestamp := clock;
begin
  if clock - ((moment - interval '3 hours') at time zone zone) < interval '3 hours' then
    -- To the second before each minute: clocks change at whole minutes.
    shown := greatest(shown, (select max((date_trunc('minute', moment) - interval '1 second'
        - n * interval '1 minute') at time zone zone) from generate_series(0, 180) n));
  end if;
  return exists (
    select from unnest(array[clock::date, clock::date - 1]) as d (day),
      jsonb_array_elements(week -> days[extract(isodow from d.day)::integer]) s
    where shown >= d.day + (s ->> 'from')::interval
      and shown < d.day + (s ->> 'until')::interval
        + case when s ->> 'until' > s ->> 'from' then interval '0' else interval '1 day' end);
end
$$;
revoke all on function private.is_within_week from public;
