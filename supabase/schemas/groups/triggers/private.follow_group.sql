-- Whoever waits for a group, or for its call back, follows a change of it. Once nobody is left, a
-- caller goes on along the route at the next turn (private.queue_turn), and a call back is given
-- up: it stays among the missed callers.
create or replace function private.follow_group() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  left_in uuid[] := case tg_op when 'DELETE' then '{}' else new.people end;
begin
  update public.queue_entries q set people = left_in,
      state = case when q.state = 'callback' and left_in = '{}' then 'given_up' else q.state end
    where q.tenant_id = old.tenant_id and q.group_id = old.id
      and q.state in ('waiting', 'ringing', 'callback', 'calling');
  return null;
end
$$;
revoke all on function private.follow_group from public;
