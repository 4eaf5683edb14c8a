-- A page of the tenant's missed callers, newest first: open lines, or closed ones. `mine`: claimed
-- by the person asking, rang them, or belongs to a contact they own.
create or replace function public.list_missed(mine boolean, done boolean, page_size integer,
  before_at timestamptz default null, before_id uuid default null)
returns setof public.missed_callers
language plpgsql stable security invoker set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan as $$
declare
  me constant uuid := auth.uid();
begin
  if done then
    return query select m.* from public.missed_callers m
      where m.tenant_id = (select private.tenant_id()) and m.closed_at is not null
        and (before_at is null or m.closed_at <= before_at)
        and (before_at is null or (m.closed_at, m.id) < (before_at, before_id))
        and (not mine or me in (m.claimed_by, m.reached_by, m.dismissed_by)
          or me = any (m.rung) or exists (select from public.calls c
            join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
            where c.tenant_id = m.tenant_id and c.id = m.call_id and k.owner_id = me))
      order by m.closed_at desc, m.id desc limit page_size;
  else
    return query select m.* from public.missed_callers m
      where m.tenant_id = (select private.tenant_id()) and m.closed_at is null
        and (before_at is null or m.missed_at <= before_at)
        and (before_at is null or (m.missed_at, m.id) < (before_at, before_id))
        and (not mine or m.claimed_by = me or me = any (m.rung)
          or exists (select from public.calls c
            join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
            where c.tenant_id = m.tenant_id and c.id = m.call_id and k.owner_id = me))
      order by m.missed_at desc, m.id desc limit page_size;
  end if;
end
$$;

revoke all on function public.list_missed from public, anon, service_role;
grant execute on function public.list_missed to authenticated;
