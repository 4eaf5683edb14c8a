-- A call has no outcome before it ends, and may never have a contact: nobody lists calls by the lack of either.
drop index public.calls_by_outcome;
create index calls_by_outcome on public.calls (tenant_id, outcome, created_at desc, id desc) where outcome is not null;
drop index public.calls_by_contact;
create index calls_by_contact on public.calls (tenant_id, contact_id, created_at desc, id desc) where contact_id is not null;
