-- Notifies people of something, but not who caused it or has left. The same kind about the same
-- subject that is not read yet is brought up to date instead. Never waits and never fails: what
-- calls it are the transactions that write calls, contacts and tasks. A notification that its
-- person is marking as read at this moment is skipped, and a new one written. Two transactions do
-- not write the same one: each has its subject's row locked. Where one cannot be written, the
-- others are.
create or replace function private.notify_people(tenant uuid, people uuid[], what text,
  about text, about_id uuid, actor uuid, known jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  unread uuid[];
  others uuid[];
begin
  if actor is not null then
    known := known || jsonb_build_object('actor', (select p.name from public.profiles p
      where p.tenant_id = tenant and p.user_id = actor));
  end if;
  people := array(select p.user_id from public.profiles p where p.tenant_id = tenant
    and p.user_id = any (people) and p.user_id is distinct from actor and p.removed_at is null);
  if cardinality(people) = 0 then return; end if;
  unread := array(select m.id from public.notifications m
    where m.tenant_id = tenant and m.subject_id = about_id and m.user_id = any (people)
      and m.kind = what and m.read_at is null
    for update skip locked);
  if unread <> '{}' then
    with renewed as (
      update public.notifications n set created_at = now(), actor_id = actor, facts = known
        where n.tenant_id = tenant and n.id = any (unread)
        returning n.user_id
    )
    select array(select unnest(people) except select r.user_id from renewed r) into others;
    if others = '{}' then return; end if;
  end if;
  insert into public.notifications (tenant_id, user_id, kind, subject, subject_id, actor_id, facts,
      in_browser)
    select tenant, p.person, what, about, about_id, actor, known, not exists (
      select from public.notification_settings s
      where s.tenant_id = tenant and s.user_id = p.person and what = any (s.browser_off))
    from unnest(coalesce(others, people)) as p (person)
    order by p.person;
exception when others then
  if cardinality(people) > 1 then
    for i in 1 .. cardinality(people) loop
      perform private.notify_people(tenant, people[i:i], what, about, about_id, actor, known);
    end loop;
    return;
  end if;
  raise warning '% of % is not notified: %', what, about_id, sqlerrm;
end
$$;

revoke all on function private.notify_people from public;
