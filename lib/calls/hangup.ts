import "server-only";
import type { Member } from "@/lib/auth/member";
import { noCall, noTwilio } from "@/lib/calls/existing";
import { beginDecline, beginHangup, endUnconnected } from "@/lib/calls/machine";
import { AppError } from "@/lib/core/errors";
import { type LegRole, recordEvent } from "@/lib/record/event";
import { restLegEvent } from "@/lib/record/rest-event";
import { twilioClient } from "@/lib/twilio/client";
import { openCredentials, type TwilioCredentials } from "@/lib/twilio/credentials";
import { isOver, refusalSentence, twilioFailure } from "@/lib/twilio/refusal";

/**
 * Ends a call on all legs: ending the parent ends what it has dialled. Where colleagues go on
 * talking with the customer, or with `leave`, only the person's own leg. With `decline`, only the
 * person's own legs that ring: a caller rings on for others, then hears what callers hear whom
 * nobody answers. Every answer of Twilio's is an event, because a call canceled while queued sends
 * no callback. `endToo` ends what else the call has, where it ends for all. Throws AppError 404,
 * 403, 409, or 502 when Twilio refuses.
 */
export async function hangUp(
  member: Member,
  callId: string,
  { decline = false, leave = false }: { decline?: boolean; leave?: boolean } = {},
  endToo?: () => Promise<unknown>,
): Promise<void> {
  if (decline && (await declineCaller(member, callId))) return;
  const ending = await beginHangup(member.tenant.id, member.user_id, callId, new Date(), leave);
  if ("refused" in ending) {
    throw ending.refused === "call_not_found" ? noCall() : notYours();
  }
  if (!decline && !ending.leaves && !leave) await endToo?.();
  if (ending.legs.length === 0 && !ending.ended && !leave) {
    const why = "Hung up before the browser was connected. Nothing was dialed.";
    if (await endUnconnected(member.tenant.id, callId, new Date(), why)) return;
  }
  const legs = legsToEnd(ending, member, decline);
  if (legs.length === 0) return;
  const { account_sid, auth_token_ciphertext } = ending;
  if (account_sid === null || auth_token_ciphertext === null) throw noTwilio();
  const credentials = openCredentials(member.tenant.id, { account_sid, auth_token_ciphertext });
  await endLegs(member.tenant.id, callId, credentials, legs);
}

function notYours(): AppError {
  const sentence = "Only the person on the call, or a manager, can end it.";
  return new AppError("forbidden", "not_your_call", sentence);
}

/** Stops a caller's ringing for this person alone; false for a call that does not come in. */
async function declineCaller({ tenant, user_id }: Member, callId: string): Promise<boolean> {
  const declining = await beginDecline(tenant.id, user_id, callId, new Date());
  if (!declining) return false;
  if ("refused" in declining) {
    if (declining.refused === "call_not_found") throw noCall();
    if (declining.refused === "not_your_call") {
      throw new AppError("forbidden", "not_your_call", "This call doesn't ring you.");
    }
    const sentence = "It doesn't ring you yet. Try again in a moment.";
    throw new AppError("conflict", "rings_not_yet", sentence);
  }
  const { legs, account_sid, auth_token_ciphertext } = declining;
  if (legs.length === 0) return true;
  if (account_sid === null || auth_token_ciphertext === null) throw noTwilio();
  const credentials = openCredentials(tenant.id, { account_sid, auth_token_ciphertext });
  await endLegs(tenant.id, callId, credentials, legs);
  return true;
}

type Ending = Extract<Awaited<ReturnType<typeof beginHangup>>, { legs: unknown }>;
type EndingLeg = Ending["legs"][number];

function legsToEnd(ending: Ending, member: Member, decline: boolean): EndingLeg[] {
  const { legs, leaves, is_asked, direction } = ending;
  const own = legs.filter(({ user_id }) => user_id === member.user_id);
  if (leaves || (is_asked && decline)) return own;
  if (is_asked) return legs;
  const parents = legs.filter((leg) => leg.parent_call_sid === null);
  const rings = decline ? legs.filter((leg) => ringsFor(leg, member, direction)) : [];
  return [rings, parents, legs].find((some) => some.length > 0) ?? [];
}

/** A leg that rings for whoever declines: of an internal call, both sides are reps. */
function ringsFor(leg: EndingLeg, member: Member, direction: Ending["direction"]): boolean {
  if (direction !== "internal") return leg.role === "rep";
  return leg.user_id === member.user_id && leg.parent_call_sid !== null;
}

/** Asks Twilio to complete these legs; ones that are over already are fine. */
export async function endLegs(
  tenantId: string,
  callId: string,
  credentials: TwilioCredentials,
  legs: { call_sid: string; role: LegRole }[],
): Promise<void> {
  const client = twilioClient(credentials);
  for (const { call_sid, role } of legs) {
    try {
      const leg = await client.calls(call_sid).update({ status: "completed" });
      const event = restLegEvent("rest.update", { id: callId, role }, leg, new Date());
      await recordEvent(tenantId, event);
    } catch (error) {
      const failure = twilioFailure(error);
      // Its end is on its way to us.
      if (isOver(failure)) continue;
      const message =
        failure.kind === "refused"
          ? refusalSentence(failure.code)
          : "Twilio can't be reached right now. Hang up on your phone.";
      throw new AppError("upstream", "twilio_hangup_failed", message, { cause: error });
    }
  }
}
