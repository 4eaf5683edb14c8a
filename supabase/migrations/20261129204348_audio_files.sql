set check_function_bodies = off;

-- Refuses to delete what a route plays: its draft, or any version that was published, which live
-- calls may follow and which may be used again.
create or replace function private.keep_used_audio() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  plays jsonpath := format('$.steps.**.audio ? (@ == "%s")', old.id)::jsonpath;
begin
  -- A company that goes takes all with it.
  if not exists (select from public.tenants where id = old.tenant_id) then return old; end if;
  if exists (select from public.routes where tenant_id = old.tenant_id and draft @? plays)
      or exists (select from public.route_versions
        where tenant_id = old.tenant_id and body @? plays) then
    raise exception 'A route plays this audio file' using errcode = '23503';
  end if;
  return old;
end
$$;
revoke all on function private.keep_used_audio from public;

create or replace function private.remove_audio_bytes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.add_job('files.remove',
    jsonb_build_object('tenant_id', old.tenant_id, 'id', old.id), old.id::text);
  return null;
end
$$;
revoke all on function private.remove_audio_bytes from public;

-- Refuses a route with an audio file that its company does not have. A file that is being deleted
-- at this moment is waited for, as a foreign key would.
create or replace function private.require_audio() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  wanted uuid[] := array(
    select distinct (id #>> '{}')::uuid from jsonb_path_query(to_jsonb(new) -> tg_argv[0],
      '$.steps.**.audio ? (@.type() == "string")') id);
  found integer;
begin
  perform from public.audio_files
    where tenant_id = new.tenant_id and id = any (wanted) order by id for key share;
  get diagnostics found = row_count;
  if found < cardinality(wanted) then
    raise exception 'An audio file of this route is not there' using errcode = '23503';
  end if;
  return new;
end
$$;
revoke all on function private.require_audio from public;

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

create trigger require_audio before insert or update of draft on public.routes
  for each row execute function private.require_audio('draft');
create trigger require_audio before insert or update of body on public.route_versions
  for each row execute function private.require_audio('body');

reset check_function_bodies;
