import type { CallEvent } from "@/lib/record/event";
import { voiceRoutes } from "@/lib/twilio/voice-routes";
import type { LogEntry } from "@/local/carrier/control";
import { play } from "@/local/scenarios/play";
import type { Clock, Played, Scenario } from "@/local/scenarios/scenario";
import { stack } from "@/tests/support/stack";
import {
  isOfRooms,
  type LivekitSaid,
  livekitClock,
  saidAt,
} from "@/tests/telephony/histories/livekit-said";
import { type Move, moveData, moveFields, mover } from "@/tests/telephony/histories/moments";
import { sidsIn } from "@/tests/telephony/histories/names";
import type { OurRow } from "@/tests/telephony/histories/our-event";
import type { Stage } from "@/tests/telephony/histories/stage";
import { begunRow } from "@/tests/telephony/histories/watch";
import { admin, record } from "@/tests/telephony/record/call-record";
import { writtenCall } from "@/tests/telephony/record/written-call";

/** An event of a call, to be delivered again. */
export type TraceEvent =
  /** As Twilio sent it. */
  | { kind: "webhook"; path: string; fields: Record<string, string> }
  /** As the app made it itself. */
  | { kind: "ours"; row: OurRow }
  /** As a feature to come records it: no webhook brings it yet. */
  | { kind: "written"; event: CallEvent }
  /** As LiveKit sent it, at a moment of the carrier's. */
  | { kind: "livekit"; said: Record<string, unknown> }
  /** A voice agent's talk, as its process had stored it when it was over. */
  | { kind: "talk"; row: Record<string, unknown> };

/** All events of one call, in the order in which they were recorded. */
export type Trace = {
  name: string;
  scenario: Scenario;
  stage: Stage;
  callId: string;
  /** The caller's leg of an inbound call. */
  callerSid: string | null;
  /** The rows that the app wrote before Twilio was asked. */
  begun: { call: Record<string, unknown>; events: Record<string, unknown>[] } | null;
  events: TraceEvent[];
  sids: string[];
};

type Sent = { path: string; params: Record<string, string>; used: boolean };

const doors = Object.keys(voiceRoutes);

/**
 * Plays a scenario on the carrier, and gives a trace for each of its clocks; one that no carrier
 * plays is written.
 */
export function capture(scenario: Scenario, stage: Stage): Promise<Trace[]> {
  return scenario.played ? capturePlay(scenario, scenario.played, stage) : write(scenario, stage);
}

const eitherClock: readonly Clock[] = ["before", "after"];

async function capturePlay(scenario: Scenario, played: Played, stage: Stage): Promise<Trace[]> {
  const callId = await playOnce(scenario, played, stage);
  const log = await stage.tenant.carrier.log(stage.tenant.accountSid);
  const ledger = await admin<OurRow[]>`
    select e.event_type, e.dedupe_key, e.call_id, e.call_sid, e.event_data, e.created_at,
      c.direction as call_direction, c.error_message
    from public.call_events e left join public.calls c on c.id = e.call_id
    where e.call_id = ${callId} order by e.id`;
  const sent = sentWebhooks(log);
  const events = ledger
    .filter(({ event_type }) => event_type !== "initiate" && !isOfRooms(event_type))
    .map((row) => toEvent(row, sent));
  const talks = await talksOf(callId);
  const unused = sent.filter((webhook) => !webhook.used);
  if (unused.length > 0 || events.length === 0) {
    throw new Error(`${scenario.name}: ${JSON.stringify(unused)} went into no ledger`);
  }
  const answered = ledger.find((row) => row.event_type === "answer");
  const begun = await begunOf(callId);
  return (played.clocks ?? eitherClock).map((clock) => ({
    name: `${scenario.name} (Twilio's times ${clock})`,
    scenario,
    stage,
    callId,
    callerSid: answered?.call_sid ?? null,
    begun,
    events: withTalks(eventsAt(events, { clock, log, ledger, stage }), talks),
    sids: sidsIn(JSON.stringify([events, talks])),
  }));
}

const maxTries = 5;

/**
 * Plays a scenario; gives the call's id. On a busy machine an answer may not wait for the database,
 * which makes another call of one that follows a route: then it is played again.
 */
async function playOnce(scenario: Scenario, played: Played, stage: Stage): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    await stage.clear();
    const attempt = await play(scenario, played, stage).then(
      (callId) => ({ callId }),
      (cause: unknown) => ({ cause }),
    );
    const isAgain = tries < maxTries;
    if ("cause" in attempt) {
      const { cause } = attempt;
      if (!isAgain) throw new Error(`${scenario.name} cannot be played: ${cause}`, { cause });
    } else if (!isAgain || !(await isFromMemory(attempt.callId))) return attempt.callId;
  }
}

async function isFromMemory(callId: string): Promise<boolean> {
  const rows = await admin`select from public.call_events where call_id = ${callId}
    and answered_from is not null and answered_from -> 'facts' is null`;
  return rows.length > 0;
}

async function write(scenario: Scenario, stage: Stage): Promise<Trace[]> {
  const { id, rep, numberId, accountSid, authToken } = stage.tenant;
  const own = { id, numberId, accountSid, authToken, rep: rep.userId };
  const call = await writtenCall(scenario, own);
  for (const event of call.events) await record(own, call.callId, event);
  const [first] = call.events;
  return [
    {
      name: `${scenario.name} (written)`,
      ...{ scenario, stage },
      callId: call.callId,
      callerSid: scenario.direction === "inbound" ? call.root : null,
      begun: first?.creates ? null : await begunOf(call.callId),
      events: call.events.map((event) => ({ kind: "written", event })),
      sids: sidsIn(JSON.stringify(call.events)),
    },
  ];
}

/** The talks of voice agents in a call. */
async function talksOf(callId: string): Promise<TraceEvent[]> {
  const rows = await admin<{ row: Record<string, unknown> }[]>`
    select to_jsonb(s) - 'id' as row from public.voice_agent_sessions s where call_id = ${callId}`;
  // What its stream's end made of it was not there before.
  const talking = { status: "talking", outcome: null, reason: null, ended_at: null };
  return rows.map(({ row }) => ({
    kind: "talk",
    row: { ...row, ...(row.reason === streamEnded && talking) },
  }));
}
/** private.agent_end says so of a talk whose process has said nothing of its end. */
const streamEnded = "the stream ended";

/** What a talk came to is stored before its stream is closed, and so before Twilio says so. */
function withTalks(events: TraceEvent[], talks: TraceEvent[]): TraceEvent[] {
  const end = events.findIndex((event) => isAbout(event, "agent-done"));
  return end < 0 ? [...events, ...talks] : events.toSpliced(end, 0, ...talks);
}

/** Whether it is this webhook. */
export const isAbout = (event: TraceEvent, door: string) =>
  event.kind === "webhook" && event.path.split("?")[0]?.endsWith(`/${door}`);

/** The rows that the app had written of an outbound call before Twilio was asked. */
async function begunOf(callId: string): Promise<Trace["begun"]> {
  const call = await begunRow(callId);
  if (!call) return null;
  const events = await admin<{ row: Record<string, unknown> }[]>`
    select to_jsonb(e) as row from public.call_events e
    where e.call_id = ${callId} and e.event_type = 'initiate'`;
  return { call, events: events.map(({ row }) => row) };
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

function toEvent(row: OurRow, sent: Sent[]): TraceEvent {
  if (row.event_type === "livekit") return { kind: "livekit", said: row.event_data };
  if (!doors.includes(row.event_type)) {
    return { kind: "ours", row };
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

type Times = { clock: Clock; log: LogEntry[]; ledger: OurRow[]; stage: Stage };

/** Their times as the clock puts them. */
function eventsAt(events: TraceEvent[], { clock, log, ledger, stage }: Times): TraceEvent[] {
  const start = Math.floor(Date.parse(log[0]?.at ?? "") / 1000) * 1000;
  const digit = log.find((entry) => entry.kind === "digits");
  const move = mover(clock, start, digit ? Date.parse(digit.at) : null);
  const passed = livekitClock(ledger, stage.clock.marks);
  const moveSaid = (said: LivekitSaid) => saidAt(said, passed, (ms) => move(start + ms));
  return events.map((each) => movedEvent(each, move, moveSaid));
}

function movedEvent(
  each: TraceEvent,
  move: Move,
  moveSaid: (said: LivekitSaid) => LivekitSaid,
): TraceEvent {
  switch (each.kind) {
    case "livekit":
      return { ...each, said: moveSaid(each.said) };
    case "webhook":
      return { ...each, fields: moveFields(each.fields, move) };
    case "ours":
      return { ...each, row: { ...each.row, event_data: moveData(each.row.event_data, move) } };
    case "written":
    case "talk":
      return each;
  }
}
