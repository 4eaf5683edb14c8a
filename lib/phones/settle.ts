import "server-only";
import { claimPhoneProofs, type DueProof, settlePhoneProof } from "@/lib/phones/machine";
import { unknownLegs } from "@/lib/reconcile/machine/checks";
import { twilioClient } from "@/lib/twilio/client";
import { openCredentials } from "@/lib/twilio/credentials";
import { twilioFailure } from "@/lib/twilio/refusal";

const atOnce = 8;
/** It stops claiming before the next sweep is due. */
const sweepMs = 25_000;
/** How far Twilio's time of a create may be from ours, and how long its list may lag behind. */
const nearMs = 60_000;
/** Twilio's fetch is eventually consistent: a young call may be unknown for a moment. */
const forgottenAfterMs = 5 * 60_000;

type Told = Parameters<typeof settlePhoneProof>[2];

/** Asks Twilio what became of the calls that said a code, and what they cost. */
export async function settleProofs(started: Date): Promise<{ proofs: number }> {
  let proofs = 0;
  while (Date.now() - started.getTime() < sweepMs) {
    const now = new Date();
    const due = await claimPhoneProofs(now, atOnce);
    await Promise.all(due.map((proof) => settle(proof, now)));
    proofs += due.length;
    if (due.length < atOnce) break;
  }
  return { proofs };
}

async function settle(proof: DueProof, now: Date): Promise<void> {
  try {
    const told = await askTwilio(proof, now).catch((error: unknown): Told => {
      complain(proof, error);
      return {};
    });
    await settlePhoneProof(proof.tenant_id, proof.proof_id, told, now);
  } catch (error) {
    complain(proof, error);
  }
}

function complain(proof: DueProof, error: unknown): void {
  const why = twilioFailure(error).message;
  console.error(`proof ${proof.proof_id} could not be compared with Twilio: ${why}`);
}

async function askTwilio(proof: DueProof, now: Date): Promise<Told> {
  const { account_sid, auth_token_ciphertext } = proof;
  if (!account_sid || !auth_token_ciphertext) return {};
  const client = twilioClient(
    openCredentials(proof.tenant_id, { account_sid, auth_token_ciphertext }),
  );
  const age = now.getTime() - Date.parse(proof.created_at);
  const sid = proof.call_sid ?? (await findLost(proof, client));
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
  proof: DueProof,
  client: ReturnType<typeof twilioClient>,
): Promise<string | undefined> {
  if (!proof.from_number) return undefined;
  const listed = await client.calls.list({ from: proof.from_number, to: proof.phone, limit: 20 });
  const created = Date.parse(proof.created_at);
  const near = listed.filter(
    ({ dateCreated }) => Math.abs(dateCreated.getTime() - created) < nearMs,
  );
  const unknown = await unknownLegs(
    proof.tenant_id,
    near.map(({ sid }) => sid),
  );
  return near.find(({ sid }) => unknown.includes(sid))?.sid;
}
