import { formatDuration } from "@/lib/core/time";
import type { Tables } from "@/lib/db/supabase/database.types";

type Call = Pick<
  Tables<"calls">,
  "direction" | "status" | "stage" | "outcome" | "duration_seconds"
>;

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
  rep_unreachable: "Rep not reached",
  rep_unconfirmed: "Not confirmed",
  voicemail: "Voicemail",
  callback: "Call back",
  handled: "Handled",
  unknown: "Being checked",
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
  connected: "On the phone",
  waiting: "Waiting",
  voicemail: "Leaving a message",
  system: "In the menu",
};

/** One or two words for a badge: where a live call stands, or what came of it. */
export function stateName(call: Call): { words: string; tone: Tone } {
  if (call.stage !== "ended") {
    if (call.outcome === "unknown") return { words: outcomeNames.unknown, tone: "neutral" };
    return { words: stageNames[call.stage], tone: "accent" };
  }
  if (!isOutcome(call.outcome)) return { words: "Ended", tone: "neutral" };
  return { words: outcomeNames[call.outcome], tone: outcomeTones[call.outcome] };
}

/**
 * Who is on the call, as the reader knows them: `rep` is null when the reader is the one on the
 * phone.
 */
export type Who = { rep: string | null; customer: string };

/** Where a call stands or how it ended, in one sentence: the only place that words it. */
export function callSentence(call: Call, { rep, customer }: Who): string {
  const phone = rep === null ? "your phone" : `${rep}'s phone`;
  if (call.stage !== "ended" && call.outcome === "unknown") {
    return "Twilio has not confirmed the call; we are checking";
  }
  switch (call.stage) {
    case "placing":
      return "Placing the call…";
    case "greeting":
      return `Incoming call from ${customer}`;
    case "ringing_rep":
      return call.direction === "inbound" ? `Incoming call from ${customer}` : `Ringing ${phone}…`;
    case "confirming":
      return rep === null ? "Press 1 on your phone" : `${rep} is asked to press 1`;
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
      return endSentence(call, rep, phone);
  }
}

function endSentence(call: Call, rep: string | null, phone: string): string {
  switch (isOutcome(call.outcome) ? call.outcome : null) {
    case "connected":
      return call.duration_seconds === null
        ? "Call ended"
        : `Call ended · ${formatDuration(call.duration_seconds)}`;
    case "missed":
      return "Missed call";
    case "no-answer":
      return "No answer";
    case "busy":
      return "Busy";
    case "failed":
      return "The call failed";
    case "canceled":
      return "Canceled before it was answered";
    case "rep_unreachable":
      if (call.status === "busy") return `${capital(phone)} was busy`;
      if (call.status === "failed") return `${capital(phone)} could not be reached`;
      return `${capital(phone)} did not answer`;
    case "rep_unconfirmed":
      return `${rep ?? "You"} did not press 1`;
    case "voicemail":
      return "Left a voicemail";
    case "callback":
      return "Asked to be called back";
    case "handled":
      return call.duration_seconds === null
        ? "Handled by the phone menu"
        : `Handled by the phone menu · ${formatDuration(call.duration_seconds)}`;
    case "unknown":
      return "Twilio could not say how the call ended";
    case null:
      return "Call ended";
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Who called whom, as a timeline's heading: "You called", "Theo called", "Jane Doe called". */
export function callTitle(call: Call, { rep, customer }: Who): string {
  return call.direction === "outbound" ? `${rep ?? "You"} called` : `${customer} called`;
}

/** Whose leg it is: a role is named as it is called, but for the ones that need a second word. */
export function legRoleName(role: Tables<"call_legs">["role"]): string {
  return role === "outside" ? "Outside number" : capital(role);
}

/** "Outbound call", "Inbound call" or "Internal call". */
export function directionName(direction: Call["direction"]): string {
  if (direction === "internal") return "Internal call";
  return direction === "inbound" ? "Inbound call" : "Outbound call";
}

/** An amount with its ISO 4217 currency, to the hundredth of a cent: "$0.0273". */
export function formatPrice(price: number | string, unit: string | null): string {
  return new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: unit ?? "USD",
    minimumFractionDigits: 2,
    maximumFractionDigits: 4,
  }).format(Number(price));
}
