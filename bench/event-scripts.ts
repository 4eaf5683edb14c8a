import type { BenchTenant } from "@/bench/tenant";

/** As much as Twilio sends of a leg. */
const data = JSON.stringify(
  Object.fromEntries(Array.from({ length: 26 }, (_, index) => [`Field${index}`, "x".repeat(24)])),
);

/**
 * Five events a call, one a transaction: it rings, is answered, the rep's leg is, the rep's leg ends, it ends. pgbench keeps
 * `n` from one transaction of a client to the next.
 */
const steps = String.raw`
\set n :n + 1
\set call :n / 5
\set step :n % 5
`;

const name = "(:run::text || '-' || :client_id::text || '-' || :call::text)";
const status =
  "(array['ringing','in-progress','in-progress','completed','completed'])[:step::int + 1]";
const key = `'k:' || ${name} || ':' || :step::text`;
const child = "(:step::int in (2, 3))";

/** The function as the app calls it, an event each. */
export function functionScript({ id, rep, number }: BenchTenant): string {
  const event = `jsonb_build_object('type', 'status', 'dedupe_key', ${key}, 'call_id', md5(${name})::uuid, 'creates_inbound', true,
    'call_sid', case when ${child} then 'CB' else 'CA' end || md5(${name}), 'parent_call_sid', case when ${child} then 'CA' || md5(${name}) end,
    'is_child', ${child}, 'user_id', '${rep}', 'from', '+12065550177', 'to', case when ${child} then '+12065550111' else '${number}' end,
    'status', ${status}, 'sequence', :step::int, 'occurred_at', now(), 'received_at', now(), 'query', 'leg=agent', 'data', '${data}'::jsonb)`;
  return `${steps}select machine.record_event('${id}', jsonb_strip_nulls(${event}));\n`;
}

const insertEvent = ({ id }: BenchTenant) =>
  `insert into bench.call_events (tenant_id, call_id, call_sid, event_type, event_data, query, dedupe_key, occurred_at)
  values ('${id}', md5(${name})::uuid, 'CA' || md5(${name}), 'status', '${data}'::jsonb, 'leg=agent', ${key}, now())
  on conflict (tenant_id, dedupe_key) do nothing`;

const upsertCall = ({ id, rep, number }: BenchTenant) =>
  `insert into bench.calls as c (id, tenant_id, twilio_call_sid, direction, status, stage, from_number, to_number, user_id, created_at, next_check_at)
  values (md5(${name})::uuid, '${id}', 'CA' || md5(${name}), 'inbound', ${status}::public.call_status, 'greeting', '+12065550177', '${number}', '${rep}', now(), now())
  on conflict (tenant_id, id) do update set status = excluded.status, version = c.version + 1,
    ended_at = case when excluded.status >= 'completed' then now() end, outcome = case when excluded.status >= 'completed' then 'connected' end`;

/** The least that keeps an event and its call: two statements, one transaction. */
export function rawScript(tenant: BenchTenant): string {
  return `${steps}begin;\n${insertEvent(tenant)};\n${upsertCall(tenant)};\nend;\n`;
}

/** The same two as one statement, so that they are one round trip as the function is. */
export function joinedScript(tenant: BenchTenant): string {
  return `${steps}with event as (${insertEvent(tenant)})\n${upsertCall(tenant)};\n`;
}
