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
create trigger follow_merge before insert on public.notes
  for each row when (new.contact_id is not null) execute function private.follow_merge();
create trigger note_edit before update of body on public.notes
  for each row when (old.body is distinct from new.body) execute function private.note_edit();
