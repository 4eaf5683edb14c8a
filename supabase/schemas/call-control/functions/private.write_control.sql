-- Keeps what is asked of a call. From now on it is more than a <Dial>, whose end may come before
-- any evidence of what follows: its answer must read this (private.answer_facts).
create or replace function private.write_control(k public.call_controls) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into public.call_controls select k.*
  on conflict (tenant_id, call_id) do update set customer_in = excluded.customer_in,
    held_by = excluded.held_by, held_at = excluded.held_at, asked_by = excluded.asked_by,
    asked_at = excluded.asked_at, mode = excluded.mode, target_kind = excluded.target_kind,
    target_user = excluded.target_user, target_number = excluded.target_number,
    target_sid = excluded.target_sid, target_state = excluded.target_state,
    changes = excluded.changes, updated_at = excluded.updated_at;
  update public.calls c set has_more_evidence = true
    where c.tenant_id = k.tenant_id and c.id = k.call_id and not c.has_more_evidence;
$$;
revoke all on function private.write_control from public;
