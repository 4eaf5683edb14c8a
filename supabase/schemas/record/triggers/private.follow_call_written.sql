-- What follows from a call once its transaction has written everything: its caller's line in the
-- missed inbox, its number's place in the search, its contact's activity. One deferred trigger on
-- calls for all of them; private.lock_caller says why at the end, and who waits for a contact's row
-- then is waited for by nobody.
create or replace function private.follow_call_written() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  -- What a line of the missed inbox is made of (private.refresh_missed), or closed by.
  kinds constant text[] := array['missed', 'voicemail', 'callback', 'connected'];
  -- Nobody reads it: an assignment is no statement that each event prepares anew.
  written boolean;
begin
  if new.direction <> 'internal' and (new.outcome = any (kinds)
      or tg_op = 'UPDATE' and (new.stage = 'connected' or old.outcome = any (kinds)
        or old.stage = 'connected'))
     and (old.outcome, old.stage, old.customer_number, old.user_id, old.answered_at, old.ended_at)
       is distinct from (new.outcome, new.stage, new.customer_number, new.user_id,
       new.answered_at, new.ended_at) then
    written := private.follow_missed(old, new);
  end if;
  if new.stage = 'ended'
     and (old.stage, old.customer_number) is distinct from (new.stage, new.customer_number) then
    written := private.keep_called_number(new);
  end if;
  if coalesce(old.contact_id, new.contact_id) is not null
     and (old.contact_id, old.outcome) is distinct from (new.contact_id, new.outcome) then
    perform private.refresh_activity(new.tenant_id, contact)
      from (select old.contact_id union select new.contact_id) about (contact)
      where contact is not null order by contact;
  end if;
  return null;
end
$$;

revoke all on function private.follow_call_written from public;
