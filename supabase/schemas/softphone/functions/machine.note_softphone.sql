-- What a person's browser says of itself: it can ring for them (ready), its page is left (leaving),
-- or it takes no more calls (gone). A page that is left may be one that is loaded again: it counts
-- for five seconds more, in which it is usually back. False for who is no member.
create or replace function machine.note_softphone(
  tenant uuid, person uuid, device uuid, state text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.profiles
    where tenant_id = tenant and user_id = person and removed_at is null
  ) then return false; end if;
  -- Of a browser that never said goodbye, nothing stays.
  delete from public.softphones where tenant_id = tenant and user_id = person
    and (seen_at < now() - interval '1 day' or device_id = device and state = 'gone');
  if state = 'leaving' then
    update public.softphones set seen_at = least(seen_at, now() - interval '40 seconds')
      where tenant_id = tenant and user_id = person and device_id = device;
  elsif state = 'ready' then
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
