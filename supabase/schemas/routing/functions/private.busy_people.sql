-- Who of these people is on a call besides `beside`, where that is not null: as its owner, as
-- somebody who joined it, as its supervisor, or as the colleague who was called.
create or replace function private.busy_people(tenant uuid, people uuid[], beside uuid)
returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return array(
    select c.user_id from public.calls c
      where c.tenant_id = tenant and c.user_id = any (people) and c.ended_at is null
        and c.id is distinct from beside and not c.owner_left
    union all
    select p.person from public.calls c, unnest(c.also_on) as p (person)
      where c.tenant_id = tenant and c.ended_at is null and c.also_on <> '{}'
        and p.person = any (people)
    union all
    select s.user_id from public.call_supervisions s
      join public.calls c on c.tenant_id = s.tenant_id and c.id = s.call_id
      where s.tenant_id = tenant and s.user_id = any (people) and s.state <> 'gone'
        and c.ended_at is null
    union all
    -- Calls are limited to four hours.
    select c.callee_id from public.calls c
      where c.tenant_id = tenant and c.callee_id = any (people) and c.ended_at is null
        and c.created_at > now() - interval '5 hours');
end
$$;
revoke all on function private.busy_people from public;
-- Of what they may read.
grant execute on function private.busy_people to authenticated;
