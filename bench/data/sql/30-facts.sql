-- A UUID that the app takes for one: version 8, from the hash of some words.
create function bench.uuid_of(hash text) returns uuid language sql immutable as $$
  select (substr(hash, 1, 12) || '8' || substr(hash, 14, 3) || 'a' || substr(hash, 18))::uuid
$$;

-- A company has five choices of each kind; any other number is null, as nothing chosen.
create function bench.choice_of(tenant uuid, kind text, nth integer) returns uuid
  language sql immutable as $$
  select case when nth <= 5 then bench.uuid_of(md5(tenant || kind || nth)) end
$$;

-- As numberAt in numbers.ts, by how many area codes there are to choose from and where they begin.
create function bench.number_at(at bigint, areas text[], first_area integer, how_many integer)
  returns text language sql immutable as $$
  select '+1' || areas[first_area + at % how_many] || '555' || lpad((200 + at / how_many)::text, 4,
    '0')
$$;

-- Every call from the `since`th on, in order of time. `offset 0` keeps each layer from being
-- computed more than once. Times are seconds from the click or the first ring, as in
-- local/scenarios/outbound.ts and inbound.ts.
create function bench.facts(since bigint) returns table (
  row_number bigint, hash text, tenant_id uuid, number text, number_id uuid, user_id uuid,
    user_phone text, contact_id uuid, customer text,
  kind text, direction text, status public.call_status, outcome text, outcome_reason text,
    version integer,
  created_at timestamptz, began timestamptz, up integer, pressed integer, child_rings integer,
    answered integer, child_over integer,
  over integer, late integer, talk integer, parent_billed integer, child_billed integer)
language sql stable as $$
  select i, hash, id, number, number_id, callers[caller], phones[caller],
    case when contact is not null then bench.uuid_of(md5('ringbook bench contact ' || contact)) end,
    case when contact is not null then bench.number_at(contact, (select areas from bench.scale), 1,
      110)
         when direction = 'inbound' and u % 8 = 0 then 'anonymous'
         else bench.number_at(u % 98000, (select areas from bench.scale), 111, 10) end,
    kind, direction, status, outcome, outcome_reason, version, created_at,
      date_trunc('second', created_at, 'UTC'),
    up, pressed, child_rings, answered, child_over, over, late, talk,
    case when kind in ('rep no-answer', 'rep busy') then 0 when direction = 'inbound'
      then over + late else over + late - up end,
    case kind when 'connected' then talk when 'accepted' then over - up else 0 end
  from (
    select *,
      case kind when 'connected' then answered + talk when 'accepted' then answered + talk
        when 'no-answer' then pressed + 34
        when 'busy' then pressed + 6 when 'failed' then pressed + 6 when 'canceled'
          then pressed + 6 + (q >> 5 & 7)::integer
        when 'rep no-answer' then 31 when 'rep busy' then 3 when 'unconfirmed' then up + 16
          when 'missed' then 41
        else 13 + (q >> 5 & 7)::integer end as over,
      case kind when 'connected' then answered + talk when 'accepted' then answered + talk
        when 'no-answer' then pressed + 31
        when 'busy' then pressed + 3 when 'failed' then pressed + 3 when 'canceled'
          then pressed + 6 + (q >> 5 & 7)::integer
        when 'missed' then 34 when 'gave up' then 13 + (q >> 5 & 7)::integer end as child_over,
      case when outcome = 'connected' then (q >> 9 & 1)::integer else 0 end as late
    from (
      select *,
        case when direction = 'inbound' then 8 when kind not in ('rep no-answer', 'rep busy',
          'unconfirmed') then pressed + 1 end as child_rings,
        case kind when 'connected' then pressed + 4 + (q >> 5 & 15)::integer when 'accepted'
          then pressed end as answered,
        case when outcome = 'connected' then case when q >> 10 & 15 < 5
          then 9 + (q >> 14 & 31)::integer
          when q >> 10 & 15 < 13 then 60 + (q >> 14 & 255)::integer
            else 280 + (q >> 14 & 511)::integer end else 0 end as talk
      from (
        select *, md5('ringbook bench call ' || i) as hash,
          case when direction = 'outbound' then 3 + (q & 3) else 11 + (q & 7) end::integer as up,
          case when direction = 'outbound' then 5 + (q & 3) + (q >> 3 & 3)
            else 13 + (q & 7) + (q >> 3 & 3) end::integer as pressed,
          (1 + (r >> 11 & 65535) % cardinality(callers))::integer as caller,
          -- Most calls are with few contacts, and one in thirty with one of them.
          case when r >> 27 & 127 < 109 then first_contact + case when r >> 58 & 31 = 0 then 0
            else floor((u / 16777216.0::float8) * (u / 16777216.0::float8) * contacts)::bigint end
              end as contact
        from (
          select h.i, h.r, h.r >> 34 & 16777215 as u, hashint8extended(h.i, 2) as q, h.created_at,
            t.id, t.number, t.number_id, t.contacts, t.first_contact, t.callers, t.phones,
            d.kind, d.direction, d.status, d.outcome, d.outcome_reason, d.version
          from (
            select i, hashint8extended(i, 1) as r,
              -- A step without a common factor visits every call of every tenant once, each
              -- tenant's spread over all of the time.
              i * (select call_step from bench.scale) % (select calls from bench.scale) as slot,
              hours.starts + ((i - hours.first) * 3600000000 + (hashint8extended(i,
                3) & 2147483647)) / hours.calls * interval '1 microsecond' as created_at
            from bench.hours cross join lateral generate_series(greatest(hours.first, since),
              hours.first + hours.calls - 1) i
            where hours.first + hours.calls > since
            offset 0
          ) h
          join bench.tenants t on t.index = width_bucket(h.slot,
            (select array_agg(first_call order by index) from bench.tenants)) - 1
          join bench.draws d on d.draw = (h.r & 2047)::integer
          offset 0
        ) drawn
        offset 0
      ) timed
      offset 0
    ) talked
    offset 0
  ) ended
$$;
