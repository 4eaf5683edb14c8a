-- A person's browser can ring for them, or not any more. False for who is no member.
create or replace function machine.note_softphone(
  tenant uuid, person uuid, device uuid, is_ready boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.profiles
    where tenant_id = tenant and user_id = person and removed_at is null
  ) then return false; end if;
  -- Of a browser that never said goodbye, nothing stays.
  delete from public.softphones where tenant_id = tenant and user_id = person
    and (seen_at < now() - interval '1 day' or device_id = device and not is_ready);
  if is_ready then
    insert into public.softphones as s (tenant_id, user_id, device_id, seen_at)
      values (tenant, person, device, now())
    on conflict (tenant_id, user_id, device_id)
      do update set seen_at = greatest(s.seen_at, excluded.seen_at);
  end if;
  return true;
end
$$;

revoke all on function machine.note_softphone from public;
grant execute on function machine.note_softphone to ringbook_machine;
