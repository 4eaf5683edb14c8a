-- Whatever door changes a phone: the new one is not verified, and a code that was spoken to the old
-- one is void.
create or replace function private.unverify_phone() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.phone_verifications set ended_at = now(), ended_as = 'changed'
    where tenant_id = old.tenant_id and user_id = old.user_id and phone = old.phone
      and ended_at is null;
  if tg_op = 'DELETE' then return old; end if;
  new.verified_at := null;
  return new;
end
$$;

revoke all on function private.unverify_phone from public;
