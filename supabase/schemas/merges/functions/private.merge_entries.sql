-- Call list entries of a contact become those of another. A contact is called once in a list: of
-- two entries the one that is further stays, at the same place that of the contact that is kept.
create or replace function private.merge_entries(tenant uuid, keep uuid, gone uuid) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  far constant text[] := '{claimed,done,skipped,waiting}';
  dropped jsonb;
  moved jsonb;
begin
  with pairs as (
    select case when array_position(far, theirs.state) < array_position(far, own.state)
        then own.id else theirs.id end as id
      from public.call_list_entries own
      join public.call_list_entries theirs on theirs.tenant_id = own.tenant_id
        and theirs.list_id = own.list_id and theirs.contact_id = gone
      where own.tenant_id = tenant and own.contact_id = keep
  ), left_out as (
    delete from public.call_list_entries e using pairs
      where e.tenant_id = tenant and e.id = pairs.id returning e.*
  )
  select coalesce(jsonb_agg(left_out), '[]') into dropped from left_out;
  with given as (
    update public.call_list_entries set contact_id = keep
      where tenant_id = tenant and contact_id = gone returning id
  )
  select coalesce(jsonb_agg(id), '[]') into moved from given;
  perform private.finish_list(tenant, (e ->> 'list_id')::uuid, now())
    from jsonb_array_elements(dropped) e;
  return jsonb_build_object('moved', moved, 'dropped', dropped);
end
$$;

revoke all on function private.merge_entries from public;
