insert into bench.hours
  select starts, first, next - first from (
    select w.starts, div(s.calls * (sum(w.weight) over before - w.weight),
      sum(w.weight) over ()) as first,
      div(s.calls * sum(w.weight) over before, sum(w.weight) over ()) as next
    from bench.scale s cross join lateral (
      -- Whole numbers: their sums are exact.
      select starts, (case when extract(isodow from starts at time zone 'UTC') > 5 then 2 else 25
        end
        * case when extract(hour from starts at time zone 'UTC') between 14 and 22 then 50
               when extract(hour from starts at time zone 'UTC') in (12, 13, 23) then 20 else 1
                 end)::bigint as weight
      from generate_series(s.day - interval '730 days', s.day - interval '1 hour',
        interval '1 hour') starts
    ) w
    window before as (order by w.starts)
  ) cumulative (starts, first, next)
  where next > first order by starts;
