-- What assigns these legs at Twilio to calls here: the tenant's numbers and phones, the
-- legs known here, and the calls around `earliest` and `latest` that wait for their leg. A call
-- whose create was lost may have been given up; it waits all the same.
create or replace function machine.audit_facts(tenant uuid, sids jsonb, earliest timestamptz,
  latest timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object(
    'recording_enabled', t.recording_enabled,
    'numbers', (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number,
      'forward_to', n.forward_user_id)), '[]'::jsonb)
                -- Removed ones too: calls of the time before are the tenant's.
                from private.number_routes(tenant) n),
    'phones', (select coalesce(jsonb_agg(jsonb_build_object('user_id', p.user_id, 'phone', p.phone)
      order by p.updated_at, p.user_id), '[]'::jsonb)
               from (select ph.tenant_id, ph.user_id, ph.phone, ph.updated_at
                   from public.personal_phones ph
                 union all select f.tenant_id, f.user_id, f.phone, f.updated_at
                   from public.further_phones f) p where p.tenant_id = tenant),
    'known', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'call_id',
      l.call_id, 'direction', c.direction)), '[]'::jsonb)
              from public.call_legs l
              join public.calls c on c.tenant_id = l.tenant_id and c.id = l.call_id
              where l.tenant_id = tenant
                and l.call_sid in (select jsonb_array_elements_text(sids))),
    -- Calls that said a code to a phone, and those that may still turn out to be at Twilio.
    'verifications', (select coalesce(jsonb_agg(jsonb_build_object(
      'call_sid', p.call_sid, 'to', p.phone, 'created_at', p.created_at)), '[]'::jsonb)
               from public.phone_verifications p
               where p.tenant_id = tenant
                 and (p.call_sid in (select jsonb_array_elements_text(sids))
                 or p.call_sid is null and p.settled_at is null
                   and p.created_at between earliest - interval '2 minutes'
                     and latest + interval '2 minutes')),
    'waiting', (select coalesce(jsonb_agg(jsonb_build_object('call_id', c.id, 'from', c.from_number,
      'created_at', c.created_at, 'direction', c.direction,
                  'to', e.event_data ->> 'to') order by c.created_at), '[]'::jsonb)
                from public.calls c
                join public.call_events e on e.tenant_id = c.tenant_id and e.call_id = c.id
                  and e.event_type = 'initiate'
                  -- Not one that a browser asks for: none is created for it.
                  and e.event_data ->> 'to' is not null
                where c.tenant_id = tenant and c.direction <> 'inbound'
                  and c.twilio_call_sid is null
                  and (c.ended_at is null or c.create_lost)
                  and c.created_at between earliest - interval '2 minutes'
                    and latest + interval '2 minutes'))
  from public.tenants t where t.id = tenant);
end
$$;

revoke all on function machine.audit_facts from public;
grant execute on function machine.audit_facts to ringbook_machine;
