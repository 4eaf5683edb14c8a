-- A try was right: `cleared` keys start over, `given_back` ones have one try less (an address that
-- many people share).
create or replace function machine.forgive(cleared jsonb, given_back jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from private.attempts where key in (
    select a.key from private.attempts a
    where a.key in (select decode(k, 'hex') from jsonb_array_elements_text(cleared) k)
      order by a.key for update);
  update private.attempts set tries = greatest(tries - 1, 0), free_at = '-infinity' where key in (
    select a.key from private.attempts a
    where a.key in (select decode(k, 'hex') from jsonb_array_elements_text(given_back) k)
      order by a.key for update);
  return true;
end
$$;

revoke all on function machine.forgive from public;
grant execute on function machine.forgive to ringbook_machine;
