create table public.audio_files (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 80),
  content_type text not null check (content_type in ('audio/mpeg', 'audio/wav')),
  bytes integer not null check (bytes between 1 and 4194304),
  seconds double precision not null check (seconds > 0 and seconds <= 300),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  uploaded_by uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, uploaded_by) references public.profiles (tenant_id, user_id)
);
comment on table public.audio_files is
  'Audio that routes play to callers. The bytes are in the private bucket (lib/files/key.ts): '
  'stored before the row is, and removed by a job once it is gone.';
comment on column public.audio_files.sha256 is 'Of the bytes, in hexadecimal.';

create index audio_files_page on public.audio_files (tenant_id, name, id);
create index audio_files_by_person on public.audio_files (tenant_id, uploaded_by);

alter table public.audio_files enable row level security;
revoke all on public.audio_files from anon, authenticated, service_role;
grant select, delete on public.audio_files to authenticated;
grant insert (tenant_id, id, name, content_type, bytes, seconds, sha256)
  on public.audio_files to authenticated;
grant update (name) on public.audio_files to authenticated;

create policy "members read their tenant's audio files" on public.audio_files
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add audio files" on public.audio_files
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins rename audio files" on public.audio_files
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));
create policy "admins remove audio files" on public.audio_files
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger clean_text before insert or update of name on public.audio_files
  for each row execute function private.clean_text('name:name');
create trigger audit after insert or update or delete on public.audio_files
  for each row execute function private.audit_row('audio_file', 'content_type,bytes,sha256');
create trigger keep_used before delete on public.audio_files
  for each row execute function private.keep_used_audio();
create trigger remove_bytes after delete on public.audio_files
  for each row execute function private.remove_audio_bytes();
