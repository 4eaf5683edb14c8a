create table private.called_numbers (
  tenant_id uuid not null,
  number text not null,
  primary key (tenant_id, number)
);
comment on table private.called_numbers is
  'Every number a tenant has had a call with, once: the log is searched by any digits of them. '
  'Filled when a call is over, so that no caller waits for it.';

create index called_numbers_by_digits on private.called_numbers
  using gin (private.grams(tenant_id, number));

alter table private.called_numbers enable row level security;
revoke all on private.called_numbers from anon, authenticated, service_role;
