import "server-only";
import { randomUUID } from "node:crypto";
import { ownPhoneRefused, standsForAdmins } from "@/lib/calls/refusals";
import { repRingSeconds } from "@/lib/calls/schema";
import { locate } from "@/lib/core/destination";
import { AppError } from "@/lib/core/errors";
import { codeHashes, newCode, type VerificationOf } from "@/lib/phones/code";
import { verificationRefusals } from "@/lib/phones/decide";
import {
  beginPhoneVerification,
  notePhoneVerification,
  tryPhoneVerification,
} from "@/lib/phones/machine";
import { type Refused, withWhomToAsk } from "@/lib/team/whom-to-ask";
import { twilioClient } from "@/lib/twilio/client";
import { codeTwiml } from "@/lib/twilio/code-twiml";
import { openCredentials } from "@/lib/twilio/credentials";
import { isForAdmins, refusalSentence, twilioFailure } from "@/lib/twilio/refusal";

type Me = {
  user_id: string;
  personal_phone: string | null;
  tenant: { id: string; name: string };
};

/** Seconds: long enough to say a code twice, and no more. */
const longestCall = 60;

/**
 * Calls a person's phone from the company's number and says a code. The code is only in the request
 * to Twilio: not in a URL, not in a webhook, and the database stores its hash. `phone` (E.164) is
 * one of theirs. Throws AppError: 409, 422, 429, with whom to ask where an admin can help, or 502 if
 * Twilio refused.
 */
export async function callWithCode(
  me: Me & Refused,
  now: Date,
  phone: string | null = me.personal_phone,
): Promise<void> {
  const code = newCode();
  const verificationId = randomUUID();
  const [code_hash = ""] = codeHashes(code, verificationOf(me, phone));
  const own = phone === null ? null : locate(phone);
  const begun = await beginPhoneVerification(me.tenant.id, me.user_id, {
    verification_id: verificationId,
    phone,
    place: own?.place ?? null,
    range: own?.range ?? null,
    code_hash,
    now: now.toISOString(),
  });
  if ("refused" in begun) {
    const [kind, message] = verificationRefusals[begun.refused];
    const why = begun.refused === "own_phone_not_allowed" && own ? ownPhoneRefused(own) : null;
    const details = { ...(standsForAdmins(begun.refused, null, own) && { forAdmins: true }) };
    throw await withWhomToAsk(me, new AppError(kind, begun.refused, why ?? message, { details }));
  }
  const request = {
    from: begun.from_number,
    to: begun.phone,
    twiml: codeTwiml(me.tenant.name, code),
    timeout: repRingSeconds,
    timeLimit: longestCall,
  };
  const client = twilioClient(openCredentials(me.tenant.id, begun));
  try {
    const { sid } = await client.calls.create(request);
    await notePhoneVerification(me.tenant.id, verificationId, sid, new Date());
  } catch (cause) {
    await noteFailure(me.tenant.id, verificationId, cause).catch(async (error: unknown) => {
      throw await withWhomToAsk(me, error);
    });
  }
}

/** A lost answer is no failure: the phone may ring, and the sweep finds the call. */
async function noteFailure(
  tenantId: string,
  verificationId: string,
  cause: unknown,
): Promise<void> {
  if (cause instanceof AppError) throw cause;
  const failure = twilioFailure(cause);
  if (failure.kind === "unknown") return;
  await notePhoneVerification(tenantId, verificationId, null, new Date());
  if (failure.kind === "not_sent") {
    const message = "Twilio can't be reached right now. Please try again in a moment.";
    throw new AppError("upstream", "twilio_unreachable", message, { cause });
  }
  const details = { ...(isForAdmins(failure.code) && { forAdmins: true }) };
  const message = refusalSentence(failure.code);
  throw new AppError("upstream", "twilio_refused", message, { cause, details });
}

/** Compares a typed code with the one that was spoken; the right one verifies the phone, once. */
export async function tryCode(me: Me, code: string, now: Date, phone = me.personal_phone) {
  const hashes = codeHashes(code, verificationOf(me, phone));
  return tryPhoneVerification(me.tenant.id, me.user_id, hashes, now);
}

function verificationOf(me: Me, phone: string | null): VerificationOf {
  return { tenantId: me.tenant.id, userId: me.user_id, phone: phone ?? "" };
}
