-- Refuses a group with somebody twice, or with somebody who is not of the company any more.
create or replace function private.known_people() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (select count(*) from public.profiles p where p.tenant_id = new.tenant_id
      and p.user_id = any (new.people) and p.removed_at is null) <> cardinality(new.people) then
    raise exception 'A person of this group is not there' using errcode = '23503';
  end if;
  return new;
end
$$;
revoke all on function private.known_people from public;
