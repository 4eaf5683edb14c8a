set check_function_bodies = off;

-- The places of secrets: table and column as lib/core/crypto.ts authenticates them.
create or replace function machine.secret_places() returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_agg(place order by place) from private.secret_columns()
$$;

revoke all on function machine.secret_places from public;
grant execute on function machine.secret_places to ringbook_machine;

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

-- Every column that keeps a secret, for the rotation of keys. A ciphertext begins with its key's id
-- (lib/core/crypto.ts), so an index in the order of bytes finds those of other keys, and goes on after
-- any one of them.
create or replace function private.secret_columns() returns table
  (place text, relation regclass, field name)
language sql stable set search_path = pg_catalog, pg_temp as $$
  values ('twilio_accounts.auth_token', 'public.twilio_accounts'::regclass,
    'auth_token_ciphertext'::name)
$$;

revoke all on function private.secret_columns from public;

reset check_function_bodies;
