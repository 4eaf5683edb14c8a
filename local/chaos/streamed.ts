import { sorryTwiml } from "@/lib/twilio/reply";
import type { CallView, LogEntry } from "@/local/carrier/control";

export type Webhook = Extract<LogEntry, { kind: "webhook" }>;

/** Neither dropped nor answered in our place, nor by a copy that could not even tell who asks. */
export const arrived = ({ fault, status, body }: Webhook) =>
  fault !== "drop" &&
  fault !== "respond" &&
  status !== null &&
  status < 300 &&
  body !== sorryTwiml();

/** Of an inbound call's talk: whole seconds at the end, the digit's way to us at the start. */
export const slack = 2;

export function wholeSeconds(from: number, to: number | null): number {
  return to === null ? 0 : Math.max(1, Math.round((to - from) / 1000));
}

const handled = "completed/handled";

/**
 * A caller who was with a voice agent: surely served where the agent's talk was over with the call,
 * and Twilio's word of it got here. Else either: the carrier does not know what was agreed on.
 */
export function judgeStreamed(
  caller: CallView,
  reps: CallView[],
  log: LogEntry[],
): { ends: string[]; talk: { least: number; most: number }; isSure: boolean } | null {
  const events = log.flatMap((entry) => (entry.kind === "stream" ? entry.event : []));
  if (!events.includes("started")) return null;
  const webhooks = log.filter((entry): entry is Webhook => entry.kind === "webhook");
  const isKnown = webhooks.some(
    (one) => one.params.StreamEvent === "stream-started" && arrived(one),
  );
  const ends = webhooks.filter(({ url }) => url.includes("voice/agent-done"));
  const isOver =
    ends.length > 0 &&
    ends.every((one) => arrived(one) && /<Response>\s*<Hangup/.test(one.body ?? ""));
  const isSure = isKnown && isOver && !events.includes("error") && reps.length === 0;
  const most = wholeSeconds(caller.answeredAt ?? caller.endedAt ?? 0, caller.endedAt) + slack;
  const least = isSure ? Math.max(0, most - 2 * slack) : 0;
  return { ends: [handled], talk: { least, most }, isSure };
}
