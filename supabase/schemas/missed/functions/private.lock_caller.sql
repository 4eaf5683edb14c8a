-- Whoever writes another call of this caller waits for the end of this transaction. Called when the
-- transaction ends, so that nobody who waits here is waited for: it has all its calls by then. A
-- second caller of one transaction is not waited for, or two transactions could wait for each
-- other; it fails as a serialization failure, and each of its events is recorded by itself
-- (lib/record/batch.ts).
create or replace function private.lock_caller(tenant uuid, who text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  key constant bigint := hashtextextended(tenant || who, 0);
begin
  if not pg_try_advisory_xact_lock(key) then
    if current_setting('ringbook.locks_a_caller', true) = 'yes' then
      raise serialization_failure using message = 'a second caller of a transaction is busy';
    end if;
    perform pg_advisory_xact_lock(key);
  end if;
  perform set_config('ringbook.locks_a_caller', 'yes', true);
end
$$;

revoke all on function private.lock_caller from public;
