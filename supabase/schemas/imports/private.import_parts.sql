create table private.import_parts (
  tenant_id uuid not null,
  import_id uuid not null,
  part integer not null check (part between 0 and 49),
  data bytea not null check (octet_length(data) <= 1048576),
  primary key (tenant_id, import_id, part),
  foreign key (tenant_id, import_id) references public.contact_imports (tenant_id, id)
    on delete cascade
);
comment on table private.import_parts is
  'An uploaded file as it came, in pieces; gone once the import is finished.';
-- Pieces of a file compress to little worth the time.
alter table private.import_parts alter column data set storage external;

alter table private.import_parts enable row level security;
revoke all on private.import_parts from public, anon, authenticated, service_role;
