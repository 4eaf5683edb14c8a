import "server-only";
import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Member } from "@/lib/auth/member";
import { answerKey, type KeptAnswer, keyAnswer } from "@/lib/calls/machine";
import type { CallColleague, InitiateCall } from "@/lib/calls/schema";
import { AppError } from "@/lib/core/errors";

/** Printable ASCII, as a header carries it. */
const wellFormed = /^[\x20-\x7e]{1,200}$/;

/**
 * The Idempotency-Key of a request, undefined without one; 400 when it is empty, longer than 200 or
 * not printable.
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header
 */
export function readKey(headers: Headers): string | undefined {
  const key = headers.get("idempotency-key");
  if (key === null) return undefined;
  if (wellFormed.test(key)) return key;
  throw new AppError(
    "bad_request",
    "invalid_idempotency_key",
    "An Idempotency-Key has 1 to 200 printable characters.",
  );
}

/** A fingerprint of the request, to recognize a different one with the same key. */
export function fingerprint(input: InitiateCall | CallColleague): string {
  const { record = null, device } = input;
  const whom =
    input.to === undefined
      ? ["colleague", input.colleagueId ?? null, input.extension ?? null, record]
      : [input.to, input.contactId ?? null, record, input.from ?? null];
  const request = JSON.stringify([...whom, ...(device === "browser" ? [device] : [])]);
  return createHash("sha256").update(request).digest("hex");
}

/**
 * Keeps an answer, and gives the one that everyone with this key gets. The call is placed: nothing
 * here may undo that.
 */
export async function agreeOnAnswer(
  member: Member,
  key: string,
  answer: KeptAnswer,
): Promise<KeptAnswer> {
  return await answerKey(member.tenant.id, member.user_id, key, answer).catch((error: unknown) => {
    console.error("an answer could not be kept:", error instanceof Error ? error.message : error);
    return answer;
  });
}

/** Longer than Twilio is waited for (lib/twilio/client.ts), shorter than a person waits. */
const timeoutMs = 12_000;

/**
 * The answer to a request that another with the same key has begun; after 12 s, that nobody knows
 * Twilio's.
 */
export async function awaitAnswer(
  member: Member,
  key: string,
  callId: string,
): Promise<KeptAnswer> {
  const giveUp = Date.now() + timeoutMs;
  for (let pause = 100; Date.now() < giveUp; pause = Math.min(pause * 1.5, 500)) {
    await wait(pause);
    const answer = await keyAnswer(member.tenant.id, member.user_id, key);
    if (answer) return answer;
  }
  const body = { success: true, callId, callSid: null, status: "queued" };
  return await agreeOnAnswer(member, key, { status: 201, body });
}
