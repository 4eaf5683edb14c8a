create table public.voicemails (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  call_id uuid not null,
  recording_id uuid not null,
  mailbox_id uuid,
  left_at timestamptz not null,
  transcript text,
  heard_at timestamptz,
  heard_by uuid,
  primary key (tenant_id, id),
  unique (recording_id, tenant_id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.voicemails is
  'Messages that callers left: recordings of that purpose, two seconds or longer. Made by a '
  'trigger on recordings, so that a message whose webhook was lost is here too.';
comment on column public.voicemails.mailbox_id is
  'Whose message it is; null: everybody''s. No foreign key, nor for heard_by: the API would take '
  'this table for a way between calls and profiles.';

create index voicemails_page on public.voicemails (tenant_id, left_at desc, id desc);
create index voicemails_by_call on public.voicemails (tenant_id, call_id);
create index voicemails_by_mailbox on public.voicemails (tenant_id, mailbox_id);

alter table public.voicemails enable row level security;
revoke all on public.voicemails from anon, authenticated, service_role;
grant select on public.voicemails to authenticated;

create policy "people read the shared mailbox and their own, managers and admins all"
  on public.voicemails for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (mailbox_id is null
    or mailbox_id = (select auth.uid()) or (select private.role()) in ('manager', 'admin')));
