set check_function_bodies = off;

drop trigger stamp_wrapup on public.call_wrapups;
drop policy "people wrap up their own calls, managers and admins any" on public.call_wrapups;

-- A wrap-up is signed by whoever saves it, whatever name is sent along.
create or replace function private.stamp_wrapup() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if new.user_id is distinct from old.user_id then
      raise insufficient_privilege using message = 'a wrap-up is signed by whoever saves it';
    end if;
    new.version := old.version + 1;
  end if;
  new.user_id := coalesce(auth.uid(), new.user_id);
  new.updated_at := now();
  return new;
end
$$;

revoke all on function private.stamp_wrapup from public;

-- What of a fresh company is set up, and whether the person asking has called, in one round trip.
create or replace function public.first_day() returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select case when private.tenant_id() is not null then json_build_object(
    'twilio', exists (select from public.twilio_accounts a
      where a.tenant_id = (select private.tenant_id()) and a.verified_at is not null),
    'number', exists (select from public.phone_numbers n
      where n.tenant_id = (select private.tenant_id()) and n.removed_at is null),
    'colleagues', exists (select from public.profiles p
      where p.tenant_id = (select private.tenant_id()) and p.user_id <> (select auth.uid()))
      or exists (select from public.invitations i
        where i.tenant_id = (select private.tenant_id())),
    'contacts', exists (select from public.contacts c
      where c.tenant_id = (select private.tenant_id())),
    'my_call', exists (select from public.calls c
      where c.tenant_id = (select private.tenant_id()) and c.user_id = (select auth.uid())),
    'company_call', exists (select from public.calls c
      where c.tenant_id = (select private.tenant_id()))) end
$$;

revoke all on function public.first_day from public, anon, service_role;
grant execute on function public.first_day to authenticated;

-- Which calls ask for an outcome is said by `asksOutcome` too (lib/wrapups/decide.ts).
create or replace function public.outcome_figures(since timestamptz, until timestamptz default
  'infinity', person uuid default null)
returns table (asked bigint, given bigint)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select count(*), count(w.disposition_id)
  from public.calls c
  left join public.call_wrapups w on w.tenant_id = c.tenant_id and w.call_id = c.id
  where c.tenant_id = (select private.tenant_id())
    and c.created_at >= since and c.created_at < until
    and (person is null or c.user_id = person)
    and c.outcome in ('connected', 'no-answer', 'busy')
    and c.user_id is not null
  having (select private.tenant_id()) is not null
$$;

comment on function public.outcome_figures is
  'Of the calls begun from `since` until before `until`: how many ask for an outcome, and how many '
  'have one.';

revoke all on function public.outcome_figures from public, anon, service_role;
grant execute on function public.outcome_figures to authenticated;

create policy "people wrap up their own calls, managers and admins any" on public.call_wrapups as permissive for insert to authenticated
  with check (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])) OR (call_id IN ( SELECT c.id
   FROM public.calls c
  WHERE ((c.tenant_id = call_wrapups.tenant_id) AND (c.user_id = ( SELECT auth.uid() AS uid))))))));

CREATE TRIGGER stamp_wrapup BEFORE INSERT OR UPDATE ON public.call_wrapups FOR EACH ROW EXECUTE FUNCTION private.stamp_wrapup();

grant insert (user_id) on table public.logged_calls to authenticated;

reset check_function_bodies;
