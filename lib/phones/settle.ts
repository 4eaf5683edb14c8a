import "server-only";
import type { Turn } from "@/lib/core/job";
import {
  claimPhoneVerifications,
  type DueVerification,
  settlePhoneVerification,
} from "@/lib/phones/machine";
import { unknownLegs } from "@/lib/reconcile/machine/checks";
import { twilioClient } from "@/lib/twilio/client";
import { openCredentials } from "@/lib/twilio/credentials";
import { twilioFailure } from "@/lib/twilio/refusal";

const atOnce = 8;
/** How far Twilio's time of a create may be from ours, and how long its list may lag behind. */
const nearMs = 60_000;
/** Twilio's fetch is eventually consistent: a young call may be unknown for a moment. */
const forgottenAfterMs = 5 * 60_000;

type CallAtTwilio = Parameters<typeof settlePhoneVerification>[2];

/** Asks Twilio what became of the calls that said a code, and what they cost. */
export async function settleVerifications(turn: Turn): Promise<{ verifications: number }> {
  let verifications = 0;
  while (!turn.over) {
    const now = new Date();
    const due = await claimPhoneVerifications(now, atOnce);
    await Promise.all(due.map((verification) => settle(verification, now)));
    verifications += due.length;
    if (due.length < atOnce) break;
  }
  return { verifications };
}

async function settle(verification: DueVerification, now: Date): Promise<void> {
  try {
    const atTwilio = await askTwilio(verification, now).catch((error: unknown): CallAtTwilio => {
      complain(verification, error);
      return {};
    });
    await settlePhoneVerification(
      verification.tenant_id,
      verification.verification_id,
      atTwilio,
      now,
    );
  } catch (error) {
    complain(verification, error);
  }
}

function complain(verification: DueVerification, error: unknown): void {
  const why = twilioFailure(error).message;
  console.error(
    `verification ${verification.verification_id} could not be compared with Twilio: ${why}`,
  );
}

async function askTwilio(verification: DueVerification, now: Date): Promise<CallAtTwilio> {
  const { account_sid, auth_token_ciphertext } = verification;
  if (!account_sid || !auth_token_ciphertext) return {};
  const client = twilioClient(
    openCredentials(verification.tenant_id, { account_sid, auth_token_ciphertext }),
  );
  const age = now.getTime() - Date.parse(verification.created_at);
  const sid = verification.call_sid ?? (await findLost(verification, client));
  if (!sid) return { gone: age > nearMs };
  try {
    const { status, price, priceUnit } = await client.calls(sid).fetch();
    return {
      call_sid: sid,
      status,
      ...(price !== null && { price, price_unit: priceUnit ?? undefined }),
    };
  } catch (error) {
    const failure = twilioFailure(error);
    if (failure.kind !== "refused" || failure.status !== 404) throw error;
    return { gone: age > forgottenAfterMs };
  }
}

/**
 * A call without an answer to its create: it rings the person's phone from the company's number,
 * and nothing here knows it.
 */
async function findLost(
  verification: DueVerification,
  client: ReturnType<typeof twilioClient>,
): Promise<string | undefined> {
  if (!verification.from_number) return undefined;
  const listed = await client.calls.list({
    from: verification.from_number,
    to: verification.phone,
    limit: 20,
  });
  const created = Date.parse(verification.created_at);
  const near = listed.filter(
    ({ dateCreated }) => Math.abs(dateCreated.getTime() - created) < nearMs,
  );
  const unknown = await unknownLegs(
    verification.tenant_id,
    near.map(({ sid }) => sid),
  );
  return near.find(({ sid }) => unknown.includes(sid))?.sid;
}
