-- The facts of a call that a webhook's answer depends on; for webhooks that nobody waits for, only
-- where the call stands.
create or replace function private.answer_facts(n public.calls, is_asked boolean) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  contact text;
  company text;
  facts jsonb;
  control jsonb;
  declined jsonb;
  twins jsonb;
begin
  if not is_asked then
    facts := jsonb_build_object('status', n.status,
      'hangup_requested', n.hangup_requested_at is not null);
    if not n.has_more_evidence then return facts; end if;
    if exists (select from public.call_controls k
        where k.tenant_id = n.tenant_id and k.call_id = n.id) then
      facts := facts || '{"is_controlled": true}';
    end if;
    twins := private.callback_twins(n);
    if twins is not null then facts := facts || jsonb_build_object('twins', twins); end if;
    return facts;
  end if;
  if n.contact_id is not null then
    select k.name, nullif(k.company, '') into contact, company from public.contacts k
      where k.tenant_id = n.tenant_id and k.id = n.contact_id;
  end if;
  facts := jsonb_build_object('call_id', n.id, 'direction', n.direction,
    'from_number', n.from_number, 'to_number', n.to_number, 'contact_name', contact,
    'contact_company', company, 'status', n.status, 'recording_requested', n.recording_requested,
    'hangup_requested', n.hangup_requested_at is not null);
  if n.has_more_evidence then
    control := private.control_facts(n);
    if control is not null then facts := facts || jsonb_build_object('control', control); end if;
    declined := (select jsonb_agg(s.facts -> 'user_id') from public.call_steps s
      where s.tenant_id = n.tenant_id and s.call_id = n.id and s.kind = 'declined');
    if declined is not null then facts := facts || jsonb_build_object('declined', declined); end if;
  end if;
  if n.callee_id is null then return facts; end if;
  return facts || private.colleague_facts(n);
end
$$;
revoke all on function private.answer_facts from public;
