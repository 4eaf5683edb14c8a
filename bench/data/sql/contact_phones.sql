insert into public.contact_phones (id, tenant_id, contact_id, phone, label, position, created_at)
  select bench.uuid_of(reverse(md5('ringbook bench contact ' || c.at))), t.id,
    bench.uuid_of(md5('ringbook bench contact ' || c.at)),
    bench.number_at(c.at, (select areas from bench.scale), 1, 110),
      (array['mobile', 'work', 'work', 'home'])[1 + (c.r >> 48 & 3)], 0,
    (select day from bench.scale) - interval '731 days'
      - ((c.r >> 20 & 16777215) * interval '200 milliseconds')
  from (
    select at, hashint8extended(at, 4) as r from (
      select n * (select contact_step from bench.scale) % (select contacts from bench.scale) as at
      from generate_series(0, (select contacts from bench.scale) - 1) n offset 0
    ) numbered offset 0
  ) c
  join bench.tenants t on t.index = width_bucket(c.at, (select array_agg(first_contact
    order by index) from bench.tenants)) - 1
