-- One of the asking person's further phones becomes their first, and the first takes its place.
-- Both stay as verified as they were, and a code that was just spoken to one of them stays good.
-- False when there is none in that place.
create or replace function private.make_first_phone(which integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  me constant uuid := auth.uid();
  first public.personal_phones;
  other public.further_phones;
begin
  select * into first from public.personal_phones ph
    where ph.tenant_id = tenant and ph.user_id = me for update;
  select * into other from public.further_phones f
    where f.tenant_id = tenant and f.user_id = me and f.place = which for update;
  if other.phone is null then return false; end if;
  delete from public.further_phones f
    where f.tenant_id = tenant and f.user_id = me and f.place = which;
  if first.phone is null then
    insert into public.personal_phones (tenant_id, user_id, phone, name)
      values (tenant, me, other.phone, other.name);
  else
    update public.personal_phones ph set phone = other.phone, name = other.name, updated_at = now()
      where ph.tenant_id = tenant and ph.user_id = me;
    insert into public.further_phones (tenant_id, user_id, place, name, phone, verified_at)
      values (tenant, me, which, first.name, first.phone, first.verified_at);
  end if;
  -- Each keeps its turn.
  update public.call_devices d set in_turn = array_replace(array_replace(array_replace(d.in_turn,
      1::smallint, -1::smallint), which::smallint, 1::smallint), -1::smallint, which::smallint)
    where d.tenant_id = tenant and d.user_id = me and d.in_turn is not null;
  -- Another number is not verified by its trigger; this one is known.
  update public.personal_phones ph set verified_at = other.verified_at
    where ph.tenant_id = tenant and ph.user_id = me;
  -- What the triggers ended in this transaction.
  update public.phone_verifications v set ended_at = null, ended_as = null
    where v.tenant_id = tenant and v.user_id = me and v.phone in (first.phone, other.phone)
      and v.ended_as = 'changed' and v.ended_at = now();
  return true;
end
$$;
revoke all on function private.make_first_phone from public;
grant execute on function private.make_first_phone to authenticated;
