-- The contact that two become: the kept one, with the fields in `taken` of the other.
create or replace function private.merged_contact(k public.contacts, g public.contacts,
  taken text[]) returns public.contacts
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_populate_record(k, coalesce((
      select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(g))
      where key = any (taken) and key in ('name', 'company', 'title', 'owner_id', 'stage_id',
          'address', 'time_zone')
        or key = 'zone_guessed' and 'time_zone' = any (taken)), '{}')
    || jsonb_build_object('custom', k.custom
      - array(select substr(field, 8) from unnest(taken) field where field like 'custom:%')
      || coalesce((select jsonb_object_agg(key, value) from jsonb_each(g.custom)
        where 'custom:' || key = any (taken)), '{}')))
$$;

revoke all on function private.merged_contact from public;
