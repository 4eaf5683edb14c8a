-- Those of these people whose every page was left a moment ago (machine.note_softphone): it may be
-- one that is loaded again, which cannot be rung yet.
create or replace function private.reloading(tenant uuid, people jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(r.user_id order by r.user_id), '[]')
  from (select s.user_id from public.softphones s
    where s.tenant_id = tenant
      and s.user_id in (select u::uuid from jsonb_array_elements_text(people) u)
    group by s.user_id having max(s.seen_at) <= now() - interval '40 seconds') r
$$;
revoke all on function private.reloading from public;
