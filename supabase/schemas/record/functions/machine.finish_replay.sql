-- Closes a replayed event. `applied`: an unreadable webhook was parsed and recorded under its own
-- key. Returns the remaining problem, or null.
create or replace function machine.finish_replay(tenant uuid, person uuid, event bigint,
  applied boolean) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare replayed public.call_events;
begin
  update public.call_events
    set solved_at = case when applied then coalesce(solved_at, now()) else solved_at end,
        solved_by = case when applied or solved_at is not null then person end
    where tenant_id = tenant and id = event and problem is not null returning * into replayed;
  return case when replayed.solved_at is null then replayed.problem end;
end
$$;

revoke all on function machine.finish_replay from public;
grant execute on function machine.finish_replay to ringbook_machine;
