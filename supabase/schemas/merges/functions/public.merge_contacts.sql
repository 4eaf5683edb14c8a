create or replace function public.merge_contacts(keep uuid, keep_version integer, gone uuid,
  gone_version integer, taken text[] default '{}') returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.merge_contacts(keep, keep_version, gone, gone_version, taken)
$$;

comment on function public.merge_contacts is
  'Makes one of two contacts that still have these versions: the kept one has everything of both, '
  'and of the fields in `taken` (name, company, title, owner_id, stage_id, address, time_zone, '
  '"custom:<field>"; phones, emails: which stand first) what the other has. '
  '{kind: merged, id} | same | not_found | changed | archived | too_much';

revoke all on function public.merge_contacts from public, anon, service_role;
grant execute on function public.merge_contacts to authenticated;
