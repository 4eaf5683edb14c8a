-- What a number costs is agreed to once: the log says by whom, and who gave it back.
create or replace function private.audit_number_order() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.audit(new.tenant_id, private.actor(),
    case new.state when 'bought' then 'number.bought' else 'number.released' end, new.id::text,
    jsonb_strip_nulls(jsonb_build_object('number', new.number,
      'monthly_price', new.monthly_price::text, 'currency', new.currency)));
  return null;
end
$$;

revoke all on function private.audit_number_order from public;
