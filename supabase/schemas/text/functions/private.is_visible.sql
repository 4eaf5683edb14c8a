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
