-- The phones (E.164) of a person that ring beside their first one, in their order; none where that
-- one may not ring (private.reach_of), so that who can be rung is the same for callers and
-- colleagues.
create or replace function private.further_of(t public.tenants, person uuid) returns text[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if (private.reach_of(t, person)).phone is null then return null; end if;
  return (select array_agg(f.phone order by f.place) from public.further_phones f
    left join lateral (select v.place from public.phone_verifications v
      where v.tenant_id = t.id and v.user_id = person and v.phone = f.phone
        and v.ended_as = 'verified'
      order by v.created_at desc, v.id limit 1) verified on true
    where f.tenant_id = t.id and f.user_id = person and f.rings and f.verified_at is not null
      and not private.is_own_number(t.id, f.phone)
      and not exists (select from public.personal_phones ph
        where ph.tenant_id = t.id and ph.user_id = person and ph.phone = f.phone)
      -- Where calls may go is decided anew: it may have changed since.
      and (verified.place is null or private.place_refusal(t, f.phone, verified.place) is null));
end
$$;
revoke all on function private.further_of from public;
