-- A foreign key locks the row it names until its transaction ends. A tenant's row and its number's are named by each of its calls, so
-- calls that begin at one moment shared those locks (multixacts) and wrote both rows anew each time: a twelfth of an `answer`.
-- Only machine functions write calls: the tenant is the session's or the verified signature's, the number one of the tenant's line.
alter table public.calls
  drop constraint calls_tenant_id_fkey,
  drop constraint calls_tenant_id_phone_number_id_fkey;
comment on column public.calls.tenant_id is
  'No foreign key: each call would lock its tenant''s row. Only machine functions write here. Tenants are never deleted.';
comment on column public.calls.phone_number_id is
  'The tenant''s number that was dialled or is shown. No foreign key: each call would lock its number''s row. Numbers are never deleted.';
