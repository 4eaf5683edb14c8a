import type { AgentState } from "@/lib/routing/facts";
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
  /** Where the caller stands in the queue that the call is in, or is about to join. */
  queue: QueueFacts | null;
  /** Whether the caller has a number that may be called back. */
  may_call_back: boolean;
  /** Who is in the groups of the next steps, by the group's id; of a deleted one, nobody. */
  groups?: Record<string, string[]>;
  /** The voice agents that the next steps lead to, by id. */
  agents?: Record<string, AgentFacts>;
};

/** Whether a voice agent can take the call, and where (the address of a process with room). */
export type AgentFacts = {
  state: AgentState;
  version: string | null;
  url: string | null;
};

/** What private.queue_turn says of a caller in the queue of a step. */
export type QueueFacts = {
  step: string;
  /** From 1; null: the queue is full or nobody is left in it, and the caller is not in it. */
  position: number | null;
  /** Who was claimed for the caller: it is their turn. */
  ring: string | null;
  /** How long the last callers of this queue waited until somebody answered. */
  expected_seconds: number | null;
};

/** Where a call is in its route; it travels in signed URLs. */
export type State = {
  step: string;
  /** The places in a ring step's list that were rung already. */
  tried: number[];
  /** Of who was rung last, on one device after another: how many rang, and how many they have. */
  devices: { rung: number; of: number } | null;
  /** How often the menu was asked. */
  asked: number;
  /** How many menus the call has entered. */
  menus: number;
  turns: number;
  /** Of a call that waits in the queue of its step. Times are milliseconds since 1970. */
  wait: Wait | null;
};

/**
 * `round` counts what was played; `since` is when the wait began or went on, or, while a phone is
 * rung, when it was left for that.
 */
export type Wait = { joined: number; since: number; round: number };

/** What the caller, or Twilio for them, has just done. */
export type Input =
  | { kind: "arrived" }
  /** "" when no key was pressed in time. */
  | { kind: "digits"; digits: string }
  | { kind: "dialed"; accepted: boolean }
  | { kind: "recorded" }
  /** A voice agent's talk is over; `taken_by` is who of the company took the caller over. */
  | { kind: "agent_done"; is_served: boolean; reason: string; taken_by: string | null }
  /** In a queue, what was played has ended. */
  | { kind: "waited" }
  | { kind: "left_queue"; because: "talked" | "waited_too_long" | "full" | "callback" | "failed" };

/** A sentence in the voice that says it, or instead of an audio file (its id) that is played. */
export type Said = { text: string; language: Language; voice: Voice; audio?: string };

/** What Twilio does once everything is said. */
export type Act =
  | { kind: "gather"; question: Said; timeout_seconds: number }
  /**
   * Rings their phones; who picks up is asked to press 1. `via`: how the call came, "Sales".
   * `device` is the only one of theirs that rings, from 0.
   */
  | { kind: "dial"; user_ids: string[]; seconds: number; via: string; device?: number }
  | { kind: "forward"; to: string; seconds: number }
  | { kind: "record"; mailbox: Mailbox; max_seconds: number }
  /** Waits; `plays` music, an audio file or ours, once the caller has heard where they stand. */
  | { kind: "enqueue"; plays: boolean; callback_key: string | null; music?: string }
  /** The caller talks with a voice agent, served at this address by this published version. */
  | { kind: "stream"; agent_id: string; url: string; version: string }
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
  /** What the caller heard at it, before it went on. */
  says?: Said;
};

/** One answer to Twilio. `state` goes into the URL that Twilio asks next. */
export type Turn = { says: Said[]; act: Act; state: State; taken: Taken[] };

/** Nobody sends a call around longer than this. */
export const maxTurns = 100;

export const arriving: State = {
  ...{ step: "", tried: [], devices: null, asked: 0, menus: 0, turns: 0, wait: null },
};

/**
 * A state as it stands in a URL: `main.12.1.3.0-4`, in a queue with `.joined-since-round`, on one
 * of somebody's devices with `.rung-of`.
 */
export function writeState(state: State): string {
  const { step, turns, asked, menus, tried, devices, wait } = state;
  const parts = [step, turns, Math.min(asked, 9), menus, tried.join("-")];
  if (devices) parts.push([devices.rung, devices.of].join("-"));
  if (wait) parts.push([wait.joined, wait.since, wait.round].join("-"));
  return parts.join(".");
}

const waits = /\.(\d{1,14})-(\d{1,14})-(\d{1,4})$/;
const rings = /\.(\d)-(\d)$/;
const written =
  /^([a-z0-9][a-z0-9-]{0,39})\.(\d{1,3})\.(\d)\.(\d{1,2})\.((?:\d{1,3}-){0,10}\d{0,3})$/;

/** Null for what writeState has not written. */
export function readState(text: string): State | null {
  const hasMore = /^(?:[^.]*\.){5}/.test(text);
  const stay = hasMore ? waits.exec(text) : null;
  const rung = hasMore ? rings.exec(text) : null;
  const rest = text.slice(0, (stay ?? rung)?.index);
  const [, step = "", turns, asked, menus, tried = ""] = written.exec(rest) ?? [];
  if (!step) return null;
  const places = tried.split("-").filter(Boolean).map(Number);
  const [joined = 0, since = 0, round = 0] = stay?.slice(1).map(Number) ?? [];
  const wait = stay ? { joined, since, round } : null;
  const [own = 0, of = 0] = rung?.slice(1).map(Number) ?? [];
  const devices = rung ? { rung: own, of } : null;
  const counts = { turns: Number(turns), asked: Number(asked), menus: Number(menus) };
  return { step, ...counts, tried: places, devices, wait };
}
