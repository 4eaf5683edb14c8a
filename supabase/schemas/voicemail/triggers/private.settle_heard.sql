-- A message that was heard is news to nobody.
create or replace function private.settle_heard() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.settle_notifications(new.tenant_id, '{voicemail,shared_voicemail}', new.id);
  return null;
end
$$;
revoke all on function private.settle_heard from public;
