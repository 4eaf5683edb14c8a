import type { BenchTenant } from "@/bench/tenant";
import { writeCall } from "@/local/scenarios/call";
import { inboundScenarios } from "@/local/scenarios/inbound";

/** As much as Twilio sends of a leg. */
const data = Object.fromEntries(
  Array.from({ length: 26 }, (_, index) => [`Field${index}`, "x".repeat(24)]),
);

/** Stand in an event's text for what each transaction puts there. */
const call = "CALL";
const now = "NOW";
const caller = "+CALLER";

/** Five events a call: it rings, the rep's phone does, is picked up, hangs up, the call ends. */
function fiveEvents({ rep, number, numberId, accountSid }: BenchTenant) {
  const written = writeCall({
    ...{ direction: "inbound", callId: call, start: new Date(0), accountSid, number, numberId },
    rep: { userId: rep, phone: "+12065550111" },
    customer: caller,
    sid: (_, nth) => `C${"ABCD"[nth]}${call}`,
  });
  inboundScenarios.repHangsUp.events?.(written);
  return written.events
    .filter(({ type, status }) => type === "answer" || (type === "status" && status !== "queued"))
    .map((event) => ({ ...event, occurred_at: now, received_at: now, data }));
}

/**
 * What the scripts read beside pgbench's own variables: each event, and what Twilio sent, as the
 * text that an app binds to a statement.
 */
export function variables(tenant: BenchTenant): Record<string, string> {
  const events = fiveEvents(tenant).map((event, step) => [`event${step}`, JSON.stringify(event)]);
  return { ...Object.fromEntries(events), data: JSON.stringify(data) };
}

/** One event a transaction. pgbench keeps `n` from one transaction of a client to the next. */
function script(statements: (step: number) => string): string {
  const branches = [0, 1, 2, 3, 4].map(
    (step) => `\\${step === 0 ? "if" : "elif"} :step = ${step}\n${statements(step)}`,
  );
  const head = "\\set n :n + 1\n\\set call :n / 5\n\\set step :n % 5\n";
  return `${head}${branches.join("\n")}\n\\endif\n`;
}

const name = "md5(:run::text || '-' || :client_id::text || '-' || :call::text)";

/** One of 10,000 numbers: the calls of one caller are recorded one after the other. */
const customer = "'+120655' || lpad((:client_id * 1250 + :call % 1250)::text, 5, '0')";

/** The function as the app calls it: the event as a text. */
export function functionScript({ id }: BenchTenant): string {
  return script(
    (step) =>
      `select machine.record_event('${id}', replace(replace(replace(:event${step}, '${caller}', ${customer}), '${call}', ${name}), '${now}', now()::text)::jsonb);`,
  );
}

const insertEvent = ({ id }: BenchTenant, step: number) =>
  `insert into bench.call_events (tenant_id, call_id, call_sid, event_type, event_data, query, dedupe_key, occurred_at)
  values ('${id}', ${name}::uuid, 'CA' || ${name}, 'status', :data::jsonb, 'leg=rep', 'k:' || ${name} || ':${step}', now())
  on conflict (tenant_id, dedupe_key) do nothing`;

const upsertCall = (tenant: BenchTenant, step: number) => {
  const { id, rep } = tenant;
  const status = fiveEvents(tenant)[step]?.status;
  return `insert into bench.calls as c (id, tenant_id, twilio_call_sid, direction, status, stage, from_number, to_number, user_id, created_at, next_check_at)
  values (${name}::uuid, '${id}', 'CA' || ${name}, 'inbound', '${status}', 'greeting', ${customer}, '${tenant.number}', '${rep}', now(), now())
  on conflict (tenant_id, id) do update set status = excluded.status, version = c.version + 1,
    ended_at = case when excluded.status >= 'completed' then now() end, outcome = case when excluded.status >= 'completed' then 'connected' end`;
};

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
