-- Adds the moments at which legs entered or left a space. Raises if a leg belongs to another call.
create or replace function private.absorb_spans(c public.calls, e private.call_event) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  said record;
begin
  for said in
    select coalesce(s ->> 'call_sid', e.call_sid) as call_sid, s ->> 'space' as space,
      coalesce(s ->> 'name', '') as name,
      array_remove(array[(s ->> 'entered_at')::timestamptz], null) as entered_at,
      array_remove(array[(s ->> 'left_at')::timestamptz], null) as left_at
    from jsonb_array_elements(e.spans) as s
  loop
    insert into public.call_spans as known
        (tenant_id, call_id, call_sid, space, name, entered_at, left_at)
      values (c.tenant_id, c.id, said.call_sid, said.space, said.name, said.entered_at,
        said.left_at)
    on conflict (tenant_id, call_sid, space, name) do update set
      entered_at = array(select unnest(known.entered_at || excluded.entered_at)
        group by 1 order by 1),
      left_at = array(select unnest(known.left_at || excluded.left_at) group by 1 order by 1)
    where known.call_id = excluded.call_id;
    if not found then raise exception 'leg % belongs to another call', said.call_sid; end if;
  end loop;
end
$$;
revoke all on function private.absorb_spans from public;
