-- The contact that this one is part of since it was merged; null when it was not.
create or replace function private.merged_into(tenant uuid, contact uuid) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  with recursive chain as (
    select keep_id, merged_at from public.contact_merges
      where tenant_id = tenant and gone_id = contact and undone_at is null
    union
    select m.keep_id, m.merged_at from chain join public.contact_merges m
      on m.tenant_id = tenant and m.gone_id = chain.keep_id and m.undone_at is null
  )
  select c.id from chain
    join public.contacts c on c.tenant_id = tenant and c.id = chain.keep_id
    order by chain.merged_at desc limit 1
$$;

revoke all on function private.merged_into from public;
