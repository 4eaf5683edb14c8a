create table public.opt_outs (
  tenant_id uuid not null,
  phone_number_id uuid not null,
  number text not null check (char_length(number) between 1 and 60),
  opted_out boolean not null,
  source text not null check (source in ('word', 'twilio', 'refused')),
  changed_at timestamptz not null,
  primary key (tenant_id, phone_number_id, number),
  foreign key (tenant_id, phone_number_id) references public.phone_numbers (tenant_id, id)
);
comment on table public.opt_outs is
  'Who wants no more messages from a company''s number (STOP), and who wants them again (START): '
  'what was asked for last.';
comment on column public.opt_outs.number is 'The other party''s, as in message_threads.';
comment on column public.opt_outs.source is
  'How it is known: the word that was sent, Twilio''s OptOutType, or Twilio''s refusal (21610).';

create index opt_outs_by_number on public.opt_outs (tenant_id, number) where opted_out;

alter table public.opt_outs enable row level security;
revoke all on public.opt_outs from anon, authenticated, service_role;
grant select on public.opt_outs to authenticated;

create policy "members read their tenant's opt-outs" on public.opt_outs
  for select to authenticated using (tenant_id = (select private.tenant_id()));
