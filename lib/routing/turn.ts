import type { Considered, Person } from "@/lib/routing/people";
import type { Mailbox, StepKind } from "@/lib/routing/route";
import type { Language, Voice } from "@/lib/routing/voices";

/** What is known at the moment besides the route and the clock. */
export type Facts = {
  /** Everybody of the company, in a fixed order. */
  people: Person[];
  /** The person who owns the caller's contact. */
  owner_id: string | null;
  /** Who talked with this caller last, and when (milliseconds since 1970). */
  last_speaker: { user_id: string; at: number } | null;
  /** How many wait in the queue of a step. */
  waiting: Record<string, number>;
};

/** Where a call is in its route; it travels in signed URLs. */
export type State = {
  step: string;
  /** The places in a ring step's list that were rung already. */
  tried: number[];
  /** How often the menu was asked. */
  asked: number;
  /** How many menus the call has entered. */
  menus: number;
  turns: number;
};

/** What the caller, or Twilio for them, has just done. */
export type Input =
  | { kind: "arrived" }
  /** "" when no key was pressed in time. */
  | { kind: "digits"; digits: string }
  | { kind: "dialed"; accepted: boolean }
  | { kind: "recorded" }
  | { kind: "left_queue"; because: "talked" | "waited_too_long" | "full" | "callback" | "failed" };

/** A sentence in the voice that says it, or instead of an audio file (its id) that is played. */
export type Said = { text: string; language: Language; voice: Voice; audio?: string };

/** What Twilio does once everything is said. */
export type Act =
  | { kind: "gather"; question: Said; timeout_seconds: number }
  /** Rings their phones; who picks up is asked to press 1. `via`: how the call came, "Sales". */
  | { kind: "dial"; user_ids: string[]; seconds: number; via: string }
  | { kind: "forward"; to: string; seconds: number }
  | { kind: "record"; mailbox: Mailbox; max_seconds: number }
  | { kind: "enqueue"; max_wait_seconds: number; priority: number; callback_key: string | null }
  /** Not answered: costs nothing and the caller hears a busy tone. */
  | { kind: "reject" }
  | { kind: "hang_up"; serves: boolean };

/** A step that was taken, why it went on as it did, and who was considered. */
export type Taken = {
  step: string;
  kind: StepKind;
  name: string;
  reason: string;
  considered: Considered[];
};

/** One answer to Twilio. `state` goes into the URL that Twilio asks next. */
export type Turn = { says: Said[]; act: Act; state: State; taken: Taken[] };

/** Nobody sends a call around longer than this. */
export const maxTurns = 100;

export const arriving: State = { step: "", tried: [], asked: 0, menus: 0, turns: 0 };

/** A state as it stands in a URL: `main.12.1.3.0-4`. */
export function writeState({ step, turns, asked, menus, tried }: State): string {
  return [step, turns, Math.min(asked, 9), menus, tried.join("-")].join(".");
}

const written =
  /^([a-z0-9][a-z0-9-]{0,39})\.(\d{1,3})\.(\d)\.(\d{1,2})\.((?:\d{1,3}-){0,10}\d{0,3})$/;

/** Null for what writeState has not written. */
export function readState(text: string): State | null {
  const [, step = "", turns, asked, menus, tried = ""] = written.exec(text) ?? [];
  if (!step) return null;
  const places = tried.split("-").filter(Boolean).map(Number);
  return { step, turns: Number(turns), asked: Number(asked), menus: Number(menus), tried: places };
}
