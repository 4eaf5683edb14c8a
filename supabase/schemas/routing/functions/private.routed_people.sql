-- Everybody of a tenant, in a fixed order, as lib/routing/people.ts takes them: whether this call
-- may ring them, and why not: on `phone` and on the phones beside it, `further`, as far as calls
-- may go there, unless they want only the browser, and `in_browser`. `callers` are the phones that
-- the call comes from. In plpgsql like what it calls: a caller waits, and a function in SQL is
-- planned each time.
create or replace function private.routed_people(tenant uuid, call uuid, callers text[])
  returns table (user_id uuid, name text, phone text, in_browser boolean, availability text,
    rung_at timestamptz, talked_at timestamptz, further text[])
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  on_call uuid[] := private.busy_people(tenant, array(select p.user_id from public.profiles p
    where p.tenant_id = tenant and p.removed_at is null), call);
  let_go uuid[] := private.claims_over(array(select k from private.ring_claims k
    where k.tenant_id = tenant and k.call_id <> call));
begin
  return query select p.user_id, p.name, usable.phone, b.in_browser,
    case
      when ph.phone = any (callers) or more.phones && callers then 'is_caller'
      when not b.in_browser and usable.phone is null then 'no_phone'
      when a.state = 'offline' then 'offline'
      when a.state in ('away', 'busy') and coalesce(a.away_until > now(), true) then a.state
      when not private.is_within_week(h.week, h.time_zone, now()) then 'outside_hours'
      when p.user_id = any (on_call) then 'on_call'
      when last.outcome = 'connected'
        and last.ended_at > now() - t.after_call_seconds * interval '1 second' then 'after_call'
      when k.call_id <> call and k.user_id <> all (let_go) then 'ringing'
      else 'free'
    end,
    k.claimed_at, last.ended_at, more.phones
  from public.profiles p
  join public.tenants t on t.id = tenant
  left join public.call_devices d on d.tenant_id = tenant and d.user_id = p.user_id
  left join public.personal_phones ph
    on ph.tenant_id = tenant and ph.user_id = p.user_id and ph.verified_at is not null
    -- The company's own number would ring itself.
    and not exists (select from public.phone_numbers n
      where n.tenant_id = tenant and n.number = ph.phone and n.removed_at is null)
    and d.rings_on is distinct from 'browser'
  -- Where calls may go is decided anew: it may have changed since.
  left join lateral (select v.place from public.phone_verifications v
    where v.tenant_id = tenant and v.user_id = p.user_id and v.phone = ph.phone
      and v.ended_as = 'verified'
    order by v.created_at desc, v.id limit 1) verified on true
  cross join lateral (select case when verified.place is null
    or private.place_refusal(t, ph.phone, verified.place) is null then ph.phone end as phone
    offset 0) usable
  -- Asked once: without the offset wherever it stands above.
  cross join lateral (select coalesce(d.rings_on <> 'phone'
    and private.has_softphone(tenant, p.user_id), false) as in_browser offset 0) b
  -- Few have any.
  cross join lateral (select case when exists (select from public.further_phones f
      where f.tenant_id = tenant and f.user_id = p.user_id)
    then private.further_of(t, p.user_id) end as phones offset 0) more
  left join public.availability a on a.tenant_id = tenant and a.user_id = p.user_id
  left join public.own_hours h on h.tenant_id = tenant and h.user_id = p.user_id
  left join private.ring_claims k on k.tenant_id = tenant and k.user_id = p.user_id
  left join lateral (select c.ended_at, c.outcome from public.calls c
    where c.tenant_id = tenant and c.user_id = p.user_id
    order by c.created_at desc, c.id desc limit 1) last on true
  where p.tenant_id = tenant and p.removed_at is null
  order by p.created_at, p.user_id;
end
$$;
revoke all on function private.routed_people from public;
