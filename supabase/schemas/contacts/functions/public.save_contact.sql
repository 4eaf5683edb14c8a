-- A contact with its numbers, emails and tags, all or nothing.
create or replace function public.save_contact(contact jsonb, was_version integer default null)
returns text
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.tenant_id();
  typed record;
  version_now integer;
begin
  if tenant is null then
    raise exception 'members only' using errcode = 'insufficient_privilege';
  end if;
  select * into typed from jsonb_to_record(contact) as c (id uuid, name text, company text,
    title text, owner_id uuid, stage_id uuid, address text, time_zone text, zone_guessed boolean,
    custom jsonb, phones jsonb, emails jsonb, tags jsonb);
  if was_version is null then
    insert into public.contacts (id, tenant_id, name, company, title, owner_id, stage_id, address,
        time_zone, zone_guessed, custom)
      values (typed.id, tenant, typed.name, coalesce(typed.company, ''), coalesce(typed.title, ''),
        typed.owner_id, typed.stage_id, coalesce(typed.address, ''), typed.time_zone,
        coalesce(typed.zone_guessed, true), coalesce(typed.custom, '{}'))
      on conflict (id) do nothing;
    if not found then
      return case when exists (
        select from public.contacts where tenant_id = tenant and id = typed.id
      ) then 'changed' else 'not_found' end;
    end if;
  else
    select version into version_now
      from public.contacts where tenant_id = tenant and id = typed.id for update;
    if not found then return 'not_found'; end if;
    if version_now <> was_version then return 'changed'; end if;
    update public.contacts set name = typed.name, company = coalesce(typed.company, ''),
      title = coalesce(typed.title, ''), owner_id = typed.owner_id, stage_id = typed.stage_id,
      address = coalesce(typed.address, ''), time_zone = typed.time_zone,
      zone_guessed = coalesce(typed.zone_guessed, true), custom = coalesce(typed.custom, '{}'),
      updated_at = now()
      where tenant_id = tenant and id = typed.id;
  end if;
  perform private.save_contact_phones(tenant, typed.id, coalesce(typed.phones, '[]'));
  perform private.save_contact_emails(tenant, typed.id, coalesce(typed.emails, '[]'));
  perform private.save_contact_tags(tenant, typed.id, coalesce(typed.tags, '[]'));
  return 'saved';
end
$$;

comment on function public.save_contact is
  'Adds a contact {id, name, company, title, owner_id, stage_id, address, time_zone, zone_guessed, '
  'custom, phones: [{phone, extension, label}], emails: [{email, label}], tags: [name]}, the main '
  'number and email first, or changes it if it still has this version; null for a new one. '
  'saved | changed | not_found';

revoke all on function public.save_contact from public, anon, service_role;
grant execute on function public.save_contact to authenticated;
