-- One trigger for every table with text that people write. Its arguments are column:kind.
-- Kinds are `line` and `paragraphs`, which may be empty; `name` and `speech`, a line and paragraphs
-- with something visible in them; and `note`, a line that is null when it is empty.
create or replace function private.clean_text() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  before jsonb := to_jsonb(new);
  cleaned jsonb := '{}';
  argument text;
  field text;
  kind text;
  typed text;
  clean text;
begin
  foreach argument in array tg_argv loop
    field := split_part(argument, ':', 1);
    kind := split_part(argument, ':', 2);
    typed := before ->> field;
    continue when typed is null;
    clean := case when kind in ('paragraphs', 'speech')
      then private.clean_paragraphs(typed) else private.clean_line(typed) end;
    if clean = '' and kind in ('name', 'speech') then
      raise exception '%.% has nothing visible in it', tg_table_name, field
        using errcode = 'check_violation';
    end if;
    if clean is distinct from typed then
      cleaned := cleaned || jsonb_build_object(field,
        case when kind = 'note' then nullif(clean, '') else clean end);
    end if;
  end loop;
  if cleaned <> '{}' then new := jsonb_populate_record(new, cleaned); end if;
  return new;
end
$$;

revoke all on function private.clean_text from public;
