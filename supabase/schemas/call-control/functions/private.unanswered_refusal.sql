-- Why a person may not send a caller who rings them to their voicemail; null where they may. `k` is
-- what was asked of the call before.
create or replace function private.unanswered_refusal(
  c public.calls, k public.call_controls, person uuid) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  seen record;
begin
  if c.id is null then return 'call_not_found'; end if;
  select bool_or(l.user_id = person) as has_rung,
      bool_or(l.user_id = person and l.status < 'completed') as rings,
      bool_or(l.user_id is distinct from person and l.status < 'completed') as rings_others,
      bool_or(l.accepted_at is not null) as is_answered
    into seen from public.call_legs l
    where l.tenant_id = c.tenant_id and l.call_id = c.id and l.side = 'company';
  return case
    when c.direction <> 'inbound' or not private.has_rung(c, person) then 'rings_another'
    when c.ended_at is not null or exists (select from public.call_legs l
      where l.tenant_id = c.tenant_id and l.call_id = c.id and l.role = 'caller'
        and l.status >= 'completed') then 'call_ended'
    when c.stage = 'connected' or seen.is_answered then 'answered_already'
    when k.call_id is not null then 'being_transferred'
    when seen.has_rung and not seen.rings then 'rings_no_more'
    when seen.rings_others then 'rings_several' end;
end
$$;
revoke all on function private.unanswered_refusal from public;
