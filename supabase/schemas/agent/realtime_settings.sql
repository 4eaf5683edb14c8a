create table public.realtime_settings (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  base_url text not null check (char_length(base_url) between 1 and 300),
  model text not null check (char_length(model) between 1 and 100),
  transcription_model text not null check (char_length(transcription_model) between 1 and 100),
  audio_format text not null default 'audio/pcmu' check (audio_format in
    ('audio/pcmu', 'audio/pcm')),
  api_key_ciphertext text not null,
  api_key_last_four text not null check (char_length(api_key_last_four) <= 4),
  updated_at timestamptz not null default now()
);
comment on table public.realtime_settings is
  'The model that a tenant''s voice agents talk with: an endpoint that speaks OpenAI''s realtime '
  'protocol, and the tenant''s own key, as AES-256-GCM ciphertext that admins may write and nobody '
  'may read.';
comment on column public.realtime_settings.base_url is 'What comes before /realtime?model=….';
comment on column public.realtime_settings.audio_format is
  'audio/pcmu is what telephones speak; audio/pcm (24 kHz) for providers that do not.';

create index realtime_settings_by_key on public.realtime_settings
  ((api_key_ciphertext collate "C"));

alter table public.realtime_settings enable row level security;
revoke all on public.realtime_settings from anon, authenticated, service_role;
grant select (tenant_id, base_url, model, transcription_model, audio_format, api_key_last_four,
  updated_at) on public.realtime_settings to authenticated;

create policy "admins read how their tenant's voice agents talk" on public.realtime_settings
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert or update or delete on public.realtime_settings
  for each row
  execute function private.audit_row('realtime', 'api_key_ciphertext,updated_at');
