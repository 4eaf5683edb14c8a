-- A call was missed or talked, or turned out not to be.
create or replace function private.follow_missed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.direction = 'internal' then return null; end if;
  -- The number is known only now: the line of the call by itself goes.
  if tg_op = 'UPDATE' and old.customer_number <> new.customer_number then
    perform private.refresh_missed(old, private.missed_caller(old));
  end if;
  perform private.refresh_missed(new, private.missed_caller(new));
  return null;
end
$$;

revoke all on function private.follow_missed from public;
