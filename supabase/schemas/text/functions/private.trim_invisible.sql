-- Cuts off what is not seen at the ends; '' when nothing of it is seen.
create or replace function private.trim_invisible(typed text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case when private.is_visible(typed) then
    btrim(typed, U&'\0009\000a\0020\00a0\00ad\1680\180e\202f\205f\2060\3000\feff'
      '\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200a\200b')
  else '' end
$$;

revoke all on function private.trim_invisible from public;
