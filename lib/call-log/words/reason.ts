import { legStatusName } from "@/lib/call-log/words/call";
import type { Tables } from "@/lib/db/supabase/database.types";

/**
 * Why a call has its status and outcome: the sentences of `calls.outcome_reason`, which
 * private.judge decides.
 */
const sentences: Record<string, string> = {
  customer_answered:
    "Twilio says that the customer's phone was answered. Talk time is Twilio's duration of that leg.",
  customer_busy: "Twilio says that the customer's phone was busy.",
  customer_failed: "Twilio says that the customer's phone couldn't be reached.",
  customer_over_rep_waiting:
    "The customer's phone stopped ringing unanswered while the rep was still on the line.",
  dial_refused: "Twilio refused to dial the customer: there was never a second leg.",
  gone: "Twilio no longer knows the call, so it is over, and nobody can say how.",
  rep_busy: "Twilio says that the rep's phone was busy. The customer was never dialed.",
  "rep_no-answer": "The rep's phone wasn't answered. The customer was never dialed.",
  rep_failed: "Twilio couldn't reach the rep's phone. The customer was never dialed.",
  rep_canceled: "The call was canceled while the rep's phone was ringing.",
  hung_up_in_app: "Hang up was clicked before the customer answered.",
  nobody_pressed:
    "The rep's phone was picked up, but nobody pressed 1, as with a voicemail. The customer was never dialed.",
  rep_left_first: "The rep hung up before the customer answered.",
  rep_accepted:
    "1 was pressed on the rep's phone, or they answered in the browser. Talk time runs from there to the first hang-up.",
  presumed_accepted:
    "Pressing 1 wasn't recorded, but Twilio's legs and recording say that the two talked. Talk time is theirs too.",
  nobody_accepted: "Nobody pressed 1 before the ringing was over.",
  not_bridged:
    "1 was pressed, but Twilio says that nobody was connected: our answer to it didn't arrive, or the caller had gone.",
  caller_left_first: "The caller hung up before anyone pressed 1.",
  met_in_space: "Twilio says that both were in the call at the same time.",
  colleague_answered: "The colleague answered. Talk time is the time with two or more people.",
  colleague_busy: "Twilio says that the colleague was busy.",
  colleague_declined: "The colleague declined the call.",
  colleague_failed: "Twilio says that the colleague couldn't be reached.",
  colleague_over_rep_waiting: "The colleague didn't answer while the caller was still waiting.",
  nobody_joined: "Nobody came into the room.",
  voicemail_left: "Nobody took the call, and the caller left a message.",
  callback_requested: "Nobody took the call, and the caller asked to be called back.",
  handled_by_system:
    "The phone menu or the voice agent served the caller, who then hung up without asking for a person.",
  left_queue: "The caller waited in the queue and hung up, or the wait was over.",
  caller_blocked:
    "The caller was blocked, or had no number where the company takes no such calls: nobody was to be rung.",
  create_failed: "The call was never placed.",
  create_lost:
    "Twilio's answer to placing the call was lost. The sweep asks Twilio what became of it.",
};

/** Where a colleague calls a colleague: there is no customer. */
const amongColleagues: Record<string, string> = {
  dial_refused: "Twilio refused to dial the colleague: there was never a second leg.",
  rep_busy: "Twilio says that the caller's phone was busy. The colleague was never dialed.",
  "rep_no-answer": "The caller's phone wasn't answered. The colleague was never dialed.",
  rep_failed: "Twilio couldn't reach the caller's phone. The colleague was never dialed.",
  rep_canceled: "The call was canceled while the caller's phone was ringing.",
  hung_up_in_app: "Hang up was clicked before the colleague answered.",
  nobody_pressed:
    "The caller's phone was picked up, but nobody pressed 1, as with a voicemail. The colleague was never dialed.",
  rep_left_first: "The caller hung up before the colleague answered.",
};

/**
 * The sentence of `calls.outcome_reason` in a call of this direction; null when nothing has decided
 * yet.
 */
export function reasonSentence(
  reason: string | null,
  direction: Tables<"calls">["direction"],
): string | null {
  if (reason === null) return null;
  const own = direction === "internal" ? amongColleagues[reason] : undefined;
  return own ?? sentences[reason] ?? reason;
}

type Leg = Pick<
  Tables<"call_legs">,
  | "call_sid"
  | "parent_call_sid"
  | "status"
  | "accepted_at"
  | "duration_seconds"
  | "dial_ended_live"
  | "dial_failed"
  | "dial_bridged"
  | "medium"
  | "sip_response_code"
>;

/** What is known of a leg among those of its call, as far as an outcome rests on it. */
export function legEvidence(leg: Leg, legs: readonly Leg[]): string[] {
  return [
    legStatusName(leg.status).toLowerCase(),
    leg.accepted_at && (leg.medium === "phone" ? "pressed 1" : "answered in the browser"),
    leg.duration_seconds !== null && `${leg.duration_seconds} s on the line`,
    leg.dial_bridged && "Twilio says it was bridged",
    leg.dial_bridged === false && "Twilio says it wasn't bridged",
    leg.dial_ended_live && "still there when the dialing was over",
    leg.medium === "sip" &&
      leg.sip_response_code !== null &&
      `LiveKit answered with SIP code ${leg.sip_response_code}`,
    leg.medium === "sip" && leg.status === "failed" && notTaken(leg, legs),
    leg.dial_failed && "its dialing failed immediately",
  ].filter((part) => typeof part === "string");
}

/** A <Dial> that rings phones goes on without its <Sip>: no browser is added to it. */
function notTaken({ call_sid, parent_call_sid }: Leg, legs: readonly Leg[]): string {
  const isBesidePhones = legs.some(
    (one) =>
      one.call_sid !== call_sid &&
      one.parent_call_sid === parent_call_sid &&
      one.medium === "phone",
  );
  return isBesidePhones
    ? "so no browser rang; the phones kept ringing"
    : "so Twilio rang the browsers instead";
}
