-- Applies an event to its message, which is locked (private.lock_message). Gives why it could not
-- be applied, or null.
create or replace function private.apply_message(tenant uuid, e jsonb) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if e ->> 'type' <> 'incoming' then
    return private.follow_message(tenant, (e ->> 'message_id')::uuid, e);
  end if;
  perform private.take_message(tenant, e);
  return null;
exception when others then
  -- What may succeed a moment later is no problem of the event: Twilio sends it again.
  if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
  -- A contact or thread that was deleted meanwhile: the text must not get lost.
  if left(sqlstate, 2) = '23' and e ->> 'type' = 'incoming' then
    raise exception using errcode = 'serialization_failure', message = sqlerrm;
  end if;
  return left(sqlerrm, 500);
end
$$;

revoke all on function private.apply_message from public;
