-- Applies an event of messages that had a problem again, as it is read now (e), for an admin. One
-- that could not be read before is recorded under its own key. Gives the problem that is left, or
-- null; null too where there is none any more.
create or replace function machine.replay_message_event(tenant uuid, person uuid, event bigint,
  e jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  failed public.message_events;
  remaining text;
begin
  select v.* into failed from public.message_events v
    join public.profiles p on p.tenant_id = v.tenant_id and p.user_id = person
      and p.role = 'admin' and p.removed_at is null
    where v.tenant_id = tenant and v.id = event and v.problem is not null and v.solved_at is null
    for update of v;
  if failed.id is null then return null; end if;
  if failed.dedupe_key <> e ->> 'dedupe_key' then
    if machine.record_message_event(tenant, e) is null then
      remaining := 'its message or number is not there any more';
    end if;
  elsif private.lock_message(tenant, e) then
    remaining := private.apply_message(tenant, e);
  else
    remaining := 'its message or number is not there any more';
  end if;
  update public.message_events v set problem = coalesce(remaining, v.problem),
      solved_at = case when remaining is null then now() end,
      solved_by = case when remaining is null then person end
    where v.id = event;
  return remaining;
end
$$;

revoke all on function machine.replay_message_event from public;
grant execute on function machine.replay_message_event to ringbook_machine;
