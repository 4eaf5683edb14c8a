-- Stages and fields are kept by their names: what has happened reads the same once they are
-- renamed.
create or replace function private.keep_contact_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  what jsonb := '{"created": {}}';
begin
  -- An import writes down what it adds itself.
  if current_setting('ringbook.adding', true) = 'on' then return null; end if;
  if tg_op = 'UPDATE' then
    what := private.contact_diff(old, new);
    if what ? 'stage_id' then
      what := what - 'stage_id' || jsonb_build_object('stage', jsonb_build_object(
        'from', (select name from public.contact_stages
          where tenant_id = new.tenant_id and id = old.stage_id),
        'to', (select name from public.contact_stages
          where tenant_id = new.tenant_id and id = new.stage_id)));
    end if;
    select coalesce(jsonb_object_agg(coalesce('custom:' || f.name, field), change), '{}') into what
      from jsonb_each(what) as each (field, change)
      left join public.contact_fields f
        on f.tenant_id = new.tenant_id and 'custom:' || f.id = field;
  end if;
  perform private.add_contact_change(new.tenant_id, new.id, what);
  return null;
end
$$;

revoke all on function private.keep_contact_change from public;
