-- Recordings that are to be deleted at Twilio: kept as long as the tenant keeps them, or unwanted
-- by an admin. A row goes when Twilio has answered; what is left of it then is the receipt, in
-- recordings, in the ledger and in the audit log.
create table private.recording_deletions (
  tenant_id uuid not null,
  recording_id uuid not null references public.recordings (id) on delete cascade,
  requested_by uuid,
  requested_at timestamptz not null,
  tries integer not null default 0,
  next_try_at timestamptz not null,
  problem text,
  primary key (tenant_id, recording_id)
);
comment on table private.recording_deletions is
  'The work of deleting recordings; no person reads it.';
comment on column private.recording_deletions.requested_by is
  'The admin; null when it was kept for as long as the tenant keeps recordings.';

create index recording_deletions_due on private.recording_deletions (next_try_at);
create index recording_deletions_by_recording on private.recording_deletions (recording_id);
