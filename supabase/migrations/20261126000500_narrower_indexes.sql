-- Hardly a live call has an outcome, and many never have a contact: nobody lists calls by the lack of either.
create index calls_of_outcome on public.calls (tenant_id, outcome, created_at desc, id desc) where outcome is not null;
create index calls_of_contact on public.calls (tenant_id, contact_id, created_at desc, id desc) where contact_id is not null;
drop index public.calls_by_outcome, public.calls_by_contact;
alter index public.calls_of_outcome rename to calls_by_outcome;
alter index public.calls_of_contact rename to calls_by_contact;
