create table private.voicemail_mails (
  tenant_id uuid not null,
  voicemail_id uuid not null,
  user_id uuid not null,
  claimed_at timestamptz not null,
  primary key (tenant_id, voicemail_id, user_id),
  foreign key (tenant_id, voicemail_id) references public.voicemails (tenant_id, id)
    on delete cascade
);
comment on table private.voicemail_mails is
  'To whom a message was mailed: set before the mail is sent, so that nobody has two of one.';
