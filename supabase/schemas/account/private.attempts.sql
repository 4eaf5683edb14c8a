-- How often something was tried lately that must not be tried endlessly: a password, a sign-up, a
-- mail, a link.
create table private.attempts (
  key bytea primary key,
  tries integer not null,
  free_at timestamptz not null,
  forget_at timestamptz not null
);
comment on table private.attempts is
  'One row for each account, address or browser that is being counted, under a hash; forgotten '
  'when its time is over.';
comment on column private.attempts.free_at is 'The next try is refused until then.';

create index attempts_to_forget on private.attempts (forget_at);

alter table private.attempts enable row level security;
revoke all on private.attempts from public, anon, authenticated, service_role;
