-- Messages of the last three years in which every word that was typed begins a word, the newest
-- first, at most page_size of them; in the threads that the inbox shows (show, closed; null for
-- either). A day after the other is asked for, so that a frequent word costs no more than its days
-- with a hit, a rare one what as many looks into the index do. A definer's, as the search of
-- contacts; rows of the asking person's own tenant.
create or replace function private.search_messages(query text, page_size integer, show text,
  closed boolean) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
  tenant constant uuid := private.tenant_id();
  today constant integer := floor(extract(epoch from now()) / 86400);
  words constant text[] := private.text_words(query);
begin
  if tenant is null or words = '{}' then return null; end if;
  return (select coalesce(json_agg(f), '[]') from (
    select h.id as message_id, h.thread_id, h.body, h.created_at, h.customer_number,
      t.contact_id, c.name
    from (
      select m.* from generate_series(today + 1, today - 1096, -1) as day,
        lateral (select string_agg(
            quote_literal(private.message_mark(tenant, day) || word) || ':*', ' & ')::tsquery
            as asked
          from unnest(words) word) q,
        lateral (select s.* from public.messages s
          where private.message_words(s.tenant_id, s.created_at, s.body) @@ q.asked
            -- Said so that no other index is put beside the words': they bear the tenant already.
            and s.tenant_id is not distinct from tenant
          order by s.created_at desc, s.id desc limit 200) m
      limit 2000
    ) h
    join public.message_threads t on t.tenant_id = tenant and t.id = h.thread_id
    left join public.contacts c on c.tenant_id = tenant and c.id = t.contact_id
    where (closed is null or (t.closed_at is not null) = closed)
      and case show when 'mine' then t.owner_id = auth.uid()
        when 'unassigned' then t.owner_id is null else true end
    order by h.created_at desc, h.id desc
    limit least(greatest(page_size, 1), 100)
  ) f);
end
$$;

revoke all on function private.search_messages from public;
grant execute on function private.search_messages to authenticated;
