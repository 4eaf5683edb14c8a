insert into public.contacts (id, tenant_id, name, company, company_id, email_words, owner_id,
  phone_words,
  stage_id, custom, archived_at, created_at, updated_at)
  select id, tenant_id, first || ' ' || last, place || ' ' || trade,
    bench.uuid_of(md5(tenant_id || place || ' ' || trade)),
    case when has_email then lower(first || '.' || last || '@' || place || '-' || trade || '.test')
      else '' end, owner_id,
    -- As private.index_contact_phones writes them.
    concat_ws(' ', substr(phone, 2), substr(phone, 3), substr(phone, 4), substr(phone, 5),
      '0' || substr(phone, 3), '0' || substr(phone, 4), '0' || substr(phone, 5), right(phone, 7),
        right(phone, 4)),
    bench.choice_of(tenant_id, 'stage', stage),
    case when plan < 2 then jsonb_build_object(bench.choice_of(tenant_id, 'field', 1),
      case plan when 0 then 'Gold' else 'Silver' end) else '{}' end,
    archived_at, since, since
  from (
    select bench.uuid_of(md5('ringbook bench contact ' || c.at)) as id, t.id as tenant_id,
      bench.number_at(c.at, (select areas from bench.scale), 1, 110) as phone,
      w.given[1 + (c.r & 31)] as first,
      -- One rare name a tenant.
      case when c.at - t.first_contact = least(7, t.contacts - 1) then 'Quillfeather'
        else w.stems[1 + (c.r >> 5 & 31)] || w.ends[1 + (c.r >> 10 & 7)] end as last,
      w.places[1 + (c.r >> 13 & 31)] as place, w.trades[1 + (c.r >> 18 & 31)] as trade,
      c.r >> 50 & 3 = 0 as has_email,
      case when c.r >> 28 & 3 > 0 then t.callers[1 + (c.r >> 32 & 65535) % cardinality(t.callers)]
        end as owner_id,
      -- Five stages, and three in eight in none; one in 32 archived.
      (c.r >> 52 & 7)::integer + 1 as stage, (c.r >> 55 & 15)::integer as plan,
      case when c.r >> 59 & 15 = 0 and c.r & 1 = 0 then s.day - interval '30 days'
        end as archived_at,
      s.day - interval '731 days' - ((c.r >> 20 & 16777215) * interval '200 milliseconds') as since
    from (
      select at, hashint8extended(at, 4) as r from (
        select n * (select contact_step from bench.scale) % (select contacts from bench.scale) as at
        from generate_series(0, (select contacts from bench.scale) - 1) n offset 0
      ) numbered offset 0
    ) c
    join bench.tenants t on t.index = width_bucket(c.at, (select array_agg(first_contact
      order by index) from bench.tenants)) - 1
    cross join bench.scale s
    cross join bench.words w
    offset 0
  ) made
