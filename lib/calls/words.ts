import type { Tables } from "@/lib/supabase/database.types";
import { formatDuration } from "@/lib/time";

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
  "agent_unreachable",
  "agent_unconfirmed",
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
  agent_unreachable: "Rep not reached",
  agent_unconfirmed: "Not confirmed",
  unknown: "Being checked",
};

const outcomeTones: Record<Outcome, Tone> = {
  connected: "ok",
  missed: "danger",
  "no-answer": "warn",
  busy: "warn",
  failed: "danger",
  canceled: "neutral",
  agent_unreachable: "warn",
  agent_unconfirmed: "warn",
  unknown: "neutral",
};

const stageNames: Record<Exclude<Call["stage"], "ended">, string> = {
  placing: "Placing",
  ringing_agent: "Ringing",
  confirming: "Ringing",
  ringing_customer: "Ringing",
  greeting: "Ringing",
  connected: "On the phone",
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

/** Who is on the call, as the reader knows them: `agent` is null when the reader is the one on the phone. */
export type Who = { agent: string | null; customer: string };

/** Where a call stands or how it ended, in one sentence: the only place that words it. */
export function callSentence(call: Call, { agent, customer }: Who): string {
  const phone = agent === null ? "your phone" : `${agent}'s phone`;
  if (call.stage !== "ended" && call.outcome === "unknown") {
    return "Twilio has not confirmed the call; we are checking";
  }
  switch (call.stage) {
    case "placing":
      return "Placing the call…";
    case "greeting":
      return `Incoming call from ${customer}`;
    case "ringing_agent":
      return call.direction === "inbound" ? `Incoming call from ${customer}` : `Ringing ${phone}…`;
    case "confirming":
      return agent === null ? "Press 1 on your phone" : `${agent} is asked to press 1`;
    case "ringing_customer":
      return `Ringing ${customer}…`;
    case "connected":
      return `Talking with ${customer}`;
    case "ended":
      return endSentence(call, agent, phone);
  }
}

function endSentence(call: Call, agent: string | null, phone: string): string {
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
    case "agent_unreachable":
      if (call.status === "busy") return `${capital(phone)} was busy`;
      if (call.status === "failed") return `${capital(phone)} could not be reached`;
      return `${capital(phone)} did not answer`;
    case "agent_unconfirmed":
      return `${agent ?? "You"} did not press 1`;
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
export function callTitle(call: Call, { agent, customer }: Who): string {
  return call.direction === "outbound" ? `${agent ?? "You"} called` : `${customer} called`;
}

/** Whose phone a leg is. */
export const legRoleNames: Record<Tables<"call_legs">["role"], string> = {
  agent: "Rep",
  caller: "Caller",
  customer: "Customer",
};

/** "Outbound call" or "Inbound call". */
export function directionName(direction: Call["direction"]): string {
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
