set check_function_bodies = off;

-- Goes on with an import, or its undo, whose job died: where the last batch ended. Beside a job
-- that waits or runs it does nothing. False when nothing is under way, or it is not this person's.
create or replace function machine.resume_import(tenant uuid, person uuid, import uuid)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports := private.own_import(tenant, person, import);
begin
  if coalesce(job.stage not in ('running', 'undoing'), true) then return false; end if;
  update public.contact_imports set updated_at = now() where tenant_id = tenant and id = import;
  perform private.add_job('contacts.import',
    jsonb_build_object('tenant_id', tenant, 'id', import), import::text);
  return true;
end
$$;

revoke all on function machine.resume_import from public;
grant execute on function machine.resume_import to ringbook_machine;

-- A manager wants a caller next, wherever they stand in line; why not, or null. What comes of it is
-- the next turn's (private.serve_line); after a minute the caller is everybody's again.
create or replace function machine.take_caller(tenant uuid, person uuid, call uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  availability text;
begin
  perform pg_advisory_xact_lock(hashtextextended('queue:' || tenant, 0));
  select r.availability into availability from private.routed_people(tenant, call, '{}') r
    where r.user_id = person;
  if not exists (select from public.profiles p where p.tenant_id = tenant and p.user_id = person
      and p.role in ('manager', 'admin')) then return 'not_waiting'; end if;
  if coalesce(availability, 'no_phone') = 'no_phone' then return 'no_phone'; end if;
  -- Also of who takes no calls.
  if exists (select from public.calls c
      where c.tenant_id = tenant and c.ended_at is null
        and (c.user_id = person and not c.owner_left or person = any (c.also_on)))
    or exists (select from private.ring_claims k where k.tenant_id = tenant
      and k.user_id = person and k.call_id <> call and not private.is_claim_over(k)) then
    return 'on_call';
  end if;
  update public.queue_entries q set taken_by = person, taken_at = now()
    where q.tenant_id = tenant and q.call_id = call and q.state in ('waiting', 'callback');
  if not found then return 'not_waiting'; end if;
  perform private.audit(tenant, person, 'caller.taken', call::text, '{}');
  return null;
end
$$;
revoke all on function machine.take_caller from public;
grant execute on function machine.take_caller to ringbook_machine;

-- Every contact with the one tag has the other instead; so do everyone's saved views. False when
-- one of the two is gone.
create or replace function private.merge_tags(gone uuid, keep uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  names text[];
begin
  if tenant is null or private.role() not in ('manager', 'admin') then
    raise insufficient_privilege using message = 'Only managers and admins merge tags';
  end if;
  -- Locked in one order: two merges of the same tags, whichever way, follow each other.
  perform from public.tags where tenant_id = tenant and id in (gone, keep) order by id for update;
  names := array(select name from public.tags where tenant_id = tenant and id in (gone, keep)
    order by id = keep);
  if cardinality(names) < 2 then return false; end if;
  insert into public.contact_tags (tenant_id, contact_id, tag_id)
    select tenant, contact_id, keep from public.contact_tags
    where tenant_id = tenant and tag_id = gone
  on conflict do nothing;
  update public.contact_views set query = jsonb_set(query, '{tag}', to_jsonb(keep::text))
    where tenant_id = tenant and query ->> 'tag' = gone::text;
  delete from public.tags where tenant_id = tenant and id = gone;
  perform private.audit(tenant, auth.uid(), 'tag.merged', keep::text,
    jsonb_build_object('tag', names[1], 'into', names[2]));
  return true;
end
$$;

revoke all on function private.merge_tags from public;
grant execute on function private.merge_tags to authenticated;

create or replace function public.merge_tags(gone uuid, keep uuid) returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.merge_tags(gone, keep) $$;

comment on function public.merge_tags is
  'Puts the tag `keep` on every contact that has the tag `gone`, and deletes that one; false when '
  'one of them is gone already.';

revoke all on function public.merge_tags from public, anon, service_role;
grant execute on function public.merge_tags to authenticated;

comment on function public.merge_tags(pg_catalog.uuid,pg_catalog.uuid) is 'Puts the tag `keep` on every contact that has the tag `gone`, and deletes that one; false when one of them is gone already.';

reset check_function_bodies;
