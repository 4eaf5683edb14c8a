-- Makes two contacts of one again. Both are locked, the kept one is as `k`.
create or replace function private.unmerge_pair(m public.contact_merges, k public.contacts)
returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  g public.contacts := jsonb_populate_record(null::public.contacts,
    m.before -> 'gone' -> 'contact');
  pinned constant jsonb := m.before -> 'pinned';
begin
  perform private.set_merging(true);
  g.company := coalesce((select name from public.companies
    where tenant_id = m.tenant_id and id = g.company_id), g.company);
  g.version := g.version + 1;
  perform private.put_row('contacts', to_jsonb(g));
  perform private.move_rows(m.tenant_id, m.keep_id, m.gone_id, m.before -> 'moved');
  -- Its pinned note, unless another one of its own was pinned since.
  update public.notes n set pinned_at = (pinned ->> 'at')::timestamptz
    where n.tenant_id = m.tenant_id and n.id = (pinned ->> 'id')::uuid
      and n.contact_id = m.gone_id
      and not exists (select from public.notes o where o.tenant_id = m.tenant_id
        and o.contact_id = m.gone_id and o.pinned_at is not null);
  perform private.unmerge_entries(m.tenant_id, m.keep_id, m.gone_id, m.before -> 'entries');
  perform private.unmerge_threads(m.tenant_id, m.gone_id, m.before -> 'threads');
  update public.contact_changes c set contact_id = m.gone_id, created_at = was.at::timestamptz
    from jsonb_each_text(m.before -> 'changes') as was (id, at)
    where c.tenant_id = m.tenant_id and c.contact_id = m.keep_id and c.id = was.id::uuid;
  perform private.unmerge_details(m);
  delete from public.do_not_call where tenant_id = m.tenant_id and id in (
    select id::uuid from jsonb_array_elements_text(m.before -> 'listed') as listed (id));
  perform private.write_merged(g);
  perform set_config('ringbook.adding', '', true);
  perform set_config('ringbook.quiet', '', true);
  perform private.write_merged(private.unmerged_contact(k, m.before -> 'keep' -> 'contact',
    m.before -> 'result' -> 'contact'));
  perform private.set_merging(false);
  update public.contact_changes set changes = jsonb_set(changes, '{merged,undone}', 'true')
    where tenant_id = m.tenant_id and contact_id = m.keep_id
      and changes -> 'merged' -> 'to' ->> 'id' = m.id::text;
  perform private.add_contact_change(m.tenant_id, c.id, jsonb_build_object('unmerged',
      jsonb_build_object('to', jsonb_build_object('id', c.other, 'name', c.name))))
    from (values (m.keep_id, m.gone_id, g.name), (m.gone_id, m.keep_id, k.name))
      as c (id, other, name);
  update public.contact_merges set undone_at = now(), undone_by = private.actor()
    where tenant_id = m.tenant_id and id = m.id;
end
$$;

revoke all on function private.unmerge_pair from public;
