import type { CallView, LogEntry } from "@/local/carrier/control";
import { carrierControl } from "@/local/carrier/control";
import { agentCall } from "@/local/chaos/agent-call";
import type { Finding } from "@/local/chaos/compare";
import { makeCall } from "@/local/chaos/people";
import { repAt, type Shape } from "@/local/chaos/shapes/shape";
import { presses } from "@/local/scenarios/phones";

const customerOf = (nth: number) => `+1702555${1_000 + nth}`;
const request = { method: "POST", path: "/Recordings" };
const serverError = { status: 500, code: 20500, message: "Internal server error" };
const manual = { behaviour: "manual" } as const;

/** Of a voice agent's talks, none is recorded twice, or for long after it has ended. */
export const agents: Shape = {
  name: "agents",
  perHundred: 8,
  faults: [
    ["recording: answer lost", { api: "lose-answer", match: request, share: 0.15 }],
    ["recording: never arrived", { api: "down", match: request, share: 0.08 }],
    ["recording: 5xx", { api: { error: serverError }, match: request, share: 0.06 }],
    [
      "recording: 5xx, carried out",
      { api: { error: serverError, carriedOut: true }, match: request, share: 0.06 },
    ],
  ],
  async play(stage, tenant, { nth, chance, did }) {
    const { key, callerHangsUpAfter } = agentCall(chance);
    const carrier = carrierControl(stage.carrierUrl);
    const takes = presses("1", { answer: chance.between(1, 3), press: undefined });
    const { phone } = repAt(tenant, chance.between(0, 2));
    await carrier.scriptHandset(tenant.accountSid, phone, takes);
    // Whoever is handed over talks with a person for a while; some for longer than lateSeconds.
    const talk = chance.between(0, 1) ? 25 : 95;
    const seconds = key === "0" ? callerHangsUpAfter + talk : callerHangsUpAfter;
    await makeCall(stage, tenant, {
      ...{ at: 0, direction: "inbound", tenant: 0, rep: 0, customer: customerOf(nth) },
      ...{ repPhone: manual, customerPhone: manual },
      ...{ agent: { key, callerHangsUpAfter: seconds }, callerHangsUpAfter: seconds },
    });
    did(key === null ? "left" : `pressed ${key}`);
  },
  async check({ tenant: { accountSid }, carrierUrl }) {
    const carrier = carrierControl(carrierUrl);
    const log = await carrier.log(accountSid);
    return (await carrier.calls(accountSid)).flatMap((leg) => compareTalks(leg, log));
  },
};

/**
 * How long after a talk its recording may go on: a process that was killed ends none, and a job
 * that cannot reach Twilio tries again.
 */
const lateSeconds = 60;

/** A leg's talks with agents beside the recordings that were made of them. */
export function compareTalks({ sid, recordings }: CallView, log: LogEntry[]): Finding[] {
  const streams = log.flatMap((entry) =>
    entry.kind === "stream" && entry.callSid === sid ? [entry] : [],
  );
  const began = streams.filter(({ event }) => event === "started");
  const made = recordings.filter(({ source }) => source === "StartCallRecordingAPI");
  const doubled: Finding[] =
    made.length > began.length
      ? [{ kind: "doubled", call: sid, why: `${made.length} recordings of ${began.length} talks` }]
      : [];
  const late = made.flatMap(({ sid: recording, startedAt, durationSeconds }): Finding[] => {
    const over = streams.find(
      ({ at, event }) => event !== "started" && Date.parse(at) >= startedAt,
    );
    if (!over || durationSeconds === null) return [];
    const until = startedAt + durationSeconds * 1000;
    const seconds = Math.round((until - Date.parse(over.at)) / 1000);
    if (seconds <= lateSeconds) return [];
    const why = `recording ${recording} went on for ${seconds} s after the talk`;
    return [{ kind: "wrong", call: sid, why }];
  });
  return [...doubled, ...late];
}
