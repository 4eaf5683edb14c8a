-- Whether an outbound call with this outcome rang the other side, or may have.
create or replace function private.rang_contact(outcome text) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce(outcome not in ('rep_unreachable', 'rep_unconfirmed', 'failed'), true);
end
$$;

revoke all on function private.rang_contact from public;
