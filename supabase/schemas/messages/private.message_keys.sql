-- The Idempotency-Key of a request to send a message. Only machine functions reach it.
create table private.message_keys (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null,
  key text not null check (char_length(key) between 1 and 200),
  fingerprint text not null,
  message_id uuid not null,
  created_at timestamptz not null,
  primary key (tenant_id, user_id, key)
);
comment on table private.message_keys is
  'Kept for two days: the same key of the same person is the same message.';
comment on column private.message_keys.fingerprint is
  'A hash of the request''s body: a key belongs to one request.';

alter table private.message_keys enable row level security;
revoke all on private.message_keys from public;
