set check_function_bodies = off;

alter table public.dispositions add column stage_id uuid;

-- An outcome moves the contact of its call, ours or a logged one, to its stage. The last one that
-- was given counts: taking it back moves nobody back. Nobody is moved to a stage that is archived.
create or replace function private.move_to_stage() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.contacts k set stage_id = s.id
    from public.dispositions d
    join public.contact_stages s on s.tenant_id = d.tenant_id and s.id = d.stage_id
      and s.archived_at is null
    where d.tenant_id = new.tenant_id and d.id = new.disposition_id
      and k.tenant_id = d.tenant_id and k.archived_at is null
      and k.stage_id is distinct from s.id
      and k.id = coalesce((to_jsonb(new) ->> 'contact_id')::uuid, (select c.contact_id
        from public.calls c
        where c.tenant_id = new.tenant_id and c.id = (to_jsonb(new) ->> 'call_id')::uuid));
  return null;
end
$$;

revoke all on function private.move_to_stage from public;

alter table public.dispositions add constraint dispositions_tenant_id_stage_id_fkey FOREIGN KEY (tenant_id, stage_id) REFERENCES public.contact_stages(tenant_id, id);

CREATE TRIGGER move_to_stage AFTER INSERT OR UPDATE OF disposition_id ON public.call_wrapups FOR EACH ROW WHEN ((new.disposition_id IS NOT NULL)) EXECUTE FUNCTION private.move_to_stage();

CREATE TRIGGER move_to_stage AFTER INSERT ON public.logged_calls FOR EACH ROW WHEN ((new.disposition_id IS NOT NULL)) EXECUTE FUNCTION private.move_to_stage();

comment on column public.dispositions.stage_id is 'The stage that the call''s contact is moved to. Null, or a stage that is archived: it stays.';

grant insert (stage_id) on table public.dispositions to authenticated;

grant update (stage_id) on table public.dispositions to authenticated;

reset check_function_bodies;
