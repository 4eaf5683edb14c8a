-- A call was missed or talked, or turned out not to be. The call itself is recorded even if its
-- caller's line cannot be. A missed call has its caller's line derived once a transaction: all its
-- calls are written by then. `was` is empty for a new call.
create or replace function private.follow_missed(was public.calls, n public.calls) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  who constant text := private.missed_caller(n);
  line constant text := n.tenant_id || who || ' ';
  derived constant text := coalesce(current_setting('ringbook.missed_lines', true), '');
  is_renamed constant boolean := coalesce(was.customer_number <> n.customer_number, false);
begin
  if position(line in derived) > 0 and not is_renamed then return false; end if;
  -- The line of a single call is written only by who has the call locked.
  if who <> n.id::text then perform private.lock_caller(n.tenant_id, who); end if;
  begin
    -- The number is known only now: the line of the call by itself goes. Nobody else has it.
    if is_renamed then
      perform private.refresh_missed(was, private.missed_caller(was));
    end if;
    perform private.refresh_missed(n, who);
    if n.outcome in ('missed', 'voicemail', 'callback') then
      perform set_config('ringbook.missed_lines', derived || line, true);
    end if;
    return true;
  exception when others then
    if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
    raise warning 'the line of the caller of call % is as it was: %', n.id, sqlerrm;
  end;
  return false;
end
$$;

revoke all on function private.follow_missed from public;
