import { z } from "zod";
import { AppError } from "@/lib/errors";
import {
  type CallEvent,
  type CallFacts,
  type CallStatus,
  inboundCallId,
  recordEvent,
} from "@/lib/machine/events";
import { e164 } from "@/lib/phone";
import type { WebhookContext } from "@/lib/twilio/webhook";

/** Which leg a callback URL was made for: the rep's first leg, the customer's, or the rep's phone on an inbound call. */
const LegName = z.enum(["agent", "customer", "forward"]);

const Query = z.object({
  call: z.uuid().optional(),
  leg: LegName.optional(),
  user: z.uuid().optional(),
  step: z.enum(["digit"]).optional(),
  /** What `connect` needs of its call when the database is away. */
  to: z.string().regex(e164).optional(),
  record: z.literal("1").optional(),
});

export type VoiceQuery = z.infer<typeof Query>;

/** What we put into the callback URL ourselves. Throws not_found, which the door answers with 403. */
export function voiceQuery(context: WebhookContext): VoiceQuery {
  const query = Query.safeParse(Object.fromEntries(context.query));
  if (!query.success) throw new AppError("not_found", "unknown_call", "Unknown call");
  return query.data;
}

type LegFields = {
  CallSid: string;
  ParentCallSid?: string | undefined;
  CallStatus: CallStatus;
  From: string;
  To: string;
};

/** The id that this leg's call has if it is an inbound one. */
export function inboundIdOf(
  context: WebhookContext,
  leg: { CallSid: string; ParentCallSid?: string | undefined },
): string {
  return inboundCallId(context.line.tenant_id, leg.ParentCallSid ?? leg.CallSid);
}

/** The parts of an event that every webhook about a leg has. */
export function legEvent(
  context: WebhookContext,
  leg: LegFields,
  rest: Pick<CallEvent, "type" | "dedupe_key"> & Partial<CallEvent>,
): CallEvent {
  const { call, leg: name, user } = voiceQuery(context);
  const inbound = inboundIdOf(context, leg);
  const receivedAt = context.receivedAt.toISOString();
  return {
    call_id: call ?? inbound,
    creates_inbound: call === undefined || call === inbound,
    call_sid: leg.CallSid,
    parent_call_sid: leg.ParentCallSid,
    is_child: name === "customer" || name === "forward",
    user_id: user,
    from: leg.From,
    to: leg.To,
    status: leg.CallStatus,
    occurred_at: receivedAt,
    received_at: receivedAt,
    data: context.params,
    ...rest,
  };
}

/** A request for TwiML has no sequence number and repeats leg and status: the step tells them apart. */
export function twimlKey(type: string, callSid: string, step: string | undefined): string {
  return ["twiml", type, callSid, step ?? "first"].join(":");
}

/** Records a webhook's event; throws not_found when its call is not this tenant's. */
export async function recordVoiceEvent(
  context: WebhookContext,
  event: CallEvent,
): Promise<CallFacts> {
  const facts = await recordEvent(context.line.tenant_id, event);
  if (!facts) throw new AppError("not_found", "unknown_call", "Unknown call");
  return facts;
}

/**
 * As `recordVoiceEvent`, for when a person is listening: null when the database is away. The call goes on from the
 * signed query and what is remembered; the sweep fills in from Twilio what was not recorded.
 */
export async function tryRecordVoiceEvent(
  context: WebhookContext,
  event: CallEvent,
): Promise<CallFacts | null> {
  try {
    return await recordVoiceEvent(context, event);
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== "unavailable") throw error;
    console.error(`${event.type} of call ${event.call_id} went on without the database`);
    return null;
  }
}
