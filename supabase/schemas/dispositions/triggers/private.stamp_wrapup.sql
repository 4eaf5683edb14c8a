-- A wrap-up is signed by whoever saves it, whatever name is sent along.
create or replace function private.stamp_wrapup() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if new.user_id is distinct from old.user_id then
      raise insufficient_privilege using message = 'a wrap-up is signed by whoever saves it';
    end if;
    new.version := old.version + 1;
  end if;
  new.user_id := coalesce(auth.uid(), new.user_id);
  new.updated_at := now();
  return new;
end
$$;

revoke all on function private.stamp_wrapup from public;
