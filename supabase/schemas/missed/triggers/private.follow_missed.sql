-- A call was missed or talked, or turned out not to be. The call itself is recorded even if its
-- caller's line cannot be.
create or replace function private.follow_missed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  who constant text := private.missed_caller(new);
begin
  if new.direction = 'internal' then return null; end if;
  -- The line of a single call is written only by who has the call locked.
  if who <> new.id::text then perform private.lock_caller(new.tenant_id, who); end if;
  begin
    -- The number is known only now: the line of the call by itself goes. Nobody else has it.
    if tg_op = 'UPDATE' and old.customer_number <> new.customer_number then
      perform private.refresh_missed(old, private.missed_caller(old));
    end if;
    perform private.refresh_missed(new, who);
  exception when others then
    if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
    raise warning 'the line of the caller of call % is as it was: %', new.id, sqlerrm;
  end;
  return null;
end
$$;

revoke all on function private.follow_missed from public;
