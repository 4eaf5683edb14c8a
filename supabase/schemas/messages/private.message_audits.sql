-- Up to when each account's list of received messages was compared with those here.
create table private.message_audits (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  account_sid text not null,
  compared_until timestamptz not null,
  next_at timestamptz not null,
  failures integer not null default 0
);
comment on table private.message_audits is
  'As private.call_audits, of texts that came in. Written by machine functions alone.';
comment on column private.message_audits.compared_until is
  'Every text that came in before this has been looked for here.';

create index message_audits_due on private.message_audits (next_at);

alter table private.message_audits enable row level security;
revoke all on private.message_audits from public, anon, authenticated, service_role;
