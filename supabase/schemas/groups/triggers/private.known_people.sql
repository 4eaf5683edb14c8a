-- Refuses a group with somebody twice, or a new one in it who is not of the company any more.
create or replace function private.known_people() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  known uuid[] := case tg_op when 'UPDATE' then old.people else '{}' end;
begin
  -- Whoever is added stays of the company until this is committed.
  perform from public.profiles p where p.tenant_id = new.tenant_id
    and p.user_id = any (new.people) and p.user_id <> all (known) for share;
  if (select count(distinct one) from unnest(new.people) one) <> cardinality(new.people)
      or exists (select from unnest(new.people) one where one <> all (known)
        and not exists (select from public.profiles p where p.tenant_id = new.tenant_id
          and p.user_id = one and p.removed_at is null)) then
    raise exception 'A person of this group is not there' using errcode = '23503';
  end if;
  return new;
end
$$;
revoke all on function private.known_people from public;
