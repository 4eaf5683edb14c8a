-- The ranges between entering and leaving. A second entry without a leave is ignored, and so is a
-- leave without an entry; a leave and an entry at one moment are a return (or a visit of no
-- length).
create or replace function private.span_during(entered_at timestamptz[], left_at timestamptz[])
returns tstzmultirange
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  during tstzmultirange := '{}';
  since timestamptz;
  mark record;
begin
  for mark in
    select at, bool_or(is_entry) as enters, bool_or(not is_entry) as leaves
    from (select unnest(entered_at) as at, true as is_entry
          union all select unnest(left_at), false) as marks
    group by at order by at
  loop
    if since is null then
      if mark.enters and not mark.leaves then since := mark.at; end if;
    elsif mark.leaves then
      during := during + tstzmultirange(tstzrange(since, mark.at));
      since := case when mark.enters then mark.at end;
    end if;
  end loop;
  if since is not null then during := during + tstzmultirange(tstzrange(since, null)); end if;
  return during;
end
$$;
-- Generated columns are computed as the role that writes the row, before the write is refused.
grant execute on function private.span_during to anon, authenticated;
