import "server-only";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { isUnavailable } from "@/lib/db/machine/connection";
import { type CallEvent, type CallStanding, recordEvent } from "@/lib/record/event";
import {
  isForAdmins,
  refusalSentence,
  type TwilioFailure,
  twilioFailure,
} from "@/lib/twilio/refusal";

/**
 * A placed call; `callSid` is null when Twilio's answer was lost: the sweep finds out, nothing is
 * placed twice.
 */
export type PlacedCall = { callId: string; callSid: string | null; status: string };

/**
 * The create's answer as an event. The call is placed: when the database is away now, its webhooks
 * bind it later.
 */
export async function noteCreated(
  { tenant, user_id }: Member,
  callId: string,
  callSid: string,
  request: { from: string; to: string },
): Promise<CallStanding | null> {
  const at = new Date().toISOString();
  const event: CallEvent = {
    type: "rest.create",
    dedupe_key: `rest:create:${callId}`,
    call_id: callId,
    call_sid: callSid,
    role: "rep",
    user_id,
    from: request.from,
    to: request.to,
    status: "queued",
    occurred_at: at,
    received_at: at,
    data: { sid: callSid, from: request.from, to: request.to },
  };
  return await recordEvent(tenant.id, event).catch((error: unknown) => {
    console.error(
      "a placed call could not be noted:",
      error instanceof Error ? error.message : error,
    );
    return null;
  });
}

/**
 * Twilio's no as an event, thrown as 502; an answer that never came is an event too, and leaves the
 * call to the sweep.
 */
export async function noteFailure(
  tenantId: string,
  callId: string,
  request: { from: string; to: string },
  cause: unknown,
): Promise<PlacedCall> {
  const ours = cause instanceof AppError ? cause : null;
  const failure: TwilioFailure = ours
    ? { kind: "not_sent", message: ours.message }
    : twilioFailure(cause);
  const at = new Date().toISOString();
  const data = { from: request.from, to: request.to, failure };
  const base = { call_id: callId, occurred_at: at, received_at: at, data };
  if (failure.kind === "unknown") {
    // It may be ringing: with the database away as well, "try again" would be wrong. The sweep
    // looks for any call without a leg.
    const lost: CallEvent = {
      ...base,
      type: "rest.lost",
      request: "create_lost",
      dedupe_key: `rest:lost:${callId}`,
    };
    await recordEvent(tenantId, lost).catch((error: unknown) => {
      if (!isUnavailable(error)) throw error;
      console.error(`call ${callId} was maybe placed, which could not be noted`);
    });
    return { callId, callSid: null, status: "queued" };
  }
  const code = failure.kind === "refused" ? failure.code : undefined;
  const message =
    failure.kind === "refused"
      ? refusalSentence(failure.code)
      : (ours?.message ?? "Twilio can't be reached right now. Please try again in a moment.");
  await recordEvent(tenantId, {
    ...base,
    type: "rest.error",
    request: "create_refused",
    dedupe_key: `rest:error:${callId}`,
    error: { code, message },
  });
  if (ours) throw ours;
  throw new AppError(
    "upstream",
    code === undefined ? "twilio_unreachable" : "twilio_refused",
    message,
    {
      cause,
      details: {
        callId,
        ...(code !== undefined && { twilioCode: code }),
        ...(code !== undefined && isForAdmins(code) && { forAdmins: true }),
      },
    },
  );
}
