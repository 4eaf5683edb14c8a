-- Claims the people whom a call is about to ring: those of the first wish of which somebody is
-- free, chosen as lib/routing/people.ts chooses. Who is claimed by another call meanwhile is passed
-- over. A wish is {people: [ids] or null for everybody, order, tried: [places]}.
create or replace function private.claim_people(
  tenant uuid, call uuid, callers text[], wishes jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  wish jsonb;
  person record;
  rung integer;
begin
  for wish in select w from jsonb_array_elements(wishes) w loop
    rung := 0;
    for person in
      with listed as (
        select distinct on (id) id::uuid as user_id, place from (
          select id, place from jsonb_array_elements_text(
            case jsonb_typeof(wish -> 'people') when 'array' then wish -> 'people' else '[]' end)
            with ordinality as named(id, place)
          union all
          select r.user_id::text, row_number() over () from private.routed_people(
            tenant, call, callers) r where jsonb_typeof(wish -> 'people') = 'null') one
        order by id, place
      )
      select l.user_id from listed l
      join private.routed_people(tenant, call, callers) r on r.user_id = l.user_id
      where r.availability = 'free' and not wish -> 'tried' @> to_jsonb(l.place - 1)
      order by case wish ->> 'order' when 'round_robin' then coalesce(r.rung_at, 'epoch')
        when 'longest_idle' then coalesce(r.talked_at, 'epoch') end, l.place
    loop
      insert into private.ring_claims as k (tenant_id, user_id, call_id, claimed_at)
        values (tenant, person.user_id, call, now())
      on conflict (tenant_id, user_id) do update set call_id = excluded.call_id,
        claimed_at = excluded.claimed_at, rung_before = k.claimed_at
      where k.call_id = excluded.call_id or private.is_claim_over(k);
      if found then rung := rung + 1; end if;
      exit when rung = case wish ->> 'order' when 'at_once' then 10 else 1 end;
    end loop;
    if rung > 0 then return; end if;
  end loop;
end
$$;
revoke all on function private.claim_people from public;
