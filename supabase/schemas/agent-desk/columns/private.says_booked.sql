-- Whether an agent says that something is booked now, in English or Romanian: not that it could be.
create or replace function private.says_booked(said text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select said ~* ('\m(you(''re| are)|it(''s| is)|that(''s| is)|i(''ve| have)|we(''ve| have)|'
      || '(appointment|booking|visit)( is| has been|''s))( now| all)?( been)? '
      || '(booked|scheduled|reserved|confirmed)\M')
    or said ~* ('(v-am programat|v-am făcut programarea|am făcut programarea|sunteți programat|'
      || 'programarea( dumneavoastră)? (este|e|a fost) (făcută|confirmată|stabilită|înregistrată))')
$$;
revoke all on function private.says_booked from public;
