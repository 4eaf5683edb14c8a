-- A caller who was just missed is texted back by a job, where a rule says so.
create or replace function private.text_back() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.kind = 'missed' and new.missed_at > now() - interval '1 hour'
    and exists (select from public.message_rules r where r.tenant_id = new.tenant_id
      and r.kind = 'missed_call' and r.enabled) then
    perform private.add_job('messages.text_back',
      jsonb_build_object('tenant_id', new.tenant_id, 'id', new.call_id), new.call_id::text);
  end if;
  return null;
end
$$;

revoke all on function private.text_back from public;
