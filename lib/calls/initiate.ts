import "server-only";
import { randomUUID } from "node:crypto";
import type { Member } from "@/lib/auth/member";
import { endLegs } from "@/lib/calls/hangup";
import { agentRingSeconds, type InitiateCall } from "@/lib/calls/schema";
import { AppError } from "@/lib/errors";
import { beginCall } from "@/lib/machine/calls";
import { type CallEvent, type CallFacts, recordEvent } from "@/lib/machine/events";
import { toE164 } from "@/lib/phone";
import { twilioClient } from "@/lib/twilio/client";
import { openCredentials, type TwilioCredentials } from "@/lib/twilio/credentials";
import { refusalSentence, type TwilioFailure, twilioFailure } from "@/lib/twilio/refusal";
import { connectQuery, voiceUrl } from "@/lib/twilio/urls";

/** A placed call; `callSid` is null when Twilio's answer was lost: the sweep finds out, nothing is placed twice. */
export type PlacedCall = { callId: string; callSid: string | null; status: string };

const refusals = {
  not_a_member: ["forbidden", "no_workspace", "You do not belong to a workspace."],
  contact_not_found: ["not_found", "contact_not_found", "There is no such contact."],
  twilio_not_configured: [
    "conflict",
    "twilio_not_configured",
    "Configure Twilio in Settings → Twilio",
  ],
  no_personal_phone: [
    "unprocessable",
    "no_personal_phone",
    "Add the phone you talk from in Settings → Profile",
  ],
  phone_not_verified: [
    "unprocessable",
    "phone_not_verified",
    "Prove your phone first, in Settings → Profile: we call it and you type the code you hear",
  ],
  own_number: ["bad_request", "invalid_number", "That is your own number."],
  call_in_progress: [
    "conflict",
    "call_in_progress",
    "You are on a call, or your phone is ringing. End that first.",
  ],
} as const;

/**
 * Rings the rep's own phone to connect them with `to`, read in the tenant's country. The call's row is written first.
 * Throws AppError: 400 naming the field, 404, 409, 422, or 502 with Twilio's code when Twilio refused.
 */
export async function initiateCall(member: Member, input: InitiateCall): Promise<PlacedCall> {
  const to = toE164(input.to, member.tenant.country_code);
  if (!to) {
    throw new AppError("bad_request", "invalid_number", `${input.to} cannot be a phone number.`, {
      details: { field: "to" },
    });
  }
  const now = new Date();
  const begun = await beginCall(member.tenant.id, member.user_id, {
    call_id: randomUUID(),
    to,
    contact_id: input.contactId,
    record: input.record,
    now: now.toISOString(),
  });
  if ("refused" in begun) {
    const [kind, code, message] = refusals[begun.refused];
    throw new AppError(kind, code, message, {
      details: code === "invalid_number" ? { field: "to" } : {},
    });
  }
  const query = { call: begun.call_id, leg: "agent" };
  const request = {
    from: begun.from_number,
    to: begun.agent_phone,
    url: voiceUrl("connect", connectQuery(begun.call_id, to, begun.recording_requested)),
    statusCallback: voiceUrl("status", query),
    statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
    timeout: agentRingSeconds,
    timeLimit: begun.call_time_limit_seconds,
  };
  let credentials: TwilioCredentials;
  let callSid: string;
  try {
    credentials = openCredentials(member.tenant.id, begun);
    callSid = (await twilioClient(credentials).calls.create(request)).sid;
  } catch (error) {
    return await noteFailure(member.tenant.id, begun.call_id, request, error);
  }
  const facts = await noteCreated(member.tenant.id, begun.call_id, callSid, request);
  if (facts?.hangup_requested)
    await endLegs(member.tenant.id, begun.call_id, credentials, [callSid]);
  return { callId: begun.call_id, callSid, status: facts?.status ?? "queued" };
}

/** The create's answer as an event. The call is placed: when the database is away now, its webhooks bind it later. */
async function noteCreated(
  tenantId: string,
  callId: string,
  callSid: string,
  request: { from: string; to: string },
): Promise<CallFacts | null> {
  const at = new Date().toISOString();
  const event: CallEvent = {
    type: "rest.create",
    dedupe_key: `rest:create:${callId}`,
    call_id: callId,
    call_sid: callSid,
    from: request.from,
    to: request.to,
    status: "queued",
    occurred_at: at,
    received_at: at,
    data: { sid: callSid, from: request.from, to: request.to },
  };
  return await recordEvent(tenantId, event).catch((error: unknown) => {
    console.error(
      "a placed call could not be noted:",
      error instanceof Error ? error.message : error,
    );
    return null;
  });
}

async function noteFailure(
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
    await recordEvent(tenantId, { ...base, type: "rest.lost", dedupe_key: `rest:lost:${callId}` });
    return { callId, callSid: null, status: "queued" };
  }
  const code = failure.kind === "refused" ? failure.code : undefined;
  const message =
    failure.kind === "refused"
      ? refusalSentence(failure.code)
      : (ours?.message ?? "Twilio cannot be reached right now. Please try again in a moment.");
  await recordEvent(tenantId, {
    ...base,
    type: "rest.error",
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
      details: { callId, ...(code !== undefined && { twilioCode: code }) },
    },
  );
}
