-- A caller was missed (again): whom the call rang, who owns their contact and who has claimed them
-- are notified. Nobody any more once somebody has talked with them. The call is recorded whatever
-- becomes of this.
create or replace function private.notify_missed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call record;
  people uuid[];
  -- Who is notified of the message that the caller left (private.notify_voicemail).
  notified uuid[];
begin
  if new.closed_at is not null then
    perform private.settle_notifications(new.tenant_id, '{missed}', new.id);
    return null;
  end if;
  if tg_op = 'UPDATE' and (old.call_id, old.kind) = (new.call_id, new.kind) then
    return null;
  end if;
  select c.user_id, c.contact_id, c.customer_number, k.name, k.owner_id into call
    from public.calls c
    left join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
    where c.tenant_id = new.tenant_id and c.id = new.call_id;
  people := array[call.user_id, call.owner_id, new.claimed_by];
  -- They hear of the call once.
  notified := array(select p from unnest(people) p where exists (select from public.voicemails v
    where v.tenant_id = new.tenant_id and v.call_id = new.call_id
      and (v.mailbox_id is null or v.mailbox_id = p)));
  if cardinality(notified) > 0 then
    update public.notifications n set read_at = now() where n.tenant_id = new.tenant_id
      and n.subject_id = new.id and n.user_id = any (notified) and n.kind = 'missed'
      and n.read_at is null and n.facts ->> 'call_id' = new.call_id::text;
  end if;
  perform private.notify_people(new.tenant_id, array(select p from unnest(people) p
      where p <> all (notified)), 'missed', 'missed_callers', new.id, null,
    jsonb_build_object('what', new.kind, 'calls', new.calls, 'call_id', new.call_id,
      'number', call.customer_number, 'contact_id', call.contact_id, 'name', call.name));
  return null;
exception when others then
  raise warning 'missed call % is not notified: %', new.call_id, sqlerrm;
  return null;
end
$$;

revoke all on function private.notify_missed from public;
