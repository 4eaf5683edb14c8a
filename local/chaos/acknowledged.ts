import { isDeepStrictEqual } from "node:util";
import { sorryTwiml } from "@/lib/twilio/reply";
import type { LogEntry } from "@/local/carrier/control";
import type { Finding } from "@/local/chaos/compare";
import type { CallRecord, EventRow } from "@/local/chaos/record";

type Webhook = Extract<LogEntry, { kind: "webhook" }>;

/**
 * Webhooks that the app itself answered with 2xx, and that answer got back. Saying sorry is not an
 * acknowledgement.
 */
export function acknowledged(log: LogEntry[]): Webhook[] {
  return log.filter(
    (entry): entry is Webhook =>
      entry.kind === "webhook" &&
      entry.outcome === "answered" &&
      entry.fault !== "respond" &&
      entry.status !== null &&
      entry.status < 300 &&
      !isApology(entry),
  );
}

/**
 * A copy of the app that knows nothing yet, with the database away: it cannot even tell who asks.
 */
export function isApology(entry: LogEntry): boolean {
  return entry.kind === "webhook" && entry.body === sorryTwiml();
}

/** The route of a webhook is the type of its event. */
export function eventTypeOf({ url }: Webhook): string {
  return URL.parse(url)?.pathname.split("/").at(-1) ?? "";
}

/** Acknowledged events that are not on record. */
export function unstored(log: LogEntry[], record: CallRecord): Webhook[] {
  const stored = Map.groupBy(record.events, (event) => keyOf(event.event_type, event.call_sid));
  return acknowledged(log).filter(
    (webhook) =>
      !stored
        .get(keyOf(eventTypeOf(webhook), sidOf(webhook)))
        ?.some((event) => isSame(event, webhook)),
  );
}

const sidOf = ({ callSid, messageSid }: Webhook) => callSid ?? messageSid ?? null;

function keyOf(type: string, sid: string | null): string {
  return `${type} ${sid}`;
}

/** The ledger keeps every webhook whole. */
function isSame(event: EventRow, webhook: Webhook): boolean {
  return isDeepStrictEqual({ ...event.event_data }, { ...webhook.params });
}

export function lostEvent(webhook: Webhook): Finding {
  const { CallStatus, RecordingStatus, MessageStatus } = webhook.params;
  const what = CallStatus ?? RecordingStatus ?? MessageStatus ?? "";
  const why = `${eventTypeOf(webhook)} (${what}) was answered ${webhook.status} and is not stored`;
  return { kind: "lost", call: sidOf(webhook) ?? "", why };
}
