-- Whoever marks a message as heard is who has heard it, now, whatever was sent.
create or replace function private.stamp_heard() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.heard_at is not null and old.heard_at is not null then
    new.heard_at := old.heard_at;
    return new;
  end if;
  new.heard_by := case when new.heard_at is not null then auth.uid() end;
  new.heard_at := case when new.heard_at is not null then now() end;
  return new;
end
$$;
revoke all on function private.stamp_heard from public;
