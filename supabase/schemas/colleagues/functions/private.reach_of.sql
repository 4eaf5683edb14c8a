-- What a call rings of a person at this moment: the phone (E.164) that may ring, and whether a
-- browser. As private.routed_people, for one.
create or replace function private.reach_of(t public.tenants, person uuid,
  out phone text, out in_browser boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  rings_on text := (select d.rings_on from public.call_devices d
    where d.tenant_id = t.id and d.user_id = person);
  place jsonb;
begin
  in_browser := coalesce(rings_on <> 'phone' and private.has_softphone(t.id, person), false);
  if rings_on = 'browser' then return; end if;
  phone := (select ph.phone from public.personal_phones ph
    where ph.tenant_id = t.id and ph.user_id = person and ph.verified_at is not null
      and not private.is_own_number(t.id, ph.phone));
  -- Where calls may go is decided anew: it may have changed since.
  place := (select v.place from public.phone_verifications v
    where v.tenant_id = t.id and v.user_id = person and v.phone = reach_of.phone
      and v.ended_as = 'verified' order by v.created_at desc, v.id limit 1);
  if place is not null and private.place_refusal(t, phone, place) is not null then
    phone := null;
  end if;
end
$$;
revoke all on function private.reach_of from public;
