-- {mon: [{from, until}], …}: spans of a week as lib/routing/hours-schema.ts has them.
create or replace function private.is_week(week jsonb) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_typeof(week) = 'object' and not exists (
    select from jsonb_each(week) as d (day, spans)
    where day not in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')
      or jsonb_typeof(spans) <> 'array' or jsonb_array_length(spans) > 8
      or exists (select from jsonb_array_elements(spans) s
        where (jsonb_typeof(s) = 'object'
          and s ->> 'from' ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
          and s ->> 'until' ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'
          and s ->> 'from' <> s ->> 'until') is not true));
exception when others then
  return false;
end
$$;
revoke all on function private.is_week from public;
grant execute on function private.is_week to authenticated;
