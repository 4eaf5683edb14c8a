set check_function_bodies = off;

drop policy "owners, managers and admins change call lists" on public.call_lists;
alter table public.call_list_entries drop constraint call_list_entries_reason_check;

-- The contacts of a new call list in their order, at most `most`: {ids}, {query,
-- number_beginning}, {missed, mine}, or all by name. Of the asking person's tenant alone.
create or replace function private.chosen_contacts(tenant uuid, wanted jsonb, most integer)
  returns setof uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if wanted ? 'ids' then
    return query select c.id
      from jsonb_array_elements_text(wanted -> 'ids') with ordinality as w (id, place)
      join public.contacts c on c.tenant_id = tenant and c.id = w.id::uuid
        and c.archived_at is null
      group by c.id order by min(w.place) limit most;
  elsif wanted ? 'missed' then
    return query select c.contact_id
      from public.list_missed(coalesce((wanted ->> 'mine')::boolean, false), false, most) m
      join public.calls c on c.tenant_id = tenant and c.id = m.call_id
      where m.tenant_id = tenant and c.contact_id is not null
      group by c.contact_id order by min(m.missed_at) limit most;
  elsif wanted ->> 'query' <> '' then
    return query select c.id from private.search_contacts(wanted ->> 'query', most,
        wanted ->> 'number_beginning') c
      where c.tenant_id = tenant order by c.sort_name, c.id;
  else
    return query select c.id from public.contacts c
      where c.tenant_id = tenant and c.archived_at is null
      order by c.sort_name, c.id limit most;
  end if;
end
$$;

revoke all on function private.chosen_contacts from public;

-- By whose clock a contact is called: their own, else the company's.
create or replace function private.contact_zone(tenant uuid, contact uuid) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(c.time_zone, t.time_zone)
    from public.contacts c join public.tenants t on t.id = c.tenant_id
    where c.tenant_id = tenant and c.id = contact);
end
$$;

revoke all on function private.contact_zone from public;

-- Why a contact is not to be called now: {state: skipped, reason}, or {state: waiting, reason,
-- until}; null when nothing stands in the way.
create or replace function private.entry_obstacle(list public.call_lists,
  entry public.call_list_entries, at timestamptz) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := entry.tenant_id;
  contact constant uuid := entry.contact_id;
  numbers constant text[] := array(select p.phone from public.contact_phones p
    where p.tenant_id = tenant and p.contact_id = contact);
  opens timestamptz;
begin
  if exists (select from public.contacts c where c.tenant_id = tenant and c.id = contact
      and c.archived_at is not null) then
    return '{"state": "skipped", "reason": "archived"}';
  end if;
  if numbers = '{}' then return '{"state": "skipped", "reason": "no_number"}'; end if;
  if not exists (select from unnest(numbers) as n (number) where not exists (
    select from public.do_not_call d where d.tenant_id = tenant and d.number = n.number
  )) then return '{"state": "skipped", "reason": "do_not_call"}'; end if;
  if private.is_called_now(tenant, contact, numbers, at) or exists (
    select from public.call_list_entries o where o.tenant_id = tenant and o.contact_id = contact
      and o.id <> entry.id and o.state = 'claimed' and o.claimed_until > at
  ) then
    return jsonb_build_object('state', 'waiting', 'reason', 'on_call',
      'until', at + interval '2 minutes');
  end if;
  if entry.attempts = 0 and private.was_called(tenant, contact,
      at - make_interval(days => list.skip_called_days), entry.call_id) then
    return '{"state": "skipped", "reason": "called_recently"}';
  end if;
  if private.was_called(tenant, contact, at - interval '15 minutes', entry.call_id) then
    return jsonb_build_object('state', 'waiting', 'reason', 'just_called',
      'until', at + interval '15 minutes');
  end if;
  opens := private.opens_at(list, private.contact_zone(tenant, contact), at);
  if opens is not null then
    return jsonb_build_object('state', 'waiting', 'reason', 'hours', 'until', opens);
  end if;
  return null;
end
$$;

revoke all on function private.entry_obstacle from public;

-- Words match from their beginning, in any order, split and folded as they were kept; spaces and
-- punctuation inside a number do not matter. `number_beginning` is what was typed as the beginning
-- of a number in the tenant's country: E.164 without its plus. First come names that begin with
-- what was typed, then numbers that are it or end with it and names with those figures, then main
-- numbers that begin with it, then others; some page_size of them: sorting them all would cost the
-- more the more there are. Beginnings are asked for in their index's order and never sorted, so
-- that no more of them are read than are given, whatever the planner takes for rare. A definer's:
-- matching words is not leakproof, so that under row-level security no index would be used. It
-- gives rows of the asking person's own tenant, as their policy does, without archived contacts.
create or replace function private.search_contacts(query text, page_size integer,
  number_beginning text) returns setof public.contacts
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off set enable_sort = off as $$
declare
  tenant uuid := private.tenant_id();
  more integer := greatest(page_size, 1);
  typed text := lower(btrim(query));
  mark text := 't' || left(tenant::text, 8);
  number text := case
    when query ~ '^[0-9+().\s/-]+$' then nullif(regexp_replace(query, '[^0-9]', '', 'g'), '') end;
  -- What looks like a number is one, or figures next to each other in a name: 24/7.
  typed_words text :=
      (select string_agg(quote_literal(mark || word) || case when number is null then ':*'
      else '' end,
      case when number is null then ' & ' else ' <-> ' end)
    from regexp_split_to_table(regexp_replace(lower(query), '[^[:alnum:]]+', ' ', 'g'),
      '\s+') as word
    where word <> '');
  words text := concat_ws(' | ', mark || number || ':*', '(' || typed_words || ')');
  whole tsquery := to_tsquery('simple', mark || number || ' | (' || typed_words || ')');
  found_now integer;
begin
  if tenant is null or words = '' then return; end if;
  return query select c.* from public.contacts c
    where c.tenant_id = tenant and c.archived_at is null and c.sort_name ^@ typed
    order by c.sort_name using ~<~
    limit more;
  get diagnostics found_now = row_count;
  more := more - found_now;

  if more > 0 and whole is not null then
    return query select c.* from public.contacts c
      where c.search @@ whole and c.archived_at is null
        -- Said so that no index of tenants is put beside the words': these are one tenant's
        -- already.
        and c.tenant_id is not distinct from tenant
        and not c.sort_name ^@ typed
      limit more;
    get diagnostics found_now = row_count;
    more := more - found_now;
  end if;

  if more > 0 and number_beginning <> '' then
    return query select c.* from public.contacts c
      where c.tenant_id = tenant and c.archived_at is null
        and split_part(c.phone_words, ' ', 1) ^@ number_beginning
        and not c.sort_name ^@ typed
        and (c.search @@ whole) is not true
      order by split_part(c.phone_words, ' ', 1) using ~<~
      limit more;
    get diagnostics found_now = row_count;
    more := more - found_now;
  end if;

  if more > 0 then
    return query select c.* from public.contacts c
      where c.search @@ to_tsquery('simple', words) and c.archived_at is null
        and c.tenant_id is not distinct from tenant
        and not c.sort_name ^@ typed
        and (c.search @@ whole) is not true
        and (number_beginning <> ''
          and split_part(c.phone_words, ' ', 1) ^@ number_beginning) is not true
      limit more;
  end if;
end
$$;

revoke all on function private.search_contacts from public;
grant execute on function private.search_contacts to authenticated;

alter table public.call_list_entries add constraint call_list_entries_reason_check CHECK ((reason = ANY (ARRAY['hours'::text, 'on_call'::text, 'just_called'::text, 'retry'::text, 'not_reached'::text, 'do_not_call'::text, 'no_number'::text, 'archived'::text, 'called_recently'::text, 'not_a_fit'::text, 'wrong_details'::text, 'already_spoken'::text, 'other'::text])));

create policy "owners, managers and admins change call lists" on public.call_lists as permissive for update to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((owner_id = ( SELECT auth.uid() AS uid)) OR (( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])))))
  with check (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((owner_id = ( SELECT auth.uid() AS uid)) OR (( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])))));

reset check_function_bodies;
