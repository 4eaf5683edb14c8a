create table public.message_media (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  message_id uuid,
  position smallint not null default 0 check (position between 0 and 9),
  content_type text not null check (char_length(content_type) between 1 and 100),
  name text not null default '' check (char_length(name) <= 80),
  bytes integer check (bytes between 0 and 10485760),
  state text not null check (state in ('waiting', 'stored', 'failed')),
  problem text,
  media_sid text check (media_sid ~ '^ME[0-9a-f]{32}$'),
  uploaded_by uuid,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, message_id) references public.messages (tenant_id, id) on delete cascade
);
comment on table public.message_media is
  'Pictures and files of messages. What came in waits until a job has fetched it from Twilio; the '
  'bytes are in the private bucket (lib/files/key.ts).';
comment on column public.message_media.message_id is
  'Null: uploaded, and not sent yet; removed after a day.';
comment on column public.message_media.problem is 'Why it could not be fetched, in words.';

create index message_media_of_message on public.message_media (tenant_id, message_id, position);
create index message_media_unsent on public.message_media (created_at) where message_id is null;

alter table public.message_media enable row level security;
revoke all on public.message_media from anon, authenticated, service_role;
grant select on public.message_media to authenticated;

create policy "members read their tenant's media" on public.message_media
  for select to authenticated using (tenant_id = (select private.tenant_id()));

create trigger remove_bytes after delete on public.message_media
  for each row when (old.state = 'stored') execute function private.remove_media_bytes();
