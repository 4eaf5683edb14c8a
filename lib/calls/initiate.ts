import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Member } from "@/lib/auth/member";
import { noteCreated, noteFailure, type PlacedCall } from "@/lib/calls/create-events";
import { endLegs } from "@/lib/calls/hangup";
import { type Begun, beginCall, type CallRefusal, type KeptAnswer } from "@/lib/calls/machine";
import { agreeOnAnswer, awaitAnswer, fingerprint } from "@/lib/calls/once";
import { callRefused } from "@/lib/calls/refusals";
import { type InitiateCall, repRingSeconds } from "@/lib/calls/schema";
import { locate } from "@/lib/core/destination";
import { AppError, errorAnswer } from "@/lib/core/errors";
import { readNumber, type TypedNumber, toE164 } from "@/lib/core/phone";
import { withWhomToAsk } from "@/lib/team/whom-to-ask";
import { twilioClient } from "@/lib/twilio/client";
import { openCredentials, type TwilioCredentials } from "@/lib/twilio/credentials";
import { connectQuery, voiceUrl } from "@/lib/twilio/urls";

type Answered = z.infer<typeof Begun>;
type BegunCall = Exclude<Answered, CallRefusal | { repeated: string }>;

/**
 * Rings the rep's own phone to connect them with `to`, read in the tenant's country; for a browser,
 * which asks Twilio itself, nothing else is done. The call's row is written first. A `key` places
 * one call, however often it comes, and is answered the same each time. Gives 201, or 502 with
 * Twilio's code when Twilio refused; throws AppError before anything is placed: 400 naming the
 * field, 403, 404, 409, 422, 429.
 */
export async function initiateCall(
  member: Member,
  input: InitiateCall,
  key?: string,
): Promise<KeptAnswer> {
  const typed = readNumber(input.to, member.tenant.country_code);
  if (!typed) {
    throw new AppError("bad_request", "invalid_number", `${input.to} isn't a valid phone number.`, {
      details: { field: "to" },
    });
  }
  const { number, extension } = typed;
  const to = locate(number);
  const phone = input.device === "browser" ? null : member.personal_phone;
  const own = phone === null ? null : locate(phone);
  const begun = await beginCall(member.tenant.id, member.user_id, {
    call_id: randomUUID(),
    to: number,
    to_place: to.place,
    to_range: to.range,
    ...(extension && { extension }),
    ...(input.device === "browser" && { device: input.device }),
    rep_phone: phone,
    rep_place: own?.place ?? null,
    agent_range: own?.range ?? null,
    contact_id: input.contactId,
    ...(input.entryId && { entry_id: input.entryId }),
    ...(input.from && { from: toE164(input.from, member.tenant.country_code) ?? input.from }),
    record: input.record,
    ...(key !== undefined && { key: { value: key, fingerprint: fingerprint(input) } }),
    now: new Date().toISOString(),
  });
  return goOn(member, begun, { key, refused: (no) => callRefused(no, to, own), to: typed });
}

/**
 * Goes on with what beginning a call gave: places it, or gives the answer that its key has got;
 * `to` is null for a colleague, whom the database knows. Throws what `refused` makes of a refusal.
 */
export async function goOn(
  member: Member,
  begun: Answered,
  {
    key,
    refused,
    to,
  }: { key?: string; refused: (no: CallRefusal) => AppError; to: TypedNumber | null },
): Promise<KeptAnswer> {
  if ("refused" in begun) throw await withWhomToAsk(member, refused(begun));
  if ("repeated" in begun)
    return begun.answer ?? (await awaitAnswer(member, key ?? "", begun.repeated));
  const answer = await placeCall(member, begun, to).then(placed, async (error: unknown) =>
    errorAnswer(await withWhomToAsk(member, error)),
  );
  return key === undefined ? answer : await agreeOnAnswer(member, key, answer);
}

const placed = (call: PlacedCall) => ({ status: 201, body: { success: true, ...call } });

async function placeCall(
  member: Member,
  begun: BegunCall,
  to: TypedNumber | null,
): Promise<PlacedCall> {
  const tenantId = member.tenant.id;
  const { user_id } = member;
  const { call_id, recording_requested: record } = begun;
  const query = { call: call_id, leg: "rep", user: user_id };
  const { number = "", extension = "" } = to ?? {};
  if (begun.rep_phone === null) return { callId: call_id, callSid: null, status: "queued" };
  const request = {
    from: begun.from_number,
    to: begun.rep_phone,
    url: voiceUrl("connect", connectQuery({ call_id, user_id, to: number, extension, record })),
    statusCallback: voiceUrl("status", query),
    statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
    timeout: repRingSeconds,
    timeLimit: begun.call_time_limit_seconds,
  };
  let credentials: TwilioCredentials;
  let callSid: string;
  try {
    credentials = openCredentials(tenantId, begun);
    callSid = (await twilioClient(credentials).calls.create(request)).sid;
  } catch (error) {
    return await noteFailure(tenantId, begun.call_id, request, error);
  }
  const noted = await noteCreated(member, begun.call_id, callSid, request);
  if (noted?.hangup_requested) {
    await endLegs(tenantId, call_id, credentials, [{ call_sid: callSid, role: "rep" }]);
  }
  return { callId: begun.call_id, callSid, status: noted?.status ?? "queued" };
}
