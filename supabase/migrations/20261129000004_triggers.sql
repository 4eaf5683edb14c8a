set check_function_bodies = off;

-- One trigger for every table of settings: action prefix, then the columns to name but not to show.
create or replace function private.audit_row() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  before jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
  row jsonb := case when tg_op = 'DELETE' then before else after end;
  what jsonb := case
    when tg_op = 'DELETE' then private.changes('{}', before, string_to_array(tg_argv[1], ','))
                     else private.changes(before, after, string_to_array(tg_argv[1], ',')) end;
begin
  if tg_op = 'UPDATE' and what = '{}' then return null; end if;
  perform private.audit(coalesce(row ->> 'tenant_id', row ->> 'id')::uuid, private.actor(),
    tg_argv[0] || case tg_op when 'INSERT' then '.added' when 'DELETE' then '.removed'
      else coalesce('.' || nullif(current_setting('ringbook.verb', true), ''), '.changed') end,
    coalesce(row ->> 'user_id', row ->> 'id'), what);
  return null;
end
$$;

revoke all on function private.audit_row from public;

create or replace function private.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end
$$;

revoke all on function private.refuse_change from public;

create or replace function private.index_contact_phones() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  touched uuid := coalesce(new.contact_id, old.contact_id);
  editor uuid := auth.uid();
begin
  update public.contacts c set phone_words = coalesce((
    -- Whole, without a country code of one to three digits, each with a trunk 0 too, and the ends
    -- people remember.
    select string_agg(concat_ws(' ', substr(p.phone, 2),
      substr(p.phone, 3), substr(p.phone, 4), substr(p.phone, 5),
      '0' || substr(p.phone, 3), '0' || substr(p.phone, 4), '0' || substr(p.phone, 5),
      right(p.phone, 7), right(p.phone, 4)), ' ' order by p.position, p.id)
    from public.contact_phones p where p.contact_id = touched), ''),
    edited_by = case when editor is null then c.edited_by else c.edited_by || (
      select jsonb_object_agg('phone:' || number, editor)
      from unnest(array[old.phone, new.phone]) number where number is not null) end
  where c.id = touched;
  return null;
end
$$;

revoke all on function private.index_contact_phones from public;

create or replace function private.note_editor() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  select new.edited_by || coalesce(jsonb_object_agg(key, auth.uid()), '{}') into new.edited_by
    from jsonb_each(to_jsonb(new))
    where key in ('name', 'company', 'email', 'notes', 'owner_id')
      and value is distinct from to_jsonb(old) -> key;
  return new;
end
$$;

revoke all on function private.note_editor from public;

-- A number is not removed under a call that goes on. begin_call locks the number it chooses, so
-- neither can miss the other.
create or replace function private.keep_number_in_use() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from public.calls c
    where c.tenant_id = new.tenant_id and c.ended_at is null and c.phone_number_id = new.id
  ) then
    raise exception 'number % has a call that goes on', new.id using errcode = 'object_in_use';
  end if;
  return new;
end
$$;

revoke all on function private.keep_number_in_use from public;

-- Whatever door changes a phone: the new one is not proven, and a code that was spoken to the old
-- one is void.
create or replace function private.unprove_phone() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.phone_proofs set ended_at = now(), ended_as = 'changed'
    where tenant_id = old.tenant_id and user_id = old.user_id and ended_at is null;
  if tg_op = 'DELETE' then return old; end if;
  new.verified_at := null;
  return new;
end
$$;

revoke all on function private.unprove_phone from public;

-- The tenant's topic is read in the statement that sends: a function for it costs as much as
-- writing the message.
create or replace function private.broadcast_call() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(
    jsonb_build_object('id', new.id, 'contact_id', new.contact_id, 'user_id', new.user_id,
      'version', new.version),
    'call', 'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from public.tenants t where t.id = new.tenant_id;
  return null;
end
$$;

revoke all on function private.broadcast_call from public;

-- As private.broadcast_call, which says why the topic is read here.
create or replace function private.broadcast_contact() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(jsonb_build_object('id', new.id, 'version',
    extract(epoch from clock_timestamp())), 'contact',
    'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from public.tenants t where t.id = new.tenant_id;
  return null;
end
$$;

revoke all on function private.broadcast_contact from public;

-- Those who stay hear the new epoch on the old topic and join the next; the one who left may not.
create or replace function private.broadcast_epoch() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send('{}'::jsonb, 'epoch', 'tenant:' || old.id || ':' || old.realtime_epoch,
    true);
  return null;
end
$$;

revoke all on function private.broadcast_epoch from public;

-- The same number typed later: the new contact takes over the calls that had none. Whoever writes
-- several calls in one transaction locks them in the order of their ids (lib/record/batch.ts),
-- so that two who do never wait for each other.
create or replace function private.adopt_calls() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  with theirs as (
    select id from public.calls where tenant_id = new.tenant_id and customer_number = new.phone
      and contact_id is null
    order by id for no key update)
  update public.calls c set contact_id = new.contact_id, version = c.version + 1
    from theirs where c.tenant_id = new.tenant_id and c.id = theirs.id;
  return null;
end
$$;

revoke all on function private.adopt_calls from public;

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

-- A time zone is one that Postgres knows, spelled as Postgres spells it: days of the call log and
-- of the spending limit begin by it. https://www.postgresql.org/docs/17/view-pg-timezone-names.html
create or replace function private.known_time_zone() returns trigger
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

revoke all on function private.known_time_zone from public;

reset check_function_bodies;
