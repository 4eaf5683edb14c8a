-- Whether an agent asks the caller to say something again, in English or Romanian.
create or replace function private.asks_again(said text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select said ~* ('\m(say (that|it) again|repeat (that|it|your)|'
      || 'didn''t (quite )?(catch|understand|get)|'
      || 'did not (quite )?(catch|understand)|(could|can) you repeat|once more, please)\M')
    or said ~* ('(nu am înțeles|n-am înțeles|nu v-am auzit|mai spuneți o dată|'
      || 'repetați|puteți repeta|mai puteți spune)')
$$;
revoke all on function private.asks_again from public;
