-- Where a room stands, for what is decided of it (lib/rooms/decide.ts).
create or replace function private.room_state(r public.rooms, c public.calls) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('call_id', r.call_id, 'room_id', r.id, 'name', r.name, 'kind', r.kind,
    'is_answered', r.answered_at is not null, 'is_over', r.ended_at is not null,
    'call_is_over', c.ended_at is not null,
    'rings', exists (select from public.room_people p where p.tenant_id = r.tenant_id
      and p.call_id = r.call_id and p.over_at is null),
    'all_declined', coalesce((select bool_and(p.declined_at is not null)
      from public.room_people p where p.tenant_id = r.tenant_id and p.call_id = r.call_id
        and p.call_sid = private.leg_of_room(r)), false),
    'talkers', private.talkers_in(r))
$$;
revoke all on function private.room_state from public;
