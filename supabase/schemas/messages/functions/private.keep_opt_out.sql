-- What was asked for last counts, whichever event is recorded last.
create or replace function private.keep_opt_out(tenant uuid, line uuid, customer text,
  is_out boolean, source text, at timestamptz) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into public.opt_outs as known
      (tenant_id, phone_number_id, number, opted_out, source, changed_at)
    values (tenant, line, customer, is_out, source, at)
    on conflict (tenant_id, phone_number_id, number) do update
      set opted_out = excluded.opted_out, source = excluded.source,
        changed_at = excluded.changed_at
      where known.changed_at < excluded.changed_at
$$;

revoke all on function private.keep_opt_out from public;
