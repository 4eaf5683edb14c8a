set check_function_bodies = off;

-- A recorded event whose answer to Twilio could not be made: a problem that an admin sees and
-- can apply again.
create or replace function machine.answer_failed(tenant uuid, key text, why text) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.call_events
  set problem = case when problem is not null and solved_at is null then problem else why end,
      answered_from = answered_from || '{"failed": true}', solved_at = null, solved_by = null
  where tenant_id = tenant and dedupe_key = key returning true
$$;

revoke all on function machine.answer_failed from public;
grant execute on function machine.answer_failed to ringbook_machine;

-- Text for one line: NFC, each run of control characters and line breaks a space.
create or replace function private.clean_line(typed text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select private.trim_invisible(
    regexp_replace(normalize(typed, nfc),
      '[\u0001-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]+', ' ', 'g'))
$$;

revoke all on function private.clean_line from public;

-- Text of several lines: NFC, every kind of line break a newline, other control characters spaces.
create or replace function private.clean_paragraphs(typed text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select private.trim_invisible(regexp_replace(
    regexp_replace(normalize(typed, nfc),
      '\r\n?|[\u000b\u000c\u0085\u2028\u2029]', E'\n', 'g'),
    '[\u0001-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]', ' ', 'g'))
$$;

revoke all on function private.clean_paragraphs from public;

-- Text that people write is kept to what other formats can carry: TwiML, CSV, mail, JSON.
-- lib/core/text.ts does the same for forms; this is for whoever writes a column directly.

-- False for white space and what is drawn as nothing:
-- https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
create or replace function private.is_visible(typed text) returns boolean
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select typed ~ ('[^\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5'
    || '\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164'
    || '\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff'
    || '\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]')
$$;

revoke all on function private.is_visible from public;

-- Cuts off what is not seen at the ends; '' when nothing of it is seen.
create or replace function private.trim_invisible(typed text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case when private.is_visible(typed) then
    btrim(typed, U&'\0009\000a\0020\00a0\00ad\1680\180e\202f\205f\2060\3000\feff'
      '\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200a\200b')
  else '' end
$$;

revoke all on function private.trim_invisible from public;

reset check_function_bodies;
