import type { CallEvent, CallStatus } from "@/lib/machine/events";
import type { TwilioLeg } from "@/lib/twilio/calls";
import { CallStatusWord } from "@/lib/twilio/schema";

type RestLeg = Pick<
  TwilioLeg,
  | "sid"
  | "parentCallSid"
  | "from"
  | "to"
  | "status"
  | "startTime"
  | "endTime"
  | "duration"
  | "price"
  | "priceUnit"
>;

const settled = new Set(["completed", "busy", "no-answer", "failed", "canceled"]);

/** A completed leg was answered its duration (seconds) before its end (ISO 8601). */
export function answeredAt(
  status: CallStatus,
  endedAt: string,
  duration: number | undefined,
): string | undefined {
  if (status !== "completed" || !duration) return undefined;
  return new Date(Date.parse(endedAt) - duration * 1000).toISOString();
}

/** What Twilio's API says of a leg, as an event: the same answer twice is one event. */
export function restLegEvent(
  type: "rest.fetch" | "rest.update",
  callId: string,
  leg: RestLeg,
  receivedAt: Date,
): CallEvent {
  const status = CallStatusWord.parse(leg.status);
  const over = settled.has(status);
  const duration = over && leg.duration !== null ? Number(leg.duration) : undefined;
  return {
    type,
    dedupe_key: [type, leg.sid, status, duration ?? "", leg.price ?? ""].join(":"),
    call_id: callId,
    call_sid: leg.sid,
    parent_call_sid: leg.parentCallSid || undefined,
    from: leg.from,
    to: leg.to,
    status,
    // Twilio's own word on how a leg ended outranks any callback.
    sequence: over && type === "rest.fetch" ? 1_000_000 : undefined,
    occurred_at: (over ? (leg.endTime ?? receivedAt) : receivedAt).toISOString(),
    started_at: leg.startTime?.toISOString(),
    answered_at: leg.endTime ? answeredAt(status, leg.endTime.toISOString(), duration) : undefined,
    received_at: receivedAt.toISOString(),
    duration,
    price: leg.price ?? undefined,
    price_unit: leg.price === null ? undefined : (leg.priceUnit ?? undefined),
    data: leg,
  };
}
