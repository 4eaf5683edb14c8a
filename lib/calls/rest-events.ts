import type { CallEvent } from "@/lib/machine/events";
import { CallStatusWord } from "@/lib/twilio/schema";

/** The fields we use of Twilio's Call resource: https://www.twilio.com/docs/voice/api/call-resource */
type RestLeg = {
  sid: string;
  parentCallSid: string | null;
  from: string;
  to: string;
  status: string;
  startTime: Date | null;
  endTime: Date | null;
  duration: string | null;
  price: string | null;
  priceUnit: string | null;
};

const settled = new Set(["completed", "busy", "no-answer", "failed", "canceled"]);

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
  const answered =
    status === "completed" && leg.parentCallSid && leg.endTime && duration !== undefined
      ? new Date(leg.endTime.getTime() - duration * 1000)
      : undefined;
  return {
    type,
    dedupe_key: ["rest", leg.sid, status, leg.price ?? ""].join(":"),
    call_id: callId,
    call_sid: leg.sid,
    parent_call_sid: leg.parentCallSid || undefined,
    from: leg.from,
    to: leg.to,
    status,
    // Twilio's own word on how a leg ended outranks any callback.
    sequence: over && type === "rest.fetch" ? 1_000_000 : undefined,
    occurred_at: (over ? (leg.endTime ?? receivedAt) : receivedAt).toISOString(),
    answered_at: answered?.toISOString(),
    received_at: receivedAt.toISOString(),
    duration,
    price: leg.price ?? undefined,
    price_unit: leg.price === null ? undefined : (leg.priceUnit ?? undefined),
    data: leg,
  };
}
