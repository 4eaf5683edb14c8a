import { isUnavailable } from "@/lib/db/machine/connection";
import { recordEvent } from "@/lib/record/event";
import { identityOf } from "@/lib/softphone/identity";
import { postHook, signHook } from "@/tests/support/livekit";
import { isAbout, type Trace, type TraceEvent } from "@/tests/telephony/histories/capture";
import { saysCall } from "@/tests/telephony/histories/livekit-said";
import { begunAt } from "@/tests/telephony/histories/moments";
import { freshNames, type Names, rename, renamed } from "@/tests/telephony/histories/names";
import { ourEvent } from "@/tests/telephony/histories/our-event";
import { inFlight, postSigned } from "@/tests/telephony/histories/post";
import type { Stage } from "@/tests/telephony/histories/stage";
import { admin } from "@/tests/telephony/record/call-record";

/** A trace with ids of its own, for a new call of any tenant. */
export type Replay = { trace: Trace; stage: Stage; names: Names; callId: string };

/** One event on its way. */
export type Delivery = { replay: Replay; event: TraceEvent };

export function replayOf(trace: Trace, stage: Stage): Replay {
  const { tenant, numberIds } = trace.stage;
  const names = new Map([
    ...freshNames(trace.sids, {
      id: trace.callId,
      callerSid: trace.callerSid,
      tenantId: stage.tenant.id,
      roomPrefix: stage.rooms.room_prefix,
    }),
    [tenant.id, stage.tenant.id],
    [tenant.rep.userId, stage.tenant.rep.userId],
    [identityOf(tenant.admin.userId), identityOf(stage.tenant.admin.userId)],
    [tenant.accountSid, stage.tenant.accountSid],
    [tenant.numberId, stage.tenant.numberId],
    [trace.stage.rooms.trunk_id, stage.rooms.trunk_id],
    [tenant.rep2.userId, stage.tenant.rep2.userId],
    [tenant.manager.userId, stage.tenant.manager.userId],
    [tenant.admin.userId, stage.tenant.admin.userId],
    ...numberIds.map((id, place): [string, string] => [id, stage.numberIds[place] ?? ""]),
  ]);
  return { trace, stage, names, callId: names.get(trace.callId) ?? "" };
}

let callColumns: string[] = [];
let eventColumns: string[] = [];

async function columnsOf(table: string): Promise<string[]> {
  const rows = await admin`
    select attname from pg_attribute where attrelid = ${table}::regclass
      and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''`;
  return rows.map(({ attname }) => attname);
}

/** Writes the rows that the app had written of outbound calls before it asked Twilio. */
export async function begin(replays: Replay[]): Promise<void> {
  if (callColumns.length === 0) callColumns = await columnsOf("public.calls");
  if (eventColumns.length === 0) eventColumns = await columnsOf("public.call_events");
  const calls: object[] = [];
  const events: object[] = [];
  for (const { trace, names } of replays) {
    if (!trace.begun) continue;
    calls.push(renamed({ ...trace.begun.call, created_at: begunAt }, names));
    for (const row of trace.begun.events)
      events.push(renamed({ ...row, occurred_at: begunAt }, names));
  }
  if (calls.length === 0) return;
  const inserting = (table: string, columns: string[], rows: object[]) => admin`
    insert into ${admin(table)} (${admin(columns)}) select ${admin(columns)}
    from jsonb_populate_recordset(null::${admin(table)},
      ${admin.json(JSON.parse(JSON.stringify(rows)))})`;
  await inserting("public.calls", callColumns, calls);
  await inserting("public.call_events", eventColumns, events);
}

/** Inbound calls of which an event was delivered, and those whose recording was. */
const begun = new WeakSet<Replay>();
const recorded = new WeakSet<Replay>();
/** Calls that a browser has asked Twilio for, and those in which an agent has talked. */
const asked = new WeakSet<Replay>();
const talked = new WeakSet<Replay>();

/** What the TwiML app reports of the leg of a browser, by which its call is found. */
const isReport = (event: TraceEvent) =>
  event.kind === "webhook" && isAbout(event, "status") && !event.path.includes("call=");

const isRecording = (event: TraceEvent) =>
  event.kind === "webhook" && event.fields.RecordingStatus === "completed";

/**
 * What a person deletes is there, what is reported of a browser's leg has been asked, and an agent
 * whose talk is over has talked in a call that we know.
 */
function isDue({ replay, event }: Delivery): boolean {
  if (replay.trace.begun && isReport(event)) return asked.has(replay);
  if (event.kind === "livekit") return begun.has(replay) || !saysCall(event.said);
  if (event.kind === "talk") return begun.has(replay);
  if (isAbout(event, "agent-done") && replay.trace.events.some(({ kind }) => kind === "talk")) {
    return talked.has(replay);
  }
  if (event.kind !== "ours" || replay.trace.begun) return true;
  return event.row.event_type === "rest.deleted" ? recorded.has(replay) : begun.has(replay);
}

/**
 * Delivers in this order, eight at a time; gives what was not answered with a 2xx. What the app
 * itself records of an inbound call waits for the call's first webhook, as it did when played:
 * before that there is nothing to hang up.
 */
export async function deliver(deliveries: Delivery[]): Promise<string[]> {
  const refused: string[] = [];
  const waiting = new Map<Replay, Delivery[]>();
  const sendNow = async (delivery: Delivery) => {
    const status = await sendAsTwilio(delivery);
    if (status < 200 || status > 299) refused.push(`${status} for ${nameOf(delivery.event)}`);
  };
  let next = 0;
  const worker = async () => {
    for (let delivery = deliveries[next++]; delivery; delivery = deliveries[next++]) {
      const { replay, event } = delivery;
      if (!isDue(delivery)) {
        waiting.set(replay, [...(waiting.get(replay) ?? []), delivery]);
        continue;
      }
      await sendNow(delivery);
      if (event.kind !== "livekit" || saysCall(event.said)) begun.add(replay);
      if (isRecording(event)) recorded.add(replay);
      if (isAbout(event, "client")) asked.add(replay);
      if (event.kind === "talk") talked.add(replay);
      let [due, later]: Delivery[][] = [[], []];
      do {
        [due = [], later = []] = partition(waiting.get(replay) ?? [], isDue);
        waiting.set(replay, later);
        for (const each of due) {
          await sendNow(each);
          if (each.event.kind === "talk") talked.add(replay);
        }
      } while (due.length > 0);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return refused;
}

function partition<T>(list: readonly T[], test: (each: T) => boolean): T[][] {
  return [list.filter(test), list.filter((each) => !test(each))];
}

/** How often something had to be sent again, because the answer was a 5xx. */
export const retries = { count: 0 };

/** As our callback URLs ask of Twilio: up to three times more where the answer is a 5xx. */
async function sendAsTwilio(delivery: Delivery): Promise<number> {
  for (let tries = 1; ; tries++) {
    const status = await send(delivery);
    if (status < 500 || tries > 3) return status;
    retries.count += 1;
  }
}

async function send({ replay: { names, stage }, event }: Delivery): Promise<number> {
  if (event.kind === "webhook") {
    const fields = renamed(event.fields, names);
    return postSigned(rename(event.path, names), fields, stage.tenant.authToken);
  }
  if (event.kind === "talk") return storeTalk(renamed(event.row, names));
  if (event.kind === "livekit") return sayAsLivekit(renamed(event.said, names), stage);
  const now = new Date();
  const own =
    event.kind === "ours"
      ? ourEvent(renamed(event.row, names), now)
      : { ...renamed(event.event, names), received_at: now.toISOString() };
  try {
    return (await recordEvent(stage.tenant.id, own)) ? 200 : 404;
  } catch (error) {
    if (isUnavailable(error)) return 503;
    throw error;
  }
}

async function sayAsLivekit(said: object, { rooms }: Stage): Promise<number> {
  const body = JSON.stringify(said);
  return postHook(body, await signHook(body, rooms.livekit));
}

/** A talk, as its process stores it, from its own id on. */
async function storeTalk(row: Record<string, unknown>): Promise<number> {
  const columns = Object.keys(row);
  await admin`insert into public.voice_agent_sessions (${admin(columns)})
    select ${admin(columns)} from jsonb_populate_record(null::public.voice_agent_sessions,
      ${admin.json(JSON.parse(JSON.stringify(row)))})
    on conflict do nothing`;
  return 200;
}

/** An event in short, for people. */
export function nameOf(event: TraceEvent): string {
  if (event.kind === "ours") return event.row.event_type;
  if (event.kind === "talk") return "talk of a voice agent";
  if (event.kind === "livekit") return `${event.said.event} of LiveKit`;
  if (event.kind === "written") return `${event.event.type} ${event.event.dedupe_key}`;
  const { pathname, searchParams } = new URL(event.path, "http://app");
  const words = [
    pathname.split("/").at(-1),
    searchParams.get("leg"),
    searchParams.get("step"),
    event.fields.SequenceNumber && `#${event.fields.SequenceNumber}`,
    event.fields.RecordingStatus ?? event.fields.CallStatus,
  ];
  return words.filter(Boolean).join(" ");
}
