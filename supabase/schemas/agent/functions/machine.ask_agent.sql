-- A manager or an admin takes a caller over from a voice agent (`take_over`), or ends the talk
-- (`end`): 'asked', 'already_asked', 'over', or 'forbidden'.
create or replace function machine.ask_agent(tenant uuid, person uuid, target uuid, want text)
returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  s public.voice_agent_sessions;
begin
  if not private.is_manager(tenant, person) then return 'forbidden'; end if;
  select * into s from public.voice_agent_sessions o
    where o.tenant_id = tenant and o.id = target for update;
  if s.id is null or s.status = 'ended' then return 'over'; end if;
  if s.asked is not null then return 'already_asked'; end if;
  update public.voice_agent_sessions o set asked = want, asked_by = person
    where o.tenant_id = tenant and o.id = target;
  return 'asked';
end
$$;
revoke all on function machine.ask_agent from public;
grant execute on function machine.ask_agent to ringbook_machine;
