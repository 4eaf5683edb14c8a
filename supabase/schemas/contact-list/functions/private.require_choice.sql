-- Raises a foreign key violation for an owner who has left, or an archived stage; a tag that is
-- gone, or another tenant's, violates the key itself.
create or replace function private.require_choice(tenant uuid, what text, become uuid)
returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if what = 'owner' and become is not null and not exists (select from public.profiles p
      where p.tenant_id = tenant and p.user_id = become and p.removed_at is null)
    or what = 'stage' and become is not null and not exists (select from public.contact_stages s
      where s.tenant_id = tenant and s.id = become and s.archived_at is null)
    or what in ('add_tag', 'remove_tag') and not exists (select from public.tags t
      where t.tenant_id = tenant and t.id = become) then
    raise exception 'no such %', what using errcode = 'foreign_key_violation';
  end if;
end
$$;

revoke all on function private.require_choice from public;
