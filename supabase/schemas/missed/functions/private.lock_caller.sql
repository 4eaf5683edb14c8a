-- Locks a caller until the transaction ends, so that two transactions never write calls of one
-- caller at once. Called at the end of the transaction, when it has locked all its calls, so
-- nobody waits for a transaction that waits here. For a second caller in the same transaction it
-- does not wait, because two transactions could then deadlock: it raises serialization_failure,
-- and each of the events is recorded alone (lib/record/batch.ts).
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
