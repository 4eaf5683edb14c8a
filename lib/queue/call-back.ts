import "server-only";
import { repRingSeconds } from "@/lib/calls/schema";
import { type Callback, putOffCallback } from "@/lib/queue/machine";
import { recordEvent } from "@/lib/record/event";
import { twilioClient } from "@/lib/twilio/client";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { twilioFailure } from "@/lib/twilio/refusal";
import { connectQuery, voiceUrl } from "@/lib/twilio/urls";

/** Tried again after a request that Twilio refused or did not answer. */
const againMs = 60_000;

/**
 * Rings the person who was claimed for a caller, on all of their phones; when they press 1 on one,
 * the caller's phone, and the others stop (lib/queue/twins.ts). Their legs belong to the call that
 * the caller made: it is one story.
 */
export async function callBack(
  tenantId: string,
  credentials: TwilioCredentials,
  callback: Callback,
): Promise<void> {
  let mayRing = false;
  for (const phone of [callback.phone, ...callback.further_phones]) {
    mayRing = (await ring(tenantId, credentials, callback, phone)) || mayRing;
  }
  if (mayRing) return;
  await putOffCallback(tenantId, callback.call_id, new Date(Date.now() + againMs));
}

/** False where this phone does not ring. */
async function ring(
  tenantId: string,
  credentials: TwilioCredentials,
  callback: Callback,
  phone: string,
): Promise<boolean> {
  const { call_id, user_id, from, customer, name, record, time_limit_seconds } = callback;
  const beside = callback.further_phones.length > 0 ? "1" : undefined;
  const query = connectQuery({ call_id, user_id, to: customer, extension: "", record });
  const via = name || undefined;
  const request = {
    ...{ from, to: phone, url: voiceUrl("connect", { ...query, via, back: "1", beside }) },
    statusCallback: voiceUrl("status", { call: call_id, leg: "rep", user: user_id }),
    statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
    ...{ timeout: repRingSeconds, timeLimit: time_limit_seconds },
  };
  let sid: string;
  try {
    ({ sid } = await twilioClient(credentials).calls.create(request));
  } catch (error) {
    const { kind } = twilioFailure(error);
    console.error(`a callback was not placed (${kind}):`, error);
    // One whose answer was lost may ring: its claim is over in a minute.
    return kind === "unknown";
  }
  const at = new Date().toISOString();
  await recordEvent(tenantId, {
    ...{ type: "rest.create", dedupe_key: `rest:create:${sid}`, call_id, call_sid: sid },
    ...{ role: "rep", user_id, from, to: phone, status: "queued" },
    ...{ occurred_at: at, received_at: at, data: { sid, from, to: phone } },
  });
  return true;
}
