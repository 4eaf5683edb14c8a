-- Up to when each account's list of calls was compared with the calls here, and when it is done
-- next.
create table private.call_audits (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  account_sid text not null,
  since timestamptz not null,
  compared_until timestamptz not null,
  next_at timestamptz not null,
  failures integer not null default 0,
  problem text,
  differences integer not null default 0
);
comment on table private.call_audits is
  'The sweep''s comparison of a tenant''s calls with Twilio''s list. Written by machine functions '
  'alone.';
comment on column private.call_audits.since is
  'When the account was connected: calls before that are not ours to compare.';
comment on column private.call_audits.compared_until is
  'Every call that began before this has been looked for here.';
comment on column private.call_audits.failures is
  'How often in a row Twilio could not be asked; it is asked later and later.';
comment on column private.call_audits.problem is
  'Why it could not be asked the last time, in words for an admin; null when it could.';
comment on column private.call_audits.differences is
  'What the last comparison found and could not put right.';

create index call_audits_due on private.call_audits (next_at);

alter table private.call_audits enable row level security;
revoke all on private.call_audits from public, anon, authenticated, service_role;
