-- The people of the asking person's tenant whose name or extension has what was typed, by name; of
-- a phone only that there is one. `wanted` are the ids of those who are wanted; null: everybody.
create or replace function private.colleagues(typed text, size integer, wanted uuid[])
  returns table (user_id uuid, name text, extension text, presence text, rings_on text,
    changes_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  tenant constant uuid := private.tenant_id();
  words constant text := lower(btrim(typed));
  people uuid[];
begin
  if tenant is null then return; end if;
  people := array(select p.user_id from public.profiles p
    where p.tenant_id = tenant and p.removed_at is null
      and (wanted is null or p.user_id = any (wanted))
      and (position(words in lower(p.name)) > 0 or starts_with(p.extension, words))
    order by p.extension is distinct from words, p.name, p.user_id limit size);
  return query select r.user_id, r.name, r.extension, r.presence,
      case when r.phone is not null and r.in_browser then 'both'
        when r.phone is not null then 'phone' when r.in_browser then 'browser' end, r.changes_at
    from private.presence_of(tenant, people) r
    order by r.extension is distinct from words, r.name, r.user_id;
end
$$;
revoke all on function private.colleagues from public;
grant execute on function private.colleagues to authenticated;
