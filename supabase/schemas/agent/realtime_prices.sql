create table public.realtime_prices (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  model text not null check (char_length(model) between 1 and 100),
  audio_in numeric(10, 4) not null check (audio_in between 0 and 100000),
  cached_audio_in numeric(10, 4) not null check (cached_audio_in between 0 and 100000),
  audio_out numeric(10, 4) not null check (audio_out between 0 and 100000),
  text_in numeric(10, 4) not null check (text_in between 0 and 100000),
  cached_text_in numeric(10, 4) not null check (cached_text_in between 0 and 100000),
  text_out numeric(10, 4) not null check (text_out between 0 and 100000),
  transcript_in numeric(10, 4) not null default 0 check (transcript_in between 0 and 100000),
  transcript_out numeric(10, 4) not null default 0 check (transcript_out between 0 and 100000),
  transcript_minute numeric(10, 4) not null default 0
    check (transcript_minute between 0 and 100000),
  source text not null default '' check (char_length(source) <= 300),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, model)
);
comment on table public.realtime_prices is
  'What a tenant''s provider charges for a model that talks, as an admin entered it: US dollars '
  'per million tokens of each kind.';
comment on column public.realtime_prices.transcript_in is
  'What writing down the caller''s words costs, per million tokens, as transcript_out; where the '
  'provider counts time, per minute: transcript_minute.';
comment on column public.realtime_prices.source is 'Where the admin read them.';

alter table public.realtime_prices enable row level security;
revoke all on public.realtime_prices from anon, authenticated, service_role;
grant select on public.realtime_prices to authenticated;
grant insert (tenant_id, model, audio_in, cached_audio_in, audio_out, text_in, cached_text_in,
  text_out, transcript_in, transcript_out, transcript_minute, source, updated_at)
  on public.realtime_prices to authenticated;
grant update (audio_in, cached_audio_in, audio_out, text_in, cached_text_in, text_out,
  transcript_in, transcript_out, transcript_minute, source, updated_at)
  on public.realtime_prices to authenticated;

create policy "admins read what their voice agents' models cost" on public.realtime_prices
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins enter what their voice agents' models cost" on public.realtime_prices
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change what their voice agents' models cost" on public.realtime_prices
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger clean_text before insert or update of source on public.realtime_prices
  for each row execute function private.clean_text('source:line');
create trigger audit after insert or update on public.realtime_prices
  for each row execute function private.audit_row('realtime_price', 'updated_at');
