import type { LogEntry } from "@/local/carrier/control";
import { stack } from "@/tests/support/stack";
import { moveData, moveFields, mover } from "@/tests/telephony/histories/moments";
import { sidsIn } from "@/tests/telephony/histories/names";
import type { OurRow } from "@/tests/telephony/histories/our-event";
import type { Clock, Scenario } from "@/tests/telephony/histories/scenario";
import type { Stage } from "@/tests/telephony/histories/stage";
import { begunRow } from "@/tests/telephony/histories/watch";
import { admin } from "@/tests/telephony/record/call-record";

/** One thing that was told of a call: a webhook as Twilio sent it, or an event that the app made itself. */
export type Told =
  | { kind: "webhook"; path: string; fields: Record<string, string> }
  | { kind: "ours"; row: OurRow };

/** All that was told of one call, in the order in which it was recorded. */
export type Trace = {
  name: string;
  scenario: Scenario;
  stage: Stage;
  callId: string;
  /** The caller's leg of an inbound call. */
  callerSid: string | null;
  /** The rows that the app wrote before Twilio was asked. */
  begun: { call: Record<string, unknown>; events: Record<string, unknown>[] } | null;
  told: Told[];
  sids: string[];
};

type Sent = { path: string; params: Record<string, string>; used: boolean };
type LedgerRow = OurRow & { row: Record<string, unknown> };

const doors = ["answer", "connect", "screen", "dialed", "status", "recording"];

/** Plays a scenario on the carrier, and gives its trace as each of the scenario's clocks tells it. */
export async function capture(scenario: Scenario, stage: Stage): Promise<Trace[]> {
  await stage.clear();
  const callId = await scenario.play(stage);
  const log = await stage.tenant.carrier.log(stage.tenant.accountSid);
  const ledger = await admin<LedgerRow[]>`
    select e.event_type, e.dedupe_key, e.call_id, e.call_sid, e.event_data, c.direction as call_direction, c.error_message,
      to_jsonb(e) as row
    from public.call_events e left join public.calls c on c.id = e.call_id
    where e.call_id = ${callId} order by e.id`;
  const sent = sentWebhooks(log);
  const told = ledger
    .filter((row) => row.event_type !== "initiate")
    .map((row) => toTold(row, sent));
  const unused = sent.filter((webhook) => !webhook.used);
  if (unused.length > 0 || told.length === 0) {
    throw new Error(`${scenario.name}: ${JSON.stringify(unused)} went into no ledger`);
  }
  const call = await begunRow(callId);
  const initiated = ledger.filter((row) => row.event_type === "initiate");
  const answered = ledger.find((row) => row.event_type === "answer");
  return scenario.clocks.map((clock) => ({
    name: `${scenario.name} (Twilio's times ${clock})`,
    scenario,
    stage,
    callId,
    callerSid: answered?.call_sid ?? null,
    begun: call ? { call, events: initiated.map(({ row }) => row) } : null,
    told: tellAt(told, clock, log),
    sids: sidsIn(JSON.stringify(told)),
  }));
}

/** What Twilio sent and the app answered, once each however often it was sent. */
function sentWebhooks(log: LogEntry[]): Sent[] {
  const sent = new Map<string, Sent>();
  for (const entry of log) {
    if (entry.kind !== "webhook" || entry.outcome !== "answered" || entry.fault === "respond")
      continue;
    if (entry.status === null || entry.status >= 300) {
      throw new Error(`${entry.url} was answered ${entry.status}`);
    }
    const path = entry.url.slice(stack.urls.app.length).split("#", 1)[0] ?? "";
    sent.set(sorted(path, entry.params), { path, params: entry.params, used: false });
  }
  return [...sent.values()];
}

function toTold(row: LedgerRow, sent: Sent[]): Told {
  if (!doors.includes(row.event_type)) {
    const { row: _, ...ours } = row;
    return { kind: "ours", row: ours };
  }
  const webhook = sent.find(
    ({ path, params, used }) =>
      !used &&
      path.startsWith(`/api/twilio/voice/${row.event_type}`) &&
      sorted("", params) === sorted("", row.event_data),
  );
  if (!webhook) throw new Error(`Twilio never sent ${row.dedupe_key}`);
  webhook.used = true;
  return { kind: "webhook", path: webhook.path, fields: webhook.params };
}

function sorted(path: string, fields: Record<string, unknown>): string {
  return path + JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function tellAt(told: Told[], clock: Clock, log: LogEntry[]): Told[] {
  const start = Math.floor(Date.parse(log[0]?.at ?? "") / 1000) * 1000;
  const digit = log.find((entry) => entry.kind === "digits");
  const move = mover(clock, start, digit ? Date.parse(digit.at) : null);
  return told.map((each) =>
    each.kind === "webhook"
      ? { ...each, fields: moveFields(each.fields, move) }
      : { ...each, row: { ...each.row, event_data: moveData(each.row.event_data, move) } },
  );
}
