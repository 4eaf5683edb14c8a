-- Which routes use each of the tenant's voice agents, in their draft or in what is published of
-- them, with what people call the numbers that follow them.
create or replace function public.voice_agent_use()
returns table (agent_id uuid, route_id uuid, route_name text, is_published boolean,
  is_default boolean, numbers text[])
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select v.id, r.id, r.name, coalesce(v.id::text in (select private.agents_in(n.body)), false),
    r.is_default, array(select coalesce(p.name, p.number) from public.phone_numbers p
      where p.tenant_id = r.tenant_id and p.route_id = r.id and p.removed_at is null
      order by 1)
  from public.routes r
  left join lateral (select o.body from public.route_versions o
    where o.tenant_id = r.tenant_id and o.route_id = r.id
    order by o.published_at desc, o.id desc limit 1) n on true
  cross join lateral (select private.agents_in(r.draft) union select private.agents_in(n.body))
    used (agent)
  join public.voice_agents v on v.tenant_id = r.tenant_id and v.id::text = used.agent
  where r.tenant_id = (select private.tenant_id()) and r.removed_at is null
  order by r.name, r.id
$$;

revoke all on function public.voice_agent_use from public, anon, service_role;
grant execute on function public.voice_agent_use to authenticated;
