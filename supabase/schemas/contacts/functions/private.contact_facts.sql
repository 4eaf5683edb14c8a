-- What people change about a contact, by the names under which a change is kept.
create or replace function private.contact_facts(about public.contacts) returns jsonb
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_build_object('name', about.name, 'company', about.company, 'title', about.title,
      'owner_id', about.owner_id, 'stage_id', about.stage_id, 'address', about.address,
      'time_zone', case when not about.zone_guessed then about.time_zone end,
      'archived', about.archived_at is not null)
    || coalesce((select jsonb_object_agg('custom:' || key, value)
      from jsonb_each(about.custom)), '{}');
end
$$;

revoke all on function private.contact_facts from public;
