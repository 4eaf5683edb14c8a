import "server-only";
import type { AskedControl, ControlLeg } from "@/lib/call-control/machine";
import { AppError } from "@/lib/core/errors";
import { type CallEvent, recordEvent } from "@/lib/record/event";
import { createRecording } from "@/lib/recordings/create";
import { twilioClient } from "@/lib/twilio/client";
import { openCredentials } from "@/lib/twilio/credentials";
import { isForAdmins, isOver, refusalSentence, twilioFailure } from "@/lib/twilio/refusal";
import { type AskingLeg, holdMusic, joinRoom } from "@/lib/voice/decide-control";
import type { Decision } from "@/lib/voice/decision";
import { renderTwiml } from "@/lib/voice/render";

/** A call that people have asked something of, as far as requests to Twilio need it. */
export type Moving = Pick<
  AskedControl,
  "account_sid" | "auth_token_ciphertext" | "legs" | "time_limit_seconds" | "record" | "is_paused"
> & { tenant_id: string; call_id: string; now: Date };

/** A call and the Twilio account that it is on. */
export type CallAtTwilio = Pick<
  Moving,
  "tenant_id" | "call_id" | "account_sid" | "auth_token_ciphertext"
>;

const client = (call: CallAtTwilio) => twilioClient(openCredentials(call.tenant_id, call));

/** The customer's leg. Throws AppError 409 where it is over. */
export function customerOf({ legs }: Pick<Moving, "legs">): ControlLeg {
  const customer = legs.find(({ side }) => side === "customer");
  if (!customer) throw new AppError("conflict", "not_talking", "The customer has hung up.");
  return customer;
}

/** What the TwiML of a leg says of it. */
export function askingLeg(call: Moving, { role, user_id }: ControlLeg): AskingLeg {
  const { call_id, time_limit_seconds, now: moment } = call;
  const asking: AskingLeg = {
    ...{ call_id, time_limit_seconds, moment, role: role === "system" ? "rep" : role },
  };
  return user_id === null ? asking : { ...asking, user_id };
}

/**
 * Sends a live leg to other TwiML. It is sent whole: no second request, and nothing that the
 * database must answer first. https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource
 */
export async function redirect(call: Moving, sid: string, decision: Decision): Promise<void> {
  try {
    await client(call)
      .calls(sid)
      .update({ twiml: renderTwiml(decision) });
  } catch (error) {
    throw refused(error);
  }
}

/**
 * Ends legs of people who are free; what Twilio does not do now, the call's end does. False where
 * it has not.
 */
export async function letGo(call: CallAtTwilio, sids: readonly string[]): Promise<boolean> {
  try {
    await endLegs(call, sids);
    return true;
  } catch (error) {
    console.error(`a leg of call ${call.call_id} was not ended:`, error);
    return false;
  }
}

/** Ends legs; one that is over already is fine. */
export async function endLegs(call: CallAtTwilio, sids: readonly string[]): Promise<void> {
  for (const sid of sids) {
    try {
      await client(call).calls(sid).update({ status: "completed" });
    } catch (error) {
      if (!isOver(twilioFailure(error))) throw refused(error);
    }
  }
}

/** Twilio did it, or may have: what was asked stands. */
export class Moved extends AppError {}

/** What a person reads where Twilio did not do it, or nobody knows. */
export function refused(error: unknown): AppError {
  const failure = twilioFailure(error);
  if (isOver(failure)) {
    return new Moved("conflict", "not_talking", "The call is over.", { cause: error });
  }
  if (failure.kind === "unknown") {
    const message =
      "Twilio didn't answer, so it isn't known whether this was done. Look, then try again.";
    return new Moved("upstream", "twilio_unclear", message, { cause: error });
  }
  const message =
    failure.kind === "refused"
      ? (sentences[failure.code] ?? refusalSentence(failure.code))
      : "Twilio can't be reached right now. The call stays as it was.";
  const forAdmins = failure.kind === "refused" && isForAdmins(failure.code);
  return new AppError("upstream", "twilio_control_failed", message, {
    cause: error,
    details: { ...(forAdmins && { forAdmins }) },
  });
}

const unreachable = "This number can't be reached.";
/** Of a number that somebody is to be rung at; lib/twilio/refusal.ts is about the rep's own. */
const sentences: Record<number, string> = {
  21211: unreachable,
  21214: unreachable,
  21216: unreachable,
  21217: unreachable,
  21215: "The company's Twilio account may not call this country.",
};

/**
 * Puts the customer on hold: music on their own leg. Where the two are connected by a <Dial>, the
 * leg that was dialled is sent away first, and the other follows as its <Dial> ends (voice/dialed,
 * voice/transferred); who stays is in the room.
 */
export async function hold(call: Moving, isInRoom: boolean): Promise<void> {
  const customer = customerOf(call);
  if (isInRoom) {
    await redirectUnrecorded(call, customer, holdMusic(askingLeg(call, customer)));
    return;
  }
  const { dials, dialled } = dialledPair(call);
  const asking = askingLeg(call, dialled);
  const next = dialled === customer ? holdMusic(asking) : joinRoom(asking);
  await redirect(call, dialled.call_sid, next);
  await endDialRecording(call, dials);
}

/**
 * The leg that dialled has the recording, and is not to be recorded in the room. Only once the
 * other has been sent away: where Twilio refuses that, the two talk on, recorded as before.
 */
async function endDialRecording(call: Moving, dials: ControlLeg): Promise<void> {
  await stopRecording(call, dials).catch((error: unknown) => {
    console.error(`the recording of call ${call.call_id} was not ended:`, error);
  });
}

/** Sends a leg in the room elsewhere, where it is not recorded; if it stays, it is again. */
export async function redirectUnrecorded(
  call: Moving,
  leg: ControlLeg,
  decision: Decision,
): Promise<void> {
  await stopRecording(call, leg);
  try {
    await redirect(call, leg.call_sid, decision);
  } catch (error) {
    if (!(error instanceof Moved)) await startRecording(call, leg);
    throw error;
  }
}

/** The two whom a <Dial> connects. Throws AppError 409 where nobody talks with the customer. */
function dialledPair(call: Moving): { dials: ControlLeg; dialled: ControlLeg } {
  const customer = customerOf(call);
  const rep = call.legs.find(
    ({ side, is_talking, call_sid, parent_call_sid }) =>
      side === "company" &&
      is_talking &&
      (parent_call_sid === customer.call_sid || customer.parent_call_sid === call_sid),
  );
  if (!rep) throw new AppError("conflict", "not_talking", "Nobody is talking with the customer.");
  const isReps = customer.parent_call_sid === rep.call_sid;
  return isReps ? { dials: rep, dialled: customer } : { dials: customer, dialled: rep };
}

/**
 * Has something done for a call in its room, where its two are to be by now: whatever fails then,
 * they stay there. Throws `Moved` in place of any other AppError.
 */
export async function inRoom<Result>(
  call: Moving & Pick<AskedControl, "was">,
  work: () => Promise<Result>,
): Promise<Result> {
  const { customer_in } = call.was;
  if (customer_in === null || customer_in === "dial") await moveIntoRoom(call);
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { kind, code, message, cause, details } = error;
    throw new Moved(kind, code, message, { cause, details });
  }
}

/**
 * Both of a <Dial> go on in the room: the one that was dialled at once, the other as its <Dial>
 * ends. The customer's leg is recorded from then on.
 */
async function moveIntoRoom(call: Moving): Promise<void> {
  const { dials, dialled } = dialledPair(call);
  await redirect(call, dialled.call_sid, joinRoom(askingLeg(call, dialled)));
  await endDialRecording(call, dials);
  await startRecording(call, customerOf(call));
}

/** Brings the customer into the room, where the others are. */
export async function bringBack(call: Moving): Promise<void> {
  const customer = customerOf(call);
  await redirect(call, customer.call_sid, joinRoom(askingLeg(call, customer)));
  await startRecording(call, customer);
}

/**
 * Records the customer's leg, and never what the company's people say among themselves. A call goes
 * on without it. While somebody has paused it there is none: resuming makes one.
 */
async function startRecording(call: Moving, { call_sid }: ControlLeg): Promise<void> {
  if (!call.record || call.is_paused) return;
  try {
    await createRecording(client(call), call.call_id, call_sid);
  } catch (error) {
    console.error(`call ${call.call_id} goes on without a recording:`, error);
  }
}

/** The customer is about to hear music. */
async function stopRecording(call: Moving, { call_sid }: ControlLeg): Promise<void> {
  if (!call.record) return;
  try {
    const recording = client(call).calls(call_sid).recordings("Twilio.CURRENT");
    await recording.update({ status: "stopped" });
  } catch (error) {
    if (!isOver(twilioFailure(error))) throw refused(error);
  }
}

type Said = Pick<
  CallEvent,
  "call_sid" | "role" | "medium" | "user_id" | "from" | "to" | "status" | "spans" | "step"
>;

/** What was asked, as an event of the call. `key` tells it from others of the same call. */
export async function note(
  call: Pick<Moving, "tenant_id" | "call_id">,
  key: string,
  moment: Date,
  said: Said,
  data: object = said,
): Promise<void> {
  const at = moment.toISOString();
  await recordEvent(call.tenant_id, {
    ...{ type: "rest.control", dedupe_key: `control:${call.call_id}:${key}` },
    ...{ call_id: call.call_id, occurred_at: at, received_at: at, data },
    ...said,
  });
}

/** The customer's time on hold begins or ends. */
export function holdSpan(customer: ControlLeg, moment: "entered_at" | "left_at", at: Date) {
  return { space: "hold", call_sid: customer.call_sid, [moment]: at.toISOString() } as const;
}
