-- Ciphertexts of a place that are under another key than this one, in the order of bytes, after a
-- given one.
create or replace function machine.secrets_under_other_keys(wanted text, key_id text, after text,
  how_many integer) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  s record;
  found jsonb;
begin
  select * into strict s from private.secret_columns() c where c.place = wanted;
  execute format(
    'select coalesce(jsonb_agg(jsonb_build_object(''tenant_id'', tenant_id,
       ''ciphertext'', secret) order by secret), ''[]'')
     from (select tenant_id, %1$I collate "C" as secret from %2$s
           where (%1$I collate "C" < $1 or %1$I collate "C" >= $2) and %1$I collate "C" > $3
           order by 2 limit $4) as due', s.field, s.relation)
    using 'v1.' || key_id || '.', 'v1.' || key_id || '/', after, how_many into found;
  return found;
end
$$;

revoke all on function machine.secrets_under_other_keys from public;
grant execute on function machine.secrets_under_other_keys to ringbook_machine;
