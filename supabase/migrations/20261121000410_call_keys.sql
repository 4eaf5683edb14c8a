-- The Idempotency-Key of a request to place a call, and what was answered. Only machine functions reach it.
create table private.call_keys (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null,
  key text not null check (char_length(key) between 1 and 200),
  fingerprint text not null,
  call_id uuid not null,
  answer jsonb,
  created_at timestamptz not null,
  primary key (tenant_id, user_id, key)
);
comment on table private.call_keys is 'Kept for two days: the same key of the same person gets the same answer.';
comment on column private.call_keys.fingerprint is 'A hash of the request''s body: a key belongs to one request.';
comment on column private.call_keys.answer is '{status, body}; null while Twilio is being asked.';
alter table private.call_keys enable row level security;
revoke all on private.call_keys from public;

-- The call that a key {value, fingerprint} has placed before; null when it is new, or there is none.
create function private.call_of_key(tenant uuid, caller uuid, used jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when fingerprint = used ->> 'fingerprint'
      then jsonb_build_object('repeated', call_id, 'answer', answer)
      else jsonb_build_object('refused', 'idempotency_key_reused') end
  from private.call_keys where tenant_id = tenant and user_id = caller and key = used ->> 'value'
$$;

create function private.keep_key(tenant uuid, caller uuid, used jsonb, placed uuid, at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if used ->> 'value' is null then return; end if;
  delete from private.call_keys where tenant_id = tenant and user_id = caller and created_at < at - interval '2 days';
  insert into private.call_keys (tenant_id, user_id, key, fingerprint, call_id, created_at)
    values (tenant, caller, used ->> 'value', used ->> 'fingerprint', placed, at);
end
$$;

-- Keeps the answer to a key unless one is kept already, and gives the one that stands.
create function machine.answer_key(tenant uuid, caller uuid, used text, given jsonb) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update private.call_keys set answer = coalesce(answer, given)
  where tenant_id = tenant and user_id = caller and key = used returning answer
$$;

-- What was answered to a key; null while nobody knows yet.
create function machine.key_answer(tenant uuid, caller uuid, used text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select answer from private.call_keys where tenant_id = tenant and user_id = caller and key = used
$$;
revoke all on function private.call_of_key(uuid, uuid, jsonb), private.keep_key(uuid, uuid, jsonb, uuid, timestamptz),
  machine.answer_key(uuid, uuid, text, jsonb), machine.key_answer(uuid, uuid, text) from public;
grant execute on function machine.answer_key(uuid, uuid, text, jsonb), machine.key_answer(uuid, uuid, text) to ringbook_machine;
