import { formatDuration } from "@/lib/core/time";
import type { Tables } from "@/lib/db/supabase/database.types";

type Call = Pick<
  Tables<"calls">,
  "direction" | "status" | "stage" | "outcome" | "duration_seconds"
>;

type Control = Pick<Tables<"call_controls">, "customer_in">;

type Tone = "neutral" | "accent" | "ok" | "warn" | "danger";

/** As calls.outcome is checked (supabase/schemas/record/calls.sql). */
export const callOutcomes = [
  "connected",
  "missed",
  "no-answer",
  "busy",
  "failed",
  "canceled",
  "rep_unreachable",
  "rep_unconfirmed",
  "voicemail",
  "callback",
  "handled",
  "unknown",
] as const;
export type Outcome = (typeof callOutcomes)[number];

function isOutcome(word: string | null): word is Outcome {
  return word !== null && Object.hasOwn(outcomeNames, word);
}

/** Every outcome as people read it in lists and filters. */
export const outcomeNames: Record<Outcome, string> = {
  connected: "Connected",
  missed: "Missed",
  "no-answer": "No answer",
  busy: "Busy",
  failed: "Failed",
  canceled: "Canceled",
  rep_unreachable: "Rep didn't pick up",
  rep_unconfirmed: "Rep didn't press 1",
  voicemail: "Voicemail",
  callback: "Call back",
  handled: "Handled",
  unknown: "Checking…",
};

/** What the log is narrowed to: outcomes, and what a badge says besides (`stateName`). */
export const callStatuses = [...callOutcomes, "blocked"] as const;

const { unknown, ...decided } = outcomeNames;
/** Every status as people read it, in the order in which it is chosen. */
export const statusNames: Record<(typeof callStatuses)[number], string> = {
  ...decided,
  blocked: "Blocked",
  unknown,
};

const outcomeTones: Record<Outcome, Tone> = {
  connected: "ok",
  missed: "danger",
  "no-answer": "warn",
  busy: "warn",
  failed: "danger",
  canceled: "neutral",
  rep_unreachable: "warn",
  rep_unconfirmed: "warn",
  voicemail: "warn",
  callback: "warn",
  handled: "ok",
  unknown: "neutral",
};

const stageNames: Record<Exclude<Call["stage"], "ended">, string> = {
  placing: "Placing",
  ringing_rep: "Ringing",
  confirming: "Ringing",
  ringing_customer: "Ringing",
  greeting: "Ringing",
  connected: "On a call",
  waiting: "Waiting",
  voicemail: "Leaving a message",
  system: "In the menu",
};

/** What the reader did themselves is said to them. */
const ownNames: Partial<Record<Outcome, string>> = {
  rep_unreachable: "You didn't pick up",
  rep_unconfirmed: "You didn't press 1",
};

/**
 * A few words for a badge: where a live call stands, or what came of it; `mine` where the reader is
 * the rep.
 */
export function stateName(
  call: Call & { call_controls?: Control | Control[] | null },
  mine = false,
): { words: string; tone: Tone } {
  if (call.stage !== "ended") {
    if (call.outcome === "unknown") return { words: outcomeNames.unknown, tone: "neutral" };
    // Put on hold by whom they talk with; in a queue they wait for somebody, also after a transfer.
    const control = [call.call_controls].flat()[0];
    if (call.stage === "waiting" && control?.customer_in === "hold")
      return { words: "On hold", tone: "accent" };
    return { words: stageNames[call.stage], tone: "accent" };
  }
  if (!isOutcome(call.outcome)) return { words: "Ended", tone: "neutral" };
  if (isBlocked(call)) return { words: statusNames.blocked, tone: "neutral" };
  const own = mine ? ownNames[call.outcome] : undefined;
  return { words: own ?? outcomeNames[call.outcome], tone: outcomeTones[call.outcome] };
}

/** Nobody cancels a caller's call but by blocking them (private.judge_served). */
function isBlocked({ direction, outcome }: Call): boolean {
  return direction === "inbound" && outcome === "canceled";
}

/**
 * Who is on the call, as the reader knows them: `rep` is null when the reader is the one on the
 * phone. Of an internal call, `customer` is the colleague; `isCalled`: the reader is the one who is
 * called, and `customer` whoever calls. `agent`: the voice agent that talked with the caller.
 */
export type Who = { rep: string | null; customer: string; isCalled?: boolean; agent?: string };

/**
 * How a call stands or how it ended, in one sentence that says who it is with: the only place that
 * words it.
 */
export function callSentence(call: Call, who: Who): string {
  const { rep, customer } = who;
  if (who.isCalled) {
    const sentence = sentenceOfCalled(call, customer);
    if (sentence) return sentence;
  }
  const phone = rep === null ? "your phone" : `${rep}'s phone`;
  if (call.stage !== "ended" && call.outcome === "unknown") {
    return `Checking with Twilio whether the call to ${customer} was placed`;
  }
  const inbound = call.direction === "inbound";
  switch (call.stage) {
    case "placing":
      return `Calling ${customer}…`;
    case "greeting":
      return `Incoming call from ${customer}`;
    case "ringing_rep":
      return inbound ? `Incoming call from ${customer}` : `Ringing ${phone} to call ${customer}`;
    case "confirming":
      if (rep !== null) return `${rep} is asked to press 1 to talk with ${customer}`;
      return inbound
        ? `Press 1 on your phone to talk with ${customer}`
        : `Press 1 on your phone to connect to ${customer}`;
    case "ringing_customer":
      return `Ringing ${customer}…`;
    case "connected":
      return `Talking with ${customer}`;
    case "waiting":
      return `${customer} is waiting`;
    case "voicemail":
      return `${customer} is leaving a message`;
    case "system":
      return `${customer} is in the phone menu`;
    case "ended":
      return endSentence(call, { rep, customer, agent: who.agent });
  }
}

/** What is said otherwise to a colleague who is called. */
function sentenceOfCalled({ stage, outcome }: Call, caller: string): string | null {
  if (stage === "ringing_customer") return `Incoming call from ${caller}, colleague`;
  if (stage === "placing" || stage === "ringing_rep" || stage === "confirming")
    return `${caller} is about to call you`;
  if (stage !== "ended") return null;
  switch (outcome) {
    case "no-answer":
    case "canceled":
    case "failed":
      return `Missed call from ${caller}`;
    case "busy":
      return `${caller} called, and you were busy or declined`;
    case "rep_unreachable":
    case "rep_unconfirmed":
      return `${caller} wanted to call you`;
    default:
      return null;
  }
}

function endSentence(call: Call, { rep, customer, agent }: Who): string {
  const phone = rep === null ? "Your phone" : `${rep}'s phone`;
  const lasted =
    call.duration_seconds === null ? "" : ` · ${formatDuration(call.duration_seconds)}`;
  switch (isOutcome(call.outcome) ? call.outcome : null) {
    case "connected":
      return `Call with ${customer} ended${lasted}`;
    case "missed":
      return `Missed call from ${customer}`;
    case "no-answer":
      return `${customer} didn't answer`;
    case "busy":
      return `${customer} was busy`;
    case "failed":
      return `The call to ${customer} failed`;
    case "canceled":
      if (isBlocked(call)) return `${customer} is blocked: nobody was rung`;
      return `Canceled before ${customer} answered`;
    case "rep_unreachable":
      if (call.status === "busy") return `${phone} was busy, so ${customer} wasn't called`;
      if (call.status === "failed") {
        return `${phone} couldn't be reached, so ${customer} wasn't called`;
      }
      return `${phone} didn't answer, so ${customer} wasn't called`;
    case "rep_unconfirmed":
      return `${rep ?? "You"} didn't press 1, so ${customer} wasn't called`;
    case "voicemail":
      return `${customer} left a voicemail`;
    case "callback":
      return `${customer} asked to be called back`;
    case "handled":
      if (agent) return `${agent} talked with ${customer}${lasted}`;
      return `The phone menu served ${customer}${lasted}`;
    case "unknown":
      return `Twilio couldn't say how the call with ${customer} ended`;
    case null:
      return `Call with ${customer} ended`;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Who called whom, as a timeline's heading: "You called", "Theo called", "Jane Doe called". */
export function callTitle(call: Call, { rep, customer }: Who): string {
  return call.direction !== "inbound" ? `${rep ?? "You"} called` : `${customer} called`;
}

/** Whose leg it is: a role is named as it is called, but for the ones that need a second word. */
export function legRoleName(role: Tables<"call_legs">["role"]): string {
  return role === "outside" ? "Outside number" : capital(role);
}

const legStatusNames: Record<Tables<"call_legs">["status"], string> = {
  queued: "Queued",
  ringing: "Ringing",
  "in-progress": "On the line",
  completed: "Ended",
  busy: "Busy",
  "no-answer": "No answer",
  failed: "Couldn't be reached",
  canceled: "Canceled",
};

/** A status of Twilio's, as people say it; one that we don't know keeps Twilio's word. */
export function legStatusName(status: string): string {
  return Object.entries(legStatusNames).find(([known]) => known === status)?.[1] ?? status;
}

/** "Outbound", "Inbound" or "Internal". */
export function directionWord(direction: Call["direction"]): string {
  if (direction === "internal") return "Internal";
  return direction === "inbound" ? "Inbound" : "Outbound";
}

/** "Outbound call", "Inbound call" or "Internal call". */
export const directionName = (direction: Call["direction"]) => `${directionWord(direction)} call`;

/** An amount with its ISO 4217 currency, to the hundredth of a cent: "$0.0273". */
export function formatPrice(price: number | string, unit: string | null): string {
  return new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: unit ?? "USD",
    minimumFractionDigits: 2,
    maximumFractionDigits: 4,
  }).format(Number(price));
}
