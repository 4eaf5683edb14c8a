-- Counts one try under all of the given keys, or under none: 0 when it may be made, else the
-- milliseconds to wait. A key's first `free` tries are free; each one after makes the next wait
-- twice as long, up to `longest` seconds.
create or replace function machine.attempt(asked jsonb) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  rule record;
  at timestamptz;
  free_again timestamptz;
begin
  -- Locked in one order, so that two tries never wait for each other.
  for rule in select key from jsonb_to_recordset(asked) as r(key text) order by key loop
    insert into private.attempts as a (key, tries, free_at, forget_at)
      values (decode(rule.key, 'hex'), 0, '-infinity', '-infinity')
      on conflict (key) do update set tries = a.tries;
  end loop;
  at := clock_timestamp();
  select max(a.free_at) into free_again
  from jsonb_to_recordset(asked) as r(key text)
    join private.attempts a on a.key = decode(r.key, 'hex');
  if free_again > at then
    delete from private.attempts where tries = 0
      and key in (select decode(r.key, 'hex') from jsonb_to_recordset(asked) as r(key text));
    return ceil(extract(epoch from free_again - at) * 1000);
  end if;
  update private.attempts a set
    tries = n.tries,
    free_at = case when n.tries < r.free then '-infinity' else n.free_at end,
    forget_at = greatest(at + make_interval(secs => r.forget), n.free_at)
  from jsonb_to_recordset(asked) as r(key text, free integer, pause integer, longest integer,
    forget integer)
  join private.attempts old on old.key = decode(r.key, 'hex')
  cross join lateral
    (select case when old.forget_at <= at then 1 else old.tries + 1 end as tries) as t
  cross join lateral (select t.tries,
    at + make_interval(secs => least(r.longest,
      r.pause * power(2, greatest(0, least(t.tries - r.free, 20))))) as free_at) as n
  where a.key = old.key;
  -- Each try takes more old rows away than it can add, so that they never pile up.
  delete from private.attempts where key in (
    select key from private.attempts where forget_at < at order by forget_at limit 20
      for update skip locked);
  return 0;
end
$$;

revoke all on function machine.attempt from public;
grant execute on function machine.attempt to ringbook_machine;
