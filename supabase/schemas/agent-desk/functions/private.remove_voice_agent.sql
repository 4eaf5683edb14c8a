-- Deletes a voice agent that no route uses, one admin at a time (private.require_admin): `removed`,
-- also where it is already; `gone` where there is no such agent; `used`. A route that is published
-- with it at this moment goes on past it: private.agent_facts.
create or replace function private.remove_voice_agent(agent uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.require_admin();
  about public.voice_agents;
begin
  select * into about from public.voice_agents v
    where v.tenant_id = tenant and v.id = agent for update;
  if not found then return 'gone'; end if;
  if about.removed_at is not null then return 'removed'; end if;
  if exists (select from public.routes r
      left join lateral (select o.body from public.route_versions o
        where o.tenant_id = r.tenant_id and o.route_id = r.id
        order by o.published_at desc, o.id desc limit 1) n on true
      where r.tenant_id = tenant and r.removed_at is null
        and (agent::text in (select private.agents_in(r.draft))
          or agent::text in (select private.agents_in(n.body)))) then
    return 'used';
  end if;
  update public.voice_agents v set removed_at = now(), updated_at = now()
    where v.tenant_id = tenant and v.id = agent;
  return 'removed';
end
$$;
revoke all on function private.remove_voice_agent from public;
grant execute on function private.remove_voice_agent to authenticated;
