-- A room is over: nobody is asked into it any more.
create or replace function private.settle_invitations() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.settle_notifications(new.tenant_id, '{invited}', new.call_id);
  return null;
end
$$;
revoke all on function private.settle_invitations from public;
