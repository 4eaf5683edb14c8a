-- One in 16 has each tag.
insert into public.contact_tags (tenant_id, contact_id, tag_id, sort_name)
  select c.tenant_id, c.id, bench.choice_of(c.tenant_id, 'tag', n), c.sort_name
  from public.contacts c, generate_series(1, 5) n
  where hashtext(c.id::text) >> (4 * n) & 15 = 1
