-- How many broadcasts the asking person's topic had since the last check (its checked_at, in
-- microseconds since 1970), so that a page can compare with how many arrived. Each broadcast
-- carries the same time as its message, the start of its transaction: counting needs no sequence
-- number, which concurrent transactions would wait for each other to take or commit out of order.
-- The last two seconds are left to the next check, since their messages may be on their way. `sent`
-- is null where it cannot be said: at the first check, and when the last one is long ago; the index
-- on realtime.messages is by time first, so that a check costs what all tenants sent meanwhile. No
-- row: the person may not listen any more.
create or replace function private.check_broadcasts(since bigint)
returns table (topic text, checked_at bigint, sent integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  moment timestamp := now() at time zone 'UTC';
  began timestamp := to_timestamp(since / 1000000.0) at time zone 'UTC';
begin
  topic := private.realtime_topic();
  if topic is null then return; end if;
  if began >= moment - interval '2 minutes' then
    moment := greatest(began, moment - interval '2 seconds');
    select count(*) into sent from realtime.messages m
      where m.extension = 'broadcast' and m.private and m.topic = check_broadcasts.topic
        and m.inserted_at > began and m.inserted_at <= moment;
  end if;
  checked_at := extract(epoch from moment) * 1000000;
  return next;
end
$$;

revoke all on function private.check_broadcasts from public;
grant execute on function private.check_broadcasts to authenticated;
