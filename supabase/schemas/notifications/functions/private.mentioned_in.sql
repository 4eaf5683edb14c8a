-- Whom of the tenant a text names as "@Maya Chen", in any case. The longest names are looked for
-- first, so that "@Rob Stone" is not also Rob. People of the same name are all named.
create or replace function private.mentioned_in(tenant uuid, body text) returns setof uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  person record;
  name_pattern text;
begin
  for person in select lower(p.name) as name, array_agg(p.user_id) as ids
      from public.profiles p where p.tenant_id = tenant and p.removed_at is null
        and strpos(lower(body), '@' || lower(p.name)) > 0
      group by lower(p.name) order by length(lower(p.name)) desc, lower(p.name) loop
    name_pattern := '(^|[^[:alnum:]])@'
      || regexp_replace(person.name, '([^[:alnum:]])', '\\\1', 'g') || '($|[^[:alnum:]])';
    if lower(body) ~ name_pattern then
      return query select unnest(person.ids);
      body := replace(lower(body), '@' || person.name, '');
    end if;
  end loop;
end
$$;

revoke all on function private.mentioned_in from public;
