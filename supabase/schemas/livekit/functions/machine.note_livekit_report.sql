-- A webhook of LiveKit's has come that the secrets of these tenants' accounts verify.
create or replace function machine.note_livekit_report(tenants jsonb, at timestamptz)
returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  noted integer;
begin
  update public.livekit_accounts a set reported_at = at
    where a.tenant_id in (select t::uuid from jsonb_array_elements_text(tenants) t)
      and (a.reported_at is null or a.reported_at < at);
  get diagnostics noted = row_count;
  return noted;
end
$$;

revoke all on function machine.note_livekit_report from public;
grant execute on function machine.note_livekit_report to ringbook_machine;
