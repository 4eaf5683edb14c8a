-- Why nothing may be sent from a company's number to another number, whoever asks. A number on the
-- do-not-call list is not texted either, as the rules on unwanted calls count texts as calls
-- (47 CFR 64.1200(e)), but whoever wrote within the last day is answered.
create or replace function private.text_refusal(tenant uuid, line uuid, number text, at timestamptz)
  returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.opt_outs o where o.tenant_id = tenant and o.phone_number_id = line
      and o.number = text_refusal.number and o.opted_out) then
    return jsonb_build_object('refused', 'opted_out');
  end if;
  if exists (select from public.do_not_call d
      where d.tenant_id = tenant and d.number = text_refusal.number)
    and not private.wrote_since(tenant, line, number, at - interval '1 day') then
    return jsonb_build_object('refused', 'do_not_call');
  end if;
  return null;
end
$$;

revoke all on function private.text_refusal from public;
