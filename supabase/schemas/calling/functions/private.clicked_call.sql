-- The call that a rep's click begins, not written yet. `request` is the one of machine.begin_call.
create or replace function private.clicked_call(
  tenant uuid, caller uuid, line public.phone_numbers, request jsonb, is_recorded boolean)
returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  n public.calls;
begin
  n.id := request ->> 'call_id';
  n.tenant_id := tenant;
  n.direction := 'outbound';
  n.from_number := line.number;
  n.to_number := request ->> 'to';
  n.status := 'queued';
  n.stage := 'placing';
  n.contact_id := coalesce((request ->> 'contact_id')::uuid,
    private.contact_for(tenant, n.to_number));
  n.user_id := caller;
  n.phone_number_id := line.id;
  n.recording_requested := is_recorded;
  n.create_lost := false;
  n.has_more_evidence := false;
  n.created_at := request ->> 'now';
  n.next_check_at := n.created_at + interval '60 seconds';
  return n;
end
$$;
revoke all on function private.clicked_call from public;
