-- Why this person's phone may not be called with a code now; null when it may: three calls an hour
-- to a phone, six to a person, who may have three. Asked under the tenant's lock.
create or replace function private.verification_refusal(tenant uuid, person uuid, phone text,
  at timestamptz) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case
    when exists (select from public.phone_verifications p where p.tenant_id = tenant
      and p.user_id = person and p.ended_at is null
      and p.created_at > at - interval '30 seconds') then 'ringing'
    when (select count(*) filter (where p.phone = verification_refusal.phone) >= 3
        or count(*) >= 6
      from public.phone_verifications p where p.tenant_id = tenant and p.user_id = person
        and p.created_at > at - interval '1 hour') then 'person_limit'
    when (select count(*) from public.phone_verifications p where p.tenant_id = tenant
          and p.created_at > at - interval '1 hour') >= 10 then 'tenant_limit'
  end
$$;

revoke all on function private.verification_refusal from public;
