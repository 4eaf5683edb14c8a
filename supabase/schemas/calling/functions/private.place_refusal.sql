-- Who may be called, how often, and for how much. Asked by machine.begin_call under the tenant's
-- lock, so counts are exact. In plpgsql, as everything that an event calls.
create or replace function private.place_refusal(settings public.tenants, number text, place jsonb)
returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return case
    when private.is_withheld(number) then 'number_not_allowed'
    when place ->> 'kind' is null or place ->> 'kind' not in ('ordinary', 'special', 'unknown')
      then 'number_not_allowed'
    when exists (
      select from unnest(settings.allowed_prefixes) as prefix where starts_with(number, prefix)
    ) then null
    when place ->> 'kind' <> 'ordinary' or place ->> 'country' is null then 'number_not_allowed'
    when not place ->> 'country' = any (
      coalesce(settings.allowed_countries, array[settings.country_code])
    ) then 'country_not_allowed'
  end;
end
$$;

revoke all on function private.place_refusal from public;
