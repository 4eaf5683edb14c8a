-- The side of a conversation that a leg is on: talk is a customer's side together with the
-- company's. A supervisor is on the company's side only while in the space 'barge'.
create or replace function private.side_of(role public.leg_role) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return case role
    when 'caller' then 'customer'
    when 'customer' then 'customer'
    when 'rep' then 'company'
    when 'outside' then 'company'
    when 'supervisor' then 'supervisor'
    when 'system' then 'system'
  end;
end
$$;
-- Generated columns are computed as the role that writes the row, before the write is refused.
grant execute on function private.side_of to anon, authenticated;
