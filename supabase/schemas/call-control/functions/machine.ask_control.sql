-- Notes what a person wants of a call they talk on: { kind: hold | resume | transfer | complete |
-- take_back | merge | add, mode, to: person | number | voicemail | route, user_id, number, place,
-- route, step }; a caller who rings them, `unanswered`, is sent to their own voicemail. Gives what
-- Twilio must be told about: the legs, whom to ring, and what was asked before. { done: true }
-- where it is so already; { refused } where it cannot be.
create or replace function machine.ask_control(tenant uuid, person uuid, target uuid, want jsonb,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  was public.call_controls;
  legs jsonb;
  no text;
  rings jsonb;
  is_hold boolean;
begin
  if not exists (select from public.profiles where tenant_id = tenant and user_id = person
    and removed_at is null) then return jsonb_build_object('refused', 'call_not_found'); end if;
  select * into c from public.calls where tenant_id = tenant and id = target for no key update;
  select * into was from public.call_controls where tenant_id = tenant and call_id = target;
  legs := private.control_legs(tenant, target);
  if want ? 'unanswered' and was.target_kind = 'voicemail' and was.asked_by = person
    and c.ended_at is null then return jsonb_build_object('done', true); end if;
  no := case when want ? 'unanswered' then private.unanswered_refusal(c, was, person)
    else private.control_refusal(c, was, legs, person, want) end;
  if no is not null then return jsonb_build_object('refused', no); end if;
  is_hold := was.customer_in is not distinct from 'hold';
  if want ->> 'kind' = 'hold' and is_hold or want ->> 'kind' = 'resume' and not is_hold then
    return jsonb_build_object('done', true);
  end if;
  if want ->> 'kind' in ('transfer', 'add') then
    rings := private.transfer_target(tenant, c, want);
    if rings ? 'refused' then return rings; end if;
  end if;
  perform private.write_control(private.asked_control(c, was, person, want, at));
  return private.asked_of(c, was, legs) || jsonb_build_object('rings', rings);
end
$$;
revoke all on function machine.ask_control from public;
grant execute on function machine.ask_control to ringbook_machine;
