-- A number is not removed under a call that goes on. begin_call locks the number it chooses, so
-- neither can miss the other.
create or replace function private.keep_number_in_use() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from public.calls c
    where c.tenant_id = new.tenant_id and c.ended_at is null and c.phone_number_id = new.id
  ) then
    raise exception 'number % has a call that goes on', new.id using errcode = 'object_in_use';
  end if;
  return new;
end
$$;

revoke all on function private.keep_number_in_use from public;
