create table public.transcription_settings (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  base_url text not null check (char_length(base_url) between 1 and 300),
  model text not null check (char_length(model) between 1 and 100),
  api_key_ciphertext text not null,
  api_key_last_four text not null check (char_length(api_key_last_four) <= 4),
  transcribes_talks boolean not null default false,
  updated_at timestamptz not null default now()
);
comment on table public.transcription_settings is
  'Who turns a tenant''s recordings into text: an endpoint that speaks OpenAI''s protocol, and the '
  'tenant''s own key, as AES-256-GCM ciphertext that admins may write and nobody may read.';
comment on column public.transcription_settings.base_url is
  'What comes before /v1/audio/transcriptions.';
comment on column public.transcription_settings.transcribes_talks is
  'Whether recordings of talks are transcribed too, not only voicemails.';

create index transcription_settings_by_key on public.transcription_settings
  ((api_key_ciphertext collate "C"));

alter table public.transcription_settings enable row level security;
revoke all on public.transcription_settings from anon, authenticated, service_role;
grant select (tenant_id, base_url, model, api_key_last_four, transcribes_talks, updated_at)
  on public.transcription_settings to authenticated;

create policy "admins read how their tenant transcribes" on public.transcription_settings
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert or update or delete on public.transcription_settings
  for each row
  execute function private.audit_row('transcription', 'api_key_ciphertext,updated_at');
