insert into public.companies (id, tenant_id, name)
  select distinct company_id, tenant_id, company from public.contacts
