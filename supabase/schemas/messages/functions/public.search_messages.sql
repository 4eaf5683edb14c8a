create or replace function public.search_messages(query text, page_size integer,
  show text default 'all', closed boolean default null) returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select private.search_messages(query, page_size, show, closed) $$;
comment on function public.search_messages is
  'Messages of the last three years in which every word that was typed begins a word, the newest '
  'first: in all threads, in one''s own (mine) or nobody''s (unassigned), closed or open ones.';

revoke all on function public.search_messages from public, anon, service_role;
grant execute on function public.search_messages to authenticated;
