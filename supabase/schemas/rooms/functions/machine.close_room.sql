-- A room that is over has ended at LiveKit and Twilio too.
create or replace function machine.close_room(tenant uuid, room text, at timestamptz)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.rooms k set closed_at = at
    where k.tenant_id = tenant and k.name = room and k.ended_at is not null
      and k.closed_at is null;
  return found;
end
$$;
revoke all on function machine.close_room from public;
grant execute on function machine.close_room to ringbook_machine;
