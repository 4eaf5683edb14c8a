set check_function_bodies = off;

alter table public.calls add column disposition_id uuid;
update public.calls c set disposition_id = w.disposition_id
  from public.call_wrapups w
  where w.tenant_id = c.tenant_id and w.call_id = c.id and w.disposition_id is not null;
alter table public.calls add column lacks_outcome boolean not null
  generated always as (disposition_id is null and user_id is not null
    and coalesce(outcome, '') in ('connected', 'no-answer', 'busy')) stored;

comment on function public.outcome_figures(timestamp with time zone,timestamp with time zone,pg_catalog.uuid) is null;
drop index public.calls_log;
drop function private.search_calls(text,text,integer,timestamp with time zone,timestamp with time zone,uuid,uuid,text,text,uuid);
drop function public.call_figures(timestamp with time zone,timestamp with time zone,timestamp with time zone,uuid,text,text,timestamp with time zone,uuid);
drop function public.call_figures_by_person(timestamp with time zone,timestamp with time zone,uuid,text,text,uuid);
drop function public.outcome_figures(timestamp with time zone,timestamp with time zone,uuid);
drop function public.search_calls(text,text,integer,timestamp with time zone,timestamp with time zone,uuid,uuid,text,text,uuid);

-- The call log is filtered by what people say came of a call, from an index of calls.
create or replace function private.copy_outcome() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.calls set disposition_id = new.disposition_id
    where tenant_id = new.tenant_id and id = new.call_id
      and disposition_id is distinct from new.disposition_id;
  return null;
end
$$;

revoke all on function private.copy_outcome from public;

-- A page of the tenant's calls with whom was typed, newest first: any part of a name or company,
-- any digits of a number (`number_beginning` is what was typed as the beginning of a number in the
-- tenant's country: E.164 without its plus). Who it may be is found first, by the indexes of
-- contacts and numbers; then the calls of each, newest first, by theirs. Where more than 50 have
-- such a name, the newest 5,000 calls are looked through as well. A definer's: matching words is
-- not leakproof, so that under row-level security no index would be used.
create or replace function private.search_calls(typed text, number_beginning text,
  page_size integer, since timestamptz, until timestamptz,
  before_id uuid, person uuid, way text, ended_as text,
  line uuid, said uuid)
returns setof public.calls
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
  tenant constant uuid := private.tenant_id();
  words constant text[] := regexp_split_to_array(btrim(lower(typed)), '\s+');
  nobodys constant uuid := '00000000-0000-0000-0000-000000000000';
  digits constant text := case
    when typed ~ '^[0-9+().\s/-]+$' then regexp_replace(typed, '[^0-9]', '', 'g') end;
  them uuid[];
  numbers text[] := '{}';
begin
  if tenant is null then return; end if;
  them := private.searched_contacts(tenant, words, 51);
  if length(digits) >= 3 then
    numbers := array(select n.number from private.called_numbers n
      where (private.grams(n.tenant_id, n.number) @> private.grams(tenant, digits)
          and position(digits in n.number) > 0
        or length(number_beginning) >= 3
          and private.grams(n.tenant_id, n.number) @> private.grams(tenant, number_beginning)
          and position(number_beginning in n.number) > 0)
        -- Said so that the index of digits is taken: its pieces bear the tenant already.
        and n.tenant_id is not distinct from tenant
      limit 50);
  end if;
  return query
    with theirs as (
      select c.* from unnest(them) found(id) cross join lateral (
        select c.* from public.calls c
        where c.tenant_id = tenant and c.contact_id = found.id
          and c.created_at >= since and c.created_at <= until
          and (before_id is null or (c.created_at, c.id) < (until, before_id))
          and (person is null or c.user_id = person) and (way is null or c.direction = way)
          and (ended_as is null or c.outcome = ended_as)
          and (line is null or c.phone_number_id = line)
          and (said is null or c.disposition_id = said or c.lacks_outcome and said = nobodys)
        order by c.created_at desc, c.id desc limit page_size) c
      union
      select c.* from unnest(numbers) found(number) cross join lateral (
        select c.* from public.calls c
        where c.tenant_id = tenant and c.customer_number = found.number
          and c.created_at >= since and c.created_at <= until
          and (before_id is null or (c.created_at, c.id) < (until, before_id))
          and (person is null or c.user_id = person) and (way is null or c.direction = way)
          and (ended_as is null or c.outcome = ended_as)
          and (line is null or c.phone_number_id = line)
          and (said is null or c.disposition_id = said or c.lacks_outcome and said = nobodys)
        order by c.created_at desc, c.id desc limit page_size) c
      union
      select c.* from (
        select c.* from public.calls c
        where cardinality(them) > 50 and c.tenant_id = tenant
          and c.created_at >= since and c.created_at <= until
          and (before_id is null or (c.created_at, c.id) < (until, before_id))
          and (person is null or c.user_id = person) and (way is null or c.direction = way)
          and (ended_as is null or c.outcome = ended_as)
          and (line is null or c.phone_number_id = line)
          and (said is null or c.disposition_id = said or c.lacks_outcome and said = nobodys)
        order by c.created_at desc, c.id desc limit 5000) c
      join public.contacts k on k.tenant_id = tenant and k.id = c.contact_id
      where not exists (select from unnest(words) word
        where position(word in lower(k.name || ' ' || k.company)) = 0)
    )
    select * from theirs order by created_at desc, id desc limit page_size;
end
$$;

revoke all on function private.search_calls from public;
grant execute on function private.search_calls to authenticated;

-- What became of the calls since a few moments, the earliest last, and until another: all of the
-- tenant's or one person's, of one direction, outcome or number, or with what people say came of
-- them (`said`, the nil UUID for those that lack it). Read from the index alone.
create or replace function public.call_figures(today timestamptz, week timestamptz,
  month timestamptz, person uuid default null, way text default null, ended_as text default null,
  until timestamptz default 'infinity', line uuid default null,
  said uuid default null)
returns table (period text, calls bigint, connected bigint, missed bigint, talk_seconds bigint)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  -- Each call is counted once, in the shortest period it is of; a longer period then holds the
  -- shorter ones too.
  with counted as (
    select case when created_at >= today then 1 when created_at >= week then 2 else 3 end as place,
      count(*) as calls,
      count(*) filter (where outcome = 'connected') as connected,
      count(*) filter (where outcome = 'missed') as missed,
      sum(duration_seconds) as talk_seconds
    from public.calls
    where tenant_id = (select private.tenant_id()) and created_at >= month and created_at < until
      and (person is null or user_id = person) and (way is null or direction = way)
      and (ended_as is null or outcome = ended_as)
      and (line is null or phone_number_id = line)
      and (said is null or disposition_id = said
        or lacks_outcome and said = '00000000-0000-0000-0000-000000000000')
    group by 1
  )
  select periods.name, coalesce(sum(counted.calls), 0)::bigint,
    coalesce(sum(counted.connected), 0)::bigint,
    coalesce(sum(counted.missed), 0)::bigint, coalesce(sum(counted.talk_seconds), 0)::bigint
  from (values (1, 'today'), (2, 'week'), (3, 'month')) as periods (place, name)
  left join counted on counted.place <= periods.place
  where (select private.tenant_id()) is not null
  group by periods.place, periods.name order by periods.place
$$;

revoke all on function public.call_figures from public, anon, service_role;
grant execute on function public.call_figures to authenticated;

-- What became of each person's calls in some days, of one direction, outcome or number, or with
-- what people say came of them (`said` as for call_figures); who had none is left out. Null is
-- nobody's: calls that rang no one. Read from the index alone.
create or replace function public.call_figures_by_person(since timestamptz,
  until timestamptz, person uuid default null, way text default null, ended_as text default null,
  line uuid default null, said uuid default null)
returns table (user_id uuid, calls bigint, connected bigint, missed bigint, talk_seconds bigint)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select c.user_id, count(*), count(*) filter (where c.outcome = 'connected'),
    count(*) filter (where c.outcome = 'missed'), coalesce(sum(c.duration_seconds), 0)
  from public.calls c
  where c.tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin')
    and c.created_at >= since and c.created_at < until
    and (person is null or c.user_id = person) and (way is null or c.direction = way)
    and (ended_as is null or c.outcome = ended_as)
    and (line is null or c.phone_number_id = line)
    and (said is null or c.disposition_id = said
      or c.lacks_outcome and said = '00000000-0000-0000-0000-000000000000')
  group by c.user_id
$$;

revoke all on function public.call_figures_by_person from public, anon, service_role;
grant execute on function public.call_figures_by_person to authenticated;

-- Which calls ask for an outcome is said by `asksOutcome` too (lib/wrapups/decide.ts). Read from
-- the index alone.
create or replace function public.outcome_figures(since timestamptz, until timestamptz default
  'infinity', person uuid default null, way text default null, ended_as text default null,
  line uuid default null)
returns table (asked bigint, given bigint)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select count(*), count(disposition_id)
  from public.calls
  where tenant_id = (select private.tenant_id())
    and created_at >= since and created_at < until
    and (person is null or user_id = person) and (way is null or direction = way)
    and (ended_as is null or outcome = ended_as)
    and (line is null or phone_number_id = line)
    and outcome in ('connected', 'no-answer', 'busy')
    and user_id is not null
  having (select private.tenant_id()) is not null
$$;

comment on function public.outcome_figures is
  'Of the calls begun from `since` until before `until`: how many ask for an outcome, and how many '
  'have one.';

revoke all on function public.outcome_figures from public, anon, service_role;
grant execute on function public.outcome_figures to authenticated;

create or replace function public.search_calls(typed text, number_beginning text default null,
  page_size integer default 50, since timestamptz default '-infinity',
  until timestamptz default 'infinity', before_id uuid default null, person uuid default null,
  way text default null, ended_as text default null,
  line uuid default null, said uuid default null) returns setof public.calls
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.search_calls(typed, number_beginning, least(page_size, 101), since, until,
    before_id, person, way, ended_as, line, said)
$$;

revoke all on function public.search_calls from public, anon, service_role;
grant execute on function public.search_calls to authenticated;

CREATE INDEX calls_by_disposition ON public.calls USING btree (tenant_id, disposition_id, created_at DESC, id DESC) WHERE (disposition_id IS NOT NULL);

CREATE INDEX calls_log ON public.calls USING btree (tenant_id, created_at DESC, id DESC) INCLUDE (user_id, outcome, duration_seconds, direction, phone_number_id, disposition_id, lacks_outcome);

CREATE INDEX calls_without_outcome ON public.calls USING btree (tenant_id, created_at DESC, id DESC) WHERE (lacks_outcome IS TRUE);

CREATE TRIGGER a_copy_outcome AFTER INSERT OR UPDATE OF disposition_id ON public.call_wrapups FOR EACH ROW EXECUTE FUNCTION private.copy_outcome();

comment on column public.calls.disposition_id is 'What a person says came of it: no evidence, but a copy by trigger of call_wrapups, by which the log is filtered from an index. No foreign key: outcomes are never deleted.';

comment on column public.calls.lacks_outcome is 'Asks for an outcome (as asksOutcome in lib/wrapups/decide.ts) and has none.';

comment on function public.outcome_figures(timestamp with time zone,timestamp with time zone,pg_catalog.uuid,pg_catalog.text,pg_catalog.text,pg_catalog.uuid) is 'Of the calls begun from `since` until before `until`: how many ask for an outcome, and how many have one.';

reset check_function_bodies;
