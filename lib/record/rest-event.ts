import type { CallEvent, CallStatus, LegRole } from "@/lib/record/event";
import { mediumOf } from "@/lib/twilio/browser-leg";
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

/** A completed leg was answered its duration (in seconds) before its end (ISO 8601). */
export function answeredAt(
  status: CallStatus,
  endedAt: string,
  duration: number | undefined,
): string | undefined {
  if (status !== "completed" || !duration) return undefined;
  return new Date(Date.parse(endedAt) - duration * 1000).toISOString();
}

/** The role of a leg in a call of this direction, from who dialed whom in Twilio's list. */
export function inferRole(direction: string, { parentCallSid }: RestLeg): LegRole {
  if (direction === "inbound") return parentCallSid ? "rep" : "caller";
  return parentCallSid && direction === "outbound" ? "customer" : "rep";
}

/**
 * What Twilio's API says of a leg, as an event: the same answer twice is one event. `role` is known
 * or inferred; a signed URL outranks it.
 */
export function restLegEvent(
  type: "rest.fetch" | "rest.update",
  call: { id: string; role: LegRole },
  leg: RestLeg,
  receivedAt: Date,
): CallEvent {
  const status = CallStatusWord.parse(leg.status);
  const over = settled.has(status);
  const duration = over && leg.duration !== null ? Number(leg.duration) : undefined;
  return {
    type,
    dedupe_key: [type, leg.sid, status, duration ?? "", leg.price ?? ""].join(":"),
    call_id: call.id,
    call_sid: leg.sid,
    inferred_role: call.role,
    medium: mediumOf({ ...leg, isDialled: !!leg.parentCallSid }),
    parent_call_sid: leg.parentCallSid || undefined,
    from: leg.from,
    to: leg.to,
    status,
    // Twilio's final status of a leg outranks any callback.
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
