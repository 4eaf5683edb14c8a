-- A manager takes the caller of a voice agent: as machine.ask_agent, or `no_phone` where they could
-- not be rung, `on_call` where they are on a call.
create or replace function machine.take_from_agent(tenant uuid, person uuid, target uuid)
returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (select s.call_id from public.voice_agent_sessions s
    where s.tenant_id = tenant and s.id = target);
  availability text;
begin
  if not private.is_manager(tenant, person) then return 'forbidden'; end if;
  if call is null then return 'over'; end if;
  select r.availability into availability from private.routed_people(tenant, call, '{}') r
    where r.user_id = person;
  if coalesce(availability, 'no_phone') = 'no_phone' then return 'no_phone'; end if;
  if private.is_on_call(tenant, person, call) then return 'on_call'; end if;
  return machine.ask_agent(tenant, person, target, 'take_over');
end
$$;
revoke all on function machine.take_from_agent from public;
grant execute on function machine.take_from_agent to ringbook_machine;
