-- Text that people write is kept to what other formats can carry: TwiML, CSV, mail, JSON.
-- lib/text.ts does the same for forms; this is for whoever writes a column directly.

-- False for white space and what is drawn as nothing:
-- https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
create function private.is_visible(typed text) returns boolean
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select typed ~ ('[^\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5'
    || '\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164'
    || '\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff'
    || '\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]')
$$;

-- Cuts off what is not seen at the ends; '' when nothing of it is seen.
create function private.trim_invisible(typed text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case when private.is_visible(typed) then
    btrim(typed, U&'\0009\000a\0020\00a0\00ad\1680\180e\202f\205f\2060\3000\feff'
      '\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200a\200b')
  else '' end
$$;

-- Text for one line: NFC, each run of control characters and line breaks a space.
create function private.clean_line(typed text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select private.trim_invisible(
    regexp_replace(normalize(typed, nfc),
      '[\u0001-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]+', ' ', 'g'))
$$;

-- Text of several lines: NFC, every kind of line break a newline, other control characters spaces.
create function private.clean_paragraphs(typed text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select private.trim_invisible(regexp_replace(
    regexp_replace(normalize(typed, nfc),
      '\r\n?|[\u000b\u000c\u0085\u2028\u2029]', E'\n', 'g'),
    '[\u0001-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]', ' ', 'g'))
$$;

-- One trigger for every table with text that people write. Its arguments are column:kind.
-- Kinds are `line` and `paragraphs`, which may be empty; `name` and `speech`, a line and paragraphs
-- with something visible in them; and `note`, a line that is null when it is empty.
create function private.clean_text() returns trigger
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

-- Existing rows are cleaned before the triggers are there: a name of nothing visible is replaced.
update public.contacts
set name = left(coalesce(nullif(private.clean_line(name), ''),
      nullif(private.clean_line(company), ''), nullif(private.clean_line(email), ''),
      'Unnamed'), 120),
    company = left(private.clean_line(company), 120),
    email = left(private.clean_line(email), 254),
    notes = left(private.clean_paragraphs(notes), 10000)
where name <> private.clean_line(name) or company <> private.clean_line(company)
  or email <> private.clean_line(email) or notes <> private.clean_paragraphs(notes);
update public.tenants
set name = left(coalesce(nullif(private.clean_line(name), ''), 'Unnamed company'), 80),
    recording_notice = left(coalesce(nullif(private.clean_paragraphs(recording_notice), ''),
      'This call may be recorded.'), 500)
where name <> private.clean_line(name)
  or recording_notice <> private.clean_paragraphs(recording_notice);
update public.profiles
set name = left(coalesce(nullif(private.clean_line(name), ''),
      nullif(private.clean_line(email), ''), 'Unnamed'), 80)
where name <> private.clean_line(name);
update public.do_not_call set note = nullif(left(private.clean_line(note), 200), '')
where note <> private.clean_line(note);

create trigger clean_text before insert or update of name, company, email, notes on public.contacts
  for each row execute function
    private.clean_text('name:name', 'company:line', 'email:line', 'notes:paragraphs');
create trigger clean_text before insert or update of name, recording_notice on public.tenants
  for each row execute function private.clean_text('name:name', 'recording_notice:speech');
create trigger clean_text before insert or update of name on public.profiles
  for each row execute function private.clean_text('name:name');
create trigger clean_text before insert or update of email on public.invitations
  for each row execute function private.clean_text('email:name');
create trigger clean_text before insert or update of note on public.do_not_call
  for each row execute function private.clean_text('note:note');

-- A time zone is one that Postgres knows, spelled as Postgres spells it: days of the call log and
-- of the spending limit begin by it. https://www.postgresql.org/docs/17/view-pg-timezone-names.html
create function private.known_time_zone() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  known text;
begin
  if tg_op = 'UPDATE' and new.time_zone = old.time_zone then return new; end if;
  select z.name into known from pg_catalog.pg_timezone_names z
    where lower(z.name) = lower(new.time_zone)
    order by z.name = new.time_zone desc limit 1;
  if known is null then
    raise exception 'there is no time zone %', new.time_zone using errcode = 'check_violation';
  end if;
  new.time_zone := known;
  return new;
end
$$;
update public.tenants set time_zone = 'UTC'
  where time_zone not in (select z.name from pg_catalog.pg_timezone_names z);
create trigger known_time_zone before insert or update of time_zone on public.tenants
  for each row execute function private.known_time_zone();

-- A recorded event whose answer to Twilio could not be made: a problem that an admin sees and
-- can apply again.
create function machine.answer_failed(tenant uuid, key text, why text) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.call_events
  set problem = case when problem is not null and solved_at is null then problem else why end,
      answered_from = answered_from || '{"failed": true}', solved_at = null, solved_by = null
  where tenant_id = tenant and dedupe_key = key returning true
$$;

-- An event with a problem, for an admin who wants it applied; null for everyone else and once it is
-- solved.
create or replace function machine.held_event(tenant uuid, person uuid, event bigint) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('event_type', e.event_type, 'query', e.query, 'data', e.event_data,
    'answered_from', e.answered_from, 'received_at', e.created_at, 'event', e.problem_event,
    'account_sid', a.account_sid)
  from public.call_events e
  join public.profiles p on p.tenant_id = e.tenant_id and p.user_id = person
    and p.removed_at is null and p.role = 'admin'
  left join public.twilio_accounts a on a.tenant_id = e.tenant_id
  where e.tenant_id = tenant and e.id = event and e.problem is not null and e.solved_at is null
$$;

revoke all on function private.is_visible(text), private.trim_invisible(text),
  private.clean_line(text), private.clean_paragraphs(text), private.clean_text(),
  private.known_time_zone(), machine.answer_failed(uuid, text, text) from public;
grant execute on function machine.answer_failed(uuid, text, text) to ringbook_machine;
