-- Refuses a route with an audio file that its company does not have. A file that is being deleted
-- at this moment is waited for, as a foreign key would.
create or replace function private.require_audio() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  wanted uuid[] := array(
    select distinct (id #>> '{}')::uuid from jsonb_path_query(to_jsonb(new) -> tg_argv[0],
      '$.steps.**.audio ? (@.type() == "string")') id);
  found integer;
begin
  perform from public.audio_files
    where tenant_id = new.tenant_id and id = any (wanted) order by id for key share;
  get diagnostics found = row_count;
  if found < cardinality(wanted) then
    raise exception 'An audio file of this route is not there' using errcode = '23503';
  end if;
  return new;
end
$$;
revoke all on function private.require_audio from public;
