-- For a person who presses 1: `taken_by` has the caller already (`is_own`: they themselves, on
-- another phone), of whom whoever is recorded first gets them; `others` are being asked at this
-- moment: of the same <Dial>, or, where we ring the phones of one person ourselves, on those.
-- Stored with the event; the same event again gets what was stored.
create or replace function private.accept_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  key text := e ->> 'dedupe_key';
  facts jsonb := (select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key);
begin
  if facts is null then
    select jsonb_build_object('others', count(*) > 0, 'taken_by',
        (array_agg(coalesce(p.name, 'A colleague') order by l.accepted_at, l.call_sid)
          filter (where l.accepted_at is not null))[1],
        'is_own', coalesce((array_agg(l.user_id = (e ->> 'user_id')::uuid
            order by l.accepted_at, l.call_sid) filter (where l.accepted_at is not null))[1],
          false))
      into facts from public.call_legs l
      left join public.profiles p on p.tenant_id = tenant and p.user_id = l.user_id
      where l.tenant_id = tenant and l.call_id = (e ->> 'call_id')::uuid and l.role = 'rep'
        and l.call_sid <> e ->> 'call_sid'
        and l.parent_call_sid is not distinct from e ->> 'parent_call_sid'
        and (l.parent_call_sid is not null or l.user_id = (e ->> 'user_id')::uuid)
        and l.status = 'in-progress';
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts;
end
$$;
revoke all on function private.accept_facts from public;
