-- What a call's outcome puts on the list of missed callers, or null: the registry of kinds. A new
-- one also joins the check of missed_callers.kind and the conditions of its triggers on calls.
create or replace function private.missed_kind(outcome text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return case when outcome in ('missed', 'voicemail', 'callback') then outcome end;
end
$$;

revoke all on function private.missed_kind from public;
