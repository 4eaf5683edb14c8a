-- The kept contact after an undo: what it was before the merge, but what somebody has changed since
-- as it is now. A company is the same one when it was renamed.
create or replace function private.unmerged_contact(k public.contacts, was jsonb, became jsonb)
returns public.contacts
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_populate_record(k, coalesce((
      select jsonb_object_agg(key, was -> key) from jsonb_object_keys(to_jsonb(k)) key
      where key in ('name', 'title', 'owner_id', 'stage_id', 'address')
          and to_jsonb(k) -> key = became -> key
        or key in ('time_zone', 'zone_guessed')
          and (to_jsonb(k.time_zone), to_jsonb(k.zone_guessed)) is not distinct from
            (nullif(became -> 'time_zone', 'null'), became -> 'zone_guessed')), '{}')
    || case when k.company_id::text is not distinct from became ->> 'company_id'
      then jsonb_build_object('company', coalesce((select name from public.companies
        where tenant_id = k.tenant_id and id = (was ->> 'company_id')::uuid), was ->> 'company'))
      else '{}' end
    || jsonb_build_object('custom', jsonb_strip_nulls((
      select coalesce(jsonb_object_agg(key, case
          when k.custom -> key is not distinct from became -> 'custom' -> key
            then was -> 'custom' -> key else k.custom -> key end), '{}')
      from jsonb_object_keys(k.custom || (became -> 'custom') || (was -> 'custom')) key))))
$$;

revoke all on function private.unmerged_contact from public;
