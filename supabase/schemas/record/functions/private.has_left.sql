-- Whether a leg was redirected away from the <Dial> that created it: it dialled another leg, or
-- entered another space. It then outlives the leg that dialled it.
create or replace function private.has_left(
  sid text, legs public.call_legs[], spans public.call_spans[]) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from unnest(legs) l where l.parent_call_sid = sid)
    or exists (select from unnest(spans) s where s.call_sid = sid
      and s.space in ('conference', 'room', 'queue', 'voicemail', 'stream', 'hold'));
end
$$;
revoke all on function private.has_left from public;
