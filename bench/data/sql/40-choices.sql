insert into public.contact_stages (id, tenant_id, name, position)
  select bench.choice_of(t.id, 'stage', n), t.id, 'Stage ' || n, n
  from bench.tenants t, generate_series(1, 5) n;
insert into public.dispositions (id, tenant_id, label, position)
  select bench.choice_of(t.id, 'disposition', n), t.id, 'Outcome ' || n, n
  from bench.tenants t, generate_series(1, 5) n;
insert into public.tags (id, tenant_id, name)
  select bench.choice_of(t.id, 'tag', n), t.id, 'Tag ' || n
  from bench.tenants t, generate_series(1, 5) n;
insert into public.contact_fields (id, tenant_id, name, type, choices)
  select bench.choice_of(t.id, 'field', 1), t.id, 'Plan', 'choice', '{Gold,Silver}'
  from bench.tenants t;
