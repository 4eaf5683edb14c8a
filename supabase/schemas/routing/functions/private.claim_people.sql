-- Claims the people whom the call of an event is about to ring: those of the first wish of which
-- somebody is free, chosen as lib/routing/people.ts chooses. `people` are those of
-- private.route_facts; returns them, and who was claimed by another call meanwhile is ringing. A
-- wish is {people: [ids] or null for everybody, order, tried: [places]}, where `again` is the place
-- of who alone is rung once more, or that of a queue (private.queue_turn), after which none counts
-- once the caller waits in it; `queue` is its result.
create or replace function private.claim_people(
  tenant uuid, e jsonb, people jsonb, wishes jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  queue jsonb;
  wish jsonb;
  wanted integer;
  missing integer;
  rung uuid[];
  next uuid[];
  taken uuid[] := '{}';
begin
  for wish in select w from jsonb_array_elements(wishes) w loop
    if wish ->> 'whom' = 'queue' then
      queue := private.queue_turn(tenant, e, people, wish);
      -- Whoever took the caller is rung, also where they take no calls.
      people := (select coalesce(jsonb_agg(case when p -> 'user_id' = queue -> 'ring'
          then p || '{"availability": "free"}' else p end), '[]')
        from jsonb_array_elements(people) p);
      exit when queue ->> 'position' is not null;
      continue;
    end if;
    wanted := case wish ->> 'order' when 'at_once' then 10 else 1 end;
    rung := '{}';
    loop
      missing := wanted - cardinality(rung);
      next := array(
        with listed as (
          select distinct on (id) id::uuid, place from (
            select id, place from jsonb_array_elements_text(
              case jsonb_typeof(wish -> 'people') when 'array' then wish -> 'people' else '[]' end)
              with ordinality as named(id, place)
            union all
            select p ->> 'user_id', place from jsonb_array_elements(people) with ordinality as
              every(p, place) where jsonb_typeof(wish -> 'people') = 'null') one
          order by id, place
        )
        select l.id from listed l
        join jsonb_to_recordset(people) as r(user_id uuid, availability text, rung_at bigint,
          talked_at bigint) on r.user_id = l.id
        where r.availability = 'free' and not wish -> 'tried' @> to_jsonb(l.place - 1)
          and coalesce(l.place - 1 = (wish ->> 'again')::integer, true)
          and l.id <> all (rung || taken)
        order by case wish ->> 'order' when 'round_robin' then coalesce(r.rung_at, 0)
          when 'longest_idle' then coalesce(r.talked_at, 0) end, l.place
        limit missing);
      exit when next = '{}';
      with claimed as (
        insert into private.ring_claims as k (tenant_id, user_id, call_id, claimed_at)
          select tenant, person, call, now() from unnest(next) person
          -- Whoever else claims them at this moment has them: waiting for that, two calls that list
          -- the same people in different orders would wait for each other.
          where pg_try_advisory_xact_lock(hashtextextended(tenant::text || person, 0))
        on conflict (tenant_id, user_id) do update set call_id = excluded.call_id,
          claimed_at = excluded.claimed_at
        where k.call_id = excluded.call_id or private.is_claim_over(k)
        returning k.user_id
      )
      select rung || coalesce(array_agg(c.user_id), '{}') into rung from claimed c;
      taken := taken || array(select unnest(next) except select unnest(rung));
      -- Nobody else is free.
      exit when cardinality(next) < missing or cardinality(rung) = wanted;
    end loop;
    exit when rung <> '{}';
  end loop;
  if taken <> '{}' then
    people := (select jsonb_agg(case when (p ->> 'user_id')::uuid = any (taken)
        then p || '{"availability": "ringing"}' else p end)
      from jsonb_array_elements(people) p);
  end if;
  return jsonb_build_object('queue', queue, 'people', people);
end
$$;
revoke all on function private.claim_people from public;
