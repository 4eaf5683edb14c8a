create or replace function public.colleagues(typed text default '', size integer default 1000,
  wanted uuid[] default null)
  returns table (user_id uuid, name text, extension text, presence text, rings_on text,
    changes_at timestamptz)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.colleagues(typed, least(size, 1000), wanted)
$$;

comment on function public.colleagues is
  'Presence is available | on_call | away | offline; rings_on what a call to them rings now: '
  'phone | browser | both, or null for nothing.';

revoke all on function public.colleagues from public, anon, service_role;
grant execute on function public.colleagues to authenticated;
