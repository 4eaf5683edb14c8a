set check_function_bodies = off;

-- What is about a call is about its contact too; the call is one of the tenant's.
create or replace function private.contact_of_call() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  select contact_id into new.contact_id from public.calls
    where tenant_id = new.tenant_id and id = new.call_id;
  if not found then
    raise exception 'there is no such call' using errcode = 'foreign_key_violation';
  end if;
  return new;
end
$$;

revoke all on function private.contact_of_call from public;

-- A call was given to a contact, or taken from one: its notes go along. A contact has one pinned
-- note, so they are not pinned there.
create or replace function private.follow_call() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.notes set contact_id = new.contact_id, pinned_at = null
    where tenant_id = new.tenant_id and call_id = new.id;
  return null;
end
$$;

revoke all on function private.follow_call from public;

create or replace function private.note_edit() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.updated_at := now();
  new.edited_by := coalesce(auth.uid(), new.edited_by);
  return new;
end
$$;

revoke all on function private.note_edit from public;

create table public.notes (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  contact_id uuid,
  call_id uuid,
  author_id uuid default auth.uid(),
  body text not null check (char_length(body) between 1 and 10000),
  is_call_note boolean not null default false,
  pinned_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  edited_by uuid,
  primary key (tenant_id, id),
  constraint notes_about_something check (contact_id is not null or call_id is not null),
  constraint notes_call_note check (not is_call_note
    or (call_id is not null and author_id is not null)),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.notes is
  'What a person wrote about a contact or a call. A note on a call is also one on its contact.';
comment on column public.notes.contact_id is
  'Of a note on a call: the call''s contact, kept by triggers; null while it has none.';
comment on column public.notes.author_id is
  'Whoever added it, by policy; no foreign key, as the API takes a table that refers to contacts '
  'and to profiles for a way between the two. Null for a text from before notes had authors, which '
  'everyone may edit.';
comment on column public.notes.is_call_note is
  'The note that its author writes during and after the call: one per author, saved as they type.';
comment on column public.notes.pinned_at is 'When it was pinned; a contact has one pinned note.';
comment on column public.notes.edited_by is 'Who changed the text last; null if nobody has.';

-- A contact's timeline shows the notes on a call within the call.
create index notes_of_contact on public.notes (tenant_id, contact_id, created_at desc, id desc)
  where call_id is null;
create index notes_by_contact on public.notes (tenant_id, contact_id, created_at desc, id desc);
create index notes_by_call on public.notes (tenant_id, call_id, created_at, id);
create index notes_by_author on public.notes (tenant_id, author_id);
create unique index notes_one_call_note on public.notes (tenant_id, call_id, author_id)
  where is_call_note;
create unique index notes_one_pinned on public.notes (tenant_id, contact_id)
  where pinned_at is not null;

alter table public.notes enable row level security;
revoke all on public.notes from anon, authenticated, service_role;
grant select, delete on public.notes to authenticated;
grant insert (id, tenant_id, contact_id, call_id, author_id, body, is_call_note)
  on public.notes to authenticated;
grant update (body) on public.notes to authenticated;

create policy "members read their tenant's notes" on public.notes
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members write notes as themselves" on public.notes
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and author_id = (select auth.uid()));
create policy "authors edit their notes, everyone those without an author" on public.notes
  for update to authenticated
  using (tenant_id = (select private.tenant_id())
    and (author_id = (select auth.uid()) or author_id is null))
  with check (tenant_id = (select private.tenant_id())
    and (author_id = (select auth.uid()) or author_id is null));
create policy "authors delete their notes, admins any" on public.notes
  for delete to authenticated
  using (tenant_id = (select private.tenant_id())
    and (author_id = (select auth.uid()) or (select private.role()) = 'admin'));

create trigger audit after delete on public.notes
  for each row when (old.author_id is distinct from auth.uid())
  execute function private.audit_row('note', 'body');
create trigger broadcast_note after insert or update or delete on public.notes
  for each row execute function private.broadcast_change('notes', 'contact_id', 'call_id');
create trigger clean_text before insert or update of body on public.notes
  for each row execute function private.clean_text('body:speech');
create trigger contact_of_call before insert on public.notes
  for each row when (new.call_id is not null) execute function private.contact_of_call();
create trigger note_edit before update of body on public.notes
  for each row when (old.body is distinct from new.body) execute function private.note_edit();

-- Everyone of the tenant pins, whoever wrote the note: a definer's, as people may change the text
-- of their own notes alone. The contact's row is locked, so that two who pin go one after another.
create or replace function private.pin_note(note uuid, pinned boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.tenant_id();
  about record;
begin
  select n.tenant_id, n.contact_id into about from public.notes n
    where n.tenant_id = tenant and n.id = note and n.contact_id is not null;
  if not found then return false; end if;
  perform from public.contacts c where c.tenant_id = about.tenant_id and c.id = about.contact_id
    for no key update;
  update public.notes n set pinned_at = null
    where n.tenant_id = about.tenant_id and n.contact_id = about.contact_id
      and n.pinned_at is not null and pinned <> (n.id = note);
  if pinned then
    update public.notes n set pinned_at = now()
      where n.tenant_id = about.tenant_id and n.id = note and n.pinned_at is null;
  end if;
  return true;
end
$$;

revoke all on function private.pin_note from public;
grant execute on function private.pin_note to authenticated;

create or replace function public.pin_note(note uuid, pinned boolean) returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.pin_note(note, pinned) $$;

comment on function public.pin_note is
  'Pins a note on its contact in place of the one that is pinned, or unpins it. False when there '
  'is no such note, or when it is about no contact.';

revoke all on function public.pin_note from public, anon, service_role;
grant execute on function public.pin_note to authenticated;

-- One statement compares and writes, so that what another window of the same person saved is not
-- lost.
create or replace function public.save_call_note(call uuid, typed text, was text default null)
returns text
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.tenant_id();
begin
  if tenant is null then
    raise exception 'members only' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from public.calls where tenant_id = tenant and id = call) then
    return 'not_found';
  end if;
  if btrim(typed) = '' then
    delete from public.notes n
      where n.tenant_id = tenant and n.call_id = call and n.author_id = auth.uid()
        and n.is_call_note and (was is null or n.body = was);
    return case when exists (
      select from public.notes n
      where n.tenant_id = tenant and n.call_id = call and n.author_id = auth.uid()
        and n.is_call_note
    ) then 'changed' else 'saved' end;
  end if;
  insert into public.notes as n (tenant_id, call_id, body, is_call_note)
    values (tenant, call, typed, true)
    on conflict (tenant_id, call_id, author_id) where is_call_note
    do update set body = excluded.body
      where was is null or n.body = was or n.body = excluded.body;
  return case when found then 'saved' else 'changed' end;
end
$$;

comment on function public.save_call_note is
  'Writes the asking person''s note on a call if it still is as it was; '''' in `was` for none, '
  'null for whatever it is. An empty text deletes it. saved | changed | not_found';

revoke all on function public.save_call_note from public, anon, service_role;
grant execute on function public.save_call_note to authenticated;

create trigger follow_call after update of contact_id on public.calls
  for each row when (old.contact_id is distinct from new.contact_id)
  execute function private.follow_call();

reset check_function_bodies;
