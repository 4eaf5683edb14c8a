-- Notifies a person of something, unless they caused it or have left. The same kind about the same
-- subject that is not read yet is brought up to date instead. Never waits and never fails: what
-- calls it are the transactions that write calls, contacts and tasks. A notification that its
-- person is marking as read at this moment is skipped, and a new one written. Two transactions do
-- not write the same one: each has its subject's row locked.
create or replace function private.notify(tenant uuid, person uuid, what text, about text,
  about_id uuid, actor uuid, known jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if actor is not null then
    known := known || jsonb_build_object('actor', (select p.name from public.profiles p
      where p.tenant_id = tenant and p.user_id = actor));
  end if;
  if person is null or person = actor or not exists (select from public.profiles p
      where p.tenant_id = tenant and p.user_id = person and p.removed_at is null) then
    return;
  end if;
  update public.notifications n set created_at = now(), actor_id = actor, facts = known
    where n.tenant_id = tenant and n.id = (select m.id from public.notifications m
      where m.tenant_id = tenant and m.subject_id = about_id and m.user_id = person
        and m.kind = what and m.read_at is null
      limit 1 for update skip locked);
  if found then return; end if;
  insert into public.notifications (tenant_id, user_id, kind, subject, subject_id, actor_id, facts,
      in_browser)
    values (tenant, person, what, about, about_id, actor, known, not exists (
      select from public.notification_settings s
      where s.tenant_id = tenant and s.user_id = person and what = any (s.browser_off)));
exception when others then
  raise warning '% of % is not notified: %', what, about_id, sqlerrm;
end
$$;

revoke all on function private.notify from public;
