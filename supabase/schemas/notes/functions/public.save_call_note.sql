-- One statement compares and writes, so that what another window of the same person saved is not
-- lost.
create or replace function public.save_call_note(call uuid, typed text, was text default null)
returns text
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.tenant_id();
begin
  if tenant is null then
    raise exception 'members only' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from public.calls where tenant_id = tenant and id = call) then
    return 'not_found';
  end if;
  if btrim(typed) = '' then
    delete from public.notes n
      where n.tenant_id = tenant and n.call_id = call and n.author_id = auth.uid()
        and n.is_call_note and (was is null or n.body = was);
    return case when exists (
      select from public.notes n
      where n.tenant_id = tenant and n.call_id = call and n.author_id = auth.uid()
        and n.is_call_note
    ) then 'changed' else 'saved' end;
  end if;
  insert into public.notes as n (tenant_id, call_id, body, is_call_note)
    values (tenant, call, typed, true)
    on conflict (tenant_id, call_id, author_id) where is_call_note
    do update set body = excluded.body
      where was is null or n.body = was or n.body = excluded.body;
  return case when found then 'saved' else 'changed' end;
end
$$;

comment on function public.save_call_note is
  'Writes the asking person''s note on a call if it still is as it was; '''' in `was` for none, '
  'null for whatever it is. An empty text deletes it. saved | changed | not_found';

revoke all on function public.save_call_note from public, anon, service_role;
grant execute on function public.save_call_note to authenticated;
