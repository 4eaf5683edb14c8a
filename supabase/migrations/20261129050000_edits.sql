-- Two people may save one row: what each changed stays, and what both changed is asked about.

alter table public.contacts add column edited_by jsonb not null default '{}';
comment on column public.contacts.edited_by is
  'Who changed a column, or the number "phone:+1…", last: {column: user_id}. Kept by triggers.';

create function private.note_editor() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  select new.edited_by || coalesce(jsonb_object_agg(key, auth.uid()), '{}') into new.edited_by
    from jsonb_each(to_jsonb(new))
    where key in ('name', 'company', 'email', 'notes', 'owner_id')
      and value is distinct from to_jsonb(old) -> key;
  return new;
end
$$;
revoke all on function private.note_editor() from public;
create trigger note_editor before update of name, company, email, notes, owner_id
  on public.contacts for each row when (auth.uid() is not null)
  execute function private.note_editor();

create or replace function private.index_contact_phones() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  touched uuid := coalesce(new.contact_id, old.contact_id);
  editor uuid := auth.uid();
begin
  update public.contacts c set phone_words = coalesce((
    -- Whole, without a country code of one to three digits, each with a trunk 0 too, and the ends
    -- people remember.
    select string_agg(concat_ws(' ', substr(p.phone, 2),
      substr(p.phone, 3), substr(p.phone, 4), substr(p.phone, 5),
      '0' || substr(p.phone, 3), '0' || substr(p.phone, 4), '0' || substr(p.phone, 5),
      right(p.phone, 7), right(p.phone, 4)), ' ' order by p.position, p.id)
    from public.contact_phones p where p.contact_id = touched), ''),
    edited_by = case when editor is null then c.edited_by else c.edited_by || (
      select jsonb_object_agg('phone:' || number, editor)
      from unnest(array[old.phone, new.phone]) number where number is not null) end
  where c.id = touched;
  return null;
end
$$;
drop trigger index_contact_phones on public.contact_phones;
create trigger index_contact_phones after insert or update of phone, label or delete
  on public.contact_phones for each row execute function private.index_contact_phones();

-- A contact and its numbers, all or nothing. A number that stays keeps its row: calls from a shared
-- number go to the contact that had it first.
drop function public.save_contact(jsonb, jsonb);
create function public.save_contact(contact jsonb, phones jsonb, was jsonb) returns text
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.tenant_id();
  is_new boolean := coalesce(was, 'null') = 'null';
  typed record;
  now_there jsonb;
begin
  if tenant is null then
    raise exception 'members only' using errcode = 'insufficient_privilege';
  end if;
  select * into typed from jsonb_to_record(contact)
    as c (id uuid, name text, company text, email text, notes text, owner_id uuid);
  if is_new then
    insert into public.contacts (id, tenant_id, name, company, email, notes, owner_id)
      values (typed.id, tenant, typed.name, typed.company, typed.email, typed.notes, typed.owner_id)
      on conflict (id) do nothing;
    if not found then
      return case when exists (
        select from public.contacts where tenant_id = tenant and id = typed.id
      ) then 'changed' else 'not_found' end;
    end if;
  else
    select jsonb_build_object('name', name, 'company', company, 'email', email, 'notes', notes,
        'owner_id', owner_id) into now_there
      from public.contacts where tenant_id = tenant and id = typed.id for update;
    if not found then return 'not_found'; end if;
    -- A statement of its own, so that it sees what was saved while this one waited for the row.
    now_there := now_there || jsonb_build_object('phones', (
      select coalesce(jsonb_agg(jsonb_build_object('phone', phone, 'label', label)
        order by phone collate "C"), '[]')
      from public.contact_phones where tenant_id = tenant and contact_id = typed.id));
    if now_there <> was then return 'changed'; end if;
    update public.contacts set name = typed.name, company = typed.company, email = typed.email,
      notes = typed.notes, owner_id = typed.owner_id, updated_at = now()
      where tenant_id = tenant and id = typed.id;
  end if;
  delete from public.contact_phones kept
    where kept.tenant_id = tenant and kept.contact_id = typed.id and not exists (
      select from jsonb_array_elements(phones) as wanted where wanted ->> 'phone' = kept.phone);
  insert into public.contact_phones as kept (tenant_id, contact_id, phone, label, position)
    select tenant, typed.id, wanted.phone, wanted.label, wanted.place - 1
    from rows from (jsonb_to_recordset(phones) as (phone text, label text))
      with ordinality as wanted (phone, label, place)
  on conflict (tenant_id, contact_id, phone)
    do update set label = excluded.label, position = excluded.position
    where (kept.label, kept.position) is distinct from (excluded.label, excluded.position);
  return 'saved';
end
$$;
comment on function public.save_contact is
  'Adds a contact {id, name, company, email, notes, owner_id} with its numbers [{phone, label}] in '
  'their order, or changes it if it still is as it was: {name, company, email, notes, owner_id, '
  'phones (by number)}; null for a new one. saved | changed | not_found';
revoke all on function public.save_contact(jsonb, jsonb, jsonb) from public, anon, service_role;
grant execute on function public.save_contact(jsonb, jsonb, jsonb) to authenticated;

-- A role is changed from the one that the person saw (`was`), so that of two admins the second
-- hears of the first.
drop function public.change_member_role(uuid, public.member_role);
drop function private.change_member_role(uuid, public.member_role);
create function private.change_member_role(
  member uuid, new_role public.member_role, was public.member_role
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.require_admin();
  old_role public.member_role;
begin
  select role into old_role from public.profiles
    where tenant_id = tenant and user_id = member and removed_at is null for update;
  if not found then return 'not_found'; end if;
  if old_role <> was then return 'changed_meanwhile'; end if;
  if old_role = 'admin' and new_role <> 'admin' and not exists (
    select from public.profiles
    where tenant_id = tenant and role = 'admin' and removed_at is null and user_id <> member
  ) then return 'last_admin'; end if;
  update public.profiles set role = new_role where tenant_id = tenant and user_id = member;
  if old_role = 'admin' and new_role <> 'admin' then
    update public.invitations set revoked_at = now()
      where tenant_id = tenant and invited_by = member
        and accepted_at is null and revoked_at is null;
  end if;
  if new_role < old_role then
    update public.tenants set realtime_epoch = realtime_epoch + 1 where id = tenant;
  end if;
  return 'changed';
end
$$;
create function public.change_member_role(
  member uuid, new_role public.member_role, was public.member_role default null
) returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.change_member_role(member, new_role, was)
$$;
comment on function public.change_member_role is
  'Changes a role if it still is `was` (null: whatever it is). '
  'changed | changed_meanwhile | not_found | last_admin';
revoke all on function private.change_member_role(uuid, public.member_role, public.member_role),
  public.change_member_role(uuid, public.member_role, public.member_role)
  from public, anon, service_role;
grant execute on function private.change_member_role(uuid, public.member_role, public.member_role),
  public.change_member_role(uuid, public.member_role, public.member_role) to authenticated;
