-- Puts the same secret under another key in the place of a ciphertext; false when somebody has
-- saved another meanwhile.
create or replace function machine.swap_secret(wanted text, tenant uuid, old_secret text,
  new_secret text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  s record;
  swapped integer;
begin
  select * into strict s from private.secret_columns() c where c.place = wanted;
  -- The audit log's word for it: nobody has changed anything.
  perform set_config('ringbook.verb', 'rotated', true);
  execute format('update %2$s set %1$I = $1 where tenant_id = $2 and %1$I collate "C" = $3',
    s.field, s.relation)
    using new_secret, tenant, old_secret;
  get diagnostics swapped = row_count;
  perform set_config('ringbook.verb', '', true);
  return swapped = 1;
end
$$;

revoke all on function machine.swap_secret from public;
grant execute on function machine.swap_secret to ringbook_machine;
