-- Wishes of a route (lib/routing/wishes.ts) with the people of the groups that they name, in their
-- order: none of a deleted one.
create or replace function private.group_wishes(tenant uuid, wishes jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if not jsonb_path_exists(wishes, '$[*].group') then return wishes; end if;
  return (select jsonb_agg(case when w ? 'group' then w || jsonb_build_object('people', coalesce(
      (select to_jsonb(g.people) from public.groups g
        where g.tenant_id = tenant and g.id = (w ->> 'group')::uuid), '[]')) else w end
      order by place)
    from jsonb_array_elements(wishes) with ordinality as named(w, place));
end
$$;
revoke all on function private.group_wishes from public;
