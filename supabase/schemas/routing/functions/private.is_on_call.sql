-- Whether a person is on a call besides `beside`, where that is not null: as its owner, as somebody
-- who joined it, as its supervisor, or as the colleague who was called.
create or replace function private.is_on_call(tenant uuid, person uuid, beside uuid)
returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.calls c
      where c.tenant_id = tenant and c.user_id = person and c.ended_at is null
        and c.id is distinct from beside and not c.owner_left)
    or exists (select from public.calls c
      where c.tenant_id = tenant and c.ended_at is null and c.also_on <> '{}'
        and person = any (c.also_on))
    or exists (select from public.call_supervisions s
      join public.calls c on c.tenant_id = s.tenant_id and c.id = s.call_id
      where s.tenant_id = tenant and s.user_id = person and s.state <> 'gone'
        and c.ended_at is null)
    -- Calls are limited to four hours.
    or exists (select from public.calls c
      where c.tenant_id = tenant and c.callee_id = person and c.ended_at is null
        and c.created_at > now() - interval '5 hours');
end
$$;
revoke all on function private.is_on_call from public;
-- Of what they may read.
grant execute on function private.is_on_call to authenticated;
