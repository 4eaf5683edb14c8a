import type { BenchTenant } from "@/bench/tenant";

/** As much as Twilio sends of a leg. */
const data = Object.fromEntries(
  Array.from({ length: 26 }, (_, index) => [`Field${index}`, "x".repeat(24)]),
);

/** Stand in an event's text for what each transaction puts there. */
const call = "CALL";
const now = "NOW";

/** Five events a call: it rings, is answered, the rep's leg is, the rep's leg ends, it ends. */
const steps = [
  { status: "ringing", child: false },
  { status: "in-progress", child: false },
  { status: "in-progress", child: true },
  { status: "completed", child: true },
  { status: "completed", child: false },
];

function events({ rep, number }: BenchTenant): string[] {
  return steps.map(({ status, child }, sequence) =>
    JSON.stringify({
      type: "status",
      dedupe_key: `k:${call}:${sequence}`,
      call_id: call,
      creates: "inbound",
      call_sid: `${child ? "CB" : "CA"}${call}`,
      parent_call_sid: child ? `CA${call}` : undefined,
      role: child ? "rep" : "caller",
      user_id: child ? rep : undefined,
      from: "+12065550177",
      to: child ? "+12065550111" : number,
      status,
      sequence,
      occurred_at: now,
      received_at: now,
      query: "leg=rep",
      data,
    }),
  );
}

/**
 * What the scripts read beside pgbench's own variables: each event, and what Twilio sent, as the
 * text that an app binds to a statement.
 */
export function variables(tenant: BenchTenant): Record<string, string> {
  const statements = events(tenant).map((event, step) => [`event${step}`, event] as const);
  return { ...Object.fromEntries(statements), data: JSON.stringify(data) };
}

/** One event a transaction. pgbench keeps `n` from one transaction of a client to the next. */
function script(statements: (step: number) => string): string {
  const branches = steps.map(
    (_, step) => `\\${step === 0 ? "if" : "elif"} :step = ${step}\n${statements(step)}`,
  );
  const head = "\\set n :n + 1\n\\set call :n / 5\n\\set step :n % 5\n";
  return `${head}${branches.join("\n")}\n\\endif\n`;
}

const name = "md5(:run::text || '-' || :client_id::text || '-' || :call::text)";

/** The function as the app calls it: the event as a text. */
export function functionScript({ id }: BenchTenant): string {
  return script(
    (step) =>
      `select machine.record_event('${id}', replace(replace(:event${step}, '${call}', ${name}), '${now}', now()::text)::jsonb);`,
  );
}

const insertEvent = ({ id }: BenchTenant, step: number) =>
  `insert into bench.call_events (tenant_id, call_id, call_sid, event_type, event_data, query, dedupe_key, occurred_at)
  values ('${id}', ${name}::uuid, 'CA' || ${name}, 'status', :data::jsonb, 'leg=rep', 'k:' || ${name} || ':${step}', now())
  on conflict (tenant_id, dedupe_key) do nothing`;

const upsertCall = ({ id, rep, number }: BenchTenant, step: number) =>
  `insert into bench.calls as c (id, tenant_id, twilio_call_sid, direction, status, stage, from_number, to_number, user_id, created_at, next_check_at)
  values (${name}::uuid, '${id}', 'CA' || ${name}, 'inbound', '${steps[step]?.status}', 'greeting', '+12065550177', '${number}', '${rep}', now(), now())
  on conflict (tenant_id, id) do update set status = excluded.status, version = c.version + 1,
    ended_at = case when excluded.status >= 'completed' then now() end, outcome = case when excluded.status >= 'completed' then 'connected' end`;

/** The least that keeps an event and its call: two statements, one transaction. */
export function rawScript(tenant: BenchTenant): string {
  return script(
    (step) => `begin;\n${insertEvent(tenant, step)};\n${upsertCall(tenant, step)};\nend;`,
  );
}

/** The same two as one statement, so that they are one round trip as the function is. */
export function joinedScript(tenant: BenchTenant): string {
  return script(
    (step) => `with event as (${insertEvent(tenant, step)})\n${upsertCall(tenant, step)};`,
  );
}
