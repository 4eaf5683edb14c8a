-- What Twilio said of one number says nothing of another.
create or replace function private.forget_number_sid() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.twilio_sid := null;
  return new;
end
$$;

revoke all on function private.forget_number_sid from public;
