-- A caller leaves a message with a voice agent: it is a task of whose contact they are, else of the
-- admin who joined first. The same again is one. False where the talk is over.
create or replace function machine.take_agent_message(tenant uuid, target uuid, said text,
  at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  s public.voice_agent_sessions;
  x public.contacts;
  owner uuid;
begin
  select * into s from public.voice_agent_sessions o
    where o.tenant_id = tenant and o.id = target for update;
  if s.id is null or s.status = 'ended' then return false; end if;
  if s.message = said then return true; end if;
  update public.voice_agent_sessions o set message = said
    where o.tenant_id = tenant and o.id = target;
  select k.* into x from public.calls c join public.contacts k
    on k.tenant_id = tenant and k.id = c.contact_id
    where c.tenant_id = tenant and c.id = s.call_id;
  owner := (select p.user_id from public.profiles p
    where p.tenant_id = tenant and p.removed_at is null
      and (p.user_id = x.owner_id or p.role = 'admin')
    order by (p.user_id = x.owner_id) is true desc, p.created_at, p.user_id limit 1);
  if owner is null then return true; end if;
  insert into public.tasks (tenant_id, title, due_at, owner_id, contact_id, call_id, created_by)
    values (tenant, left('Message for us: ' || said, 200), at, owner, x.id, s.call_id, owner);
  return true;
end
$$;
revoke all on function machine.take_agent_message from public;
grant execute on function machine.take_agent_message to ringbook_machine;
