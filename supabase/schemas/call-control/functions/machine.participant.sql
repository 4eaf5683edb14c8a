-- What is needed to mute or remove somebody (`sid`) in the room of a call that a person talks on,
-- or { refused }. A supervisor is nobody's to mute or remove; the customer's call is ended instead.
create or replace function machine.participant(tenant uuid, person uuid, target uuid, sid text,
  does text) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  legs jsonb := private.control_legs(tenant, target);
  leg jsonb := (select l from jsonb_array_elements(legs) l where l ->> 'call_sid' = sid);
  no text;
begin
  no := case
    when not exists (select from public.profiles p where p.tenant_id = tenant
        and p.user_id = person and p.removed_at is null)
      or not exists (select from public.calls c where c.tenant_id = tenant and c.id = target)
      then 'call_not_found'
    when not exists (select from jsonb_array_elements(legs) l
      where l ->> 'user_id' = person::text and (l ->> 'is_talking')::boolean
        and (l ->> 'side' = 'company' or exists (select from public.call_supervisions s
          where s.tenant_id = tenant and s.call_id = target and s.user_id = person
            and s.mode in ('barge', 'take_over')))) then 'not_on_call'
    when leg is null then 'not_there'
    when leg ->> 'side' = 'supervisor' then 'is_supervisor'
    when does = 'remove' and leg ->> 'user_id' = person::text then 'yourself'
    when does = 'remove' and leg ->> 'side' = 'customer' then 'is_customer'
    when does <> 'remove' and not (leg ->> 'in_room')::boolean then 'not_in_room' end;
  if no is not null then return jsonb_build_object('refused', no); end if;
  return (select jsonb_build_object('account_sid', a.account_sid,
      'auth_token_ciphertext', a.auth_token_ciphertext, 'leg', leg)
    from public.twilio_accounts a where a.tenant_id = tenant);
end
$$;
revoke all on function machine.participant from public;
grant execute on function machine.participant to ringbook_machine;
