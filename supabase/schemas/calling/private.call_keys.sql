-- The Idempotency-Key of a request to place a call, and what was answered. Only machine functions
-- reach it.
create table private.call_keys (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null,
  key text not null check (char_length(key) between 1 and 200),
  fingerprint text not null,
  call_id uuid not null,
  answer jsonb,
  created_at timestamptz not null,
  primary key (tenant_id, user_id, key)
);
comment on table private.call_keys is
  'Kept for two days: the same key of the same person gets the same answer.';
comment on column private.call_keys.fingerprint is
  'A hash of the request''s body: a key belongs to one request.';
comment on column private.call_keys.answer is '{status, body}; null while Twilio is being asked.';

alter table private.call_keys enable row level security;
revoke all on private.call_keys from public;
