-- What the app saw a person do: listening, exports, sign-ins, refusals.
create or replace function machine.note(tenant uuid, person uuid, did text, done_to text,
  what jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.audit(tenant, person, did, done_to, what);
  return true;
end
$$;

revoke all on function machine.note from public;
grant execute on function machine.note to ringbook_machine;
