import type { AudioFile } from "@/lib/files/store";
import type { AgentChoice } from "@/lib/routing/edit/agents";

/** Somebody whom a step may ring, or whose mailbox it may have. */
export type Colleague = { user_id: string; name: string };

/** A group that a step may ring: the ids of who is in it. */
export type GroupChoice = { id: string; name: string; people: readonly string[] };

/** What the editor of a route needs to know of the company. */
export type EditorFacts = {
  people: readonly Colleague[];
  groups: readonly GroupChoice[];
  /** Who can talk with callers. */
  agents: readonly AgentChoice[];
  /** What can be played. */
  audio: readonly AudioFile[];
  /** The audio files (ids) of the draft that cannot be had at this moment. */
  missing: readonly string[];
  /** Time zones (IANA). */
  zones: readonly string[];
  timeZone: string;
  /** Browsers are rung in LiveKit's rooms. */
  inRooms: boolean;
  /** Numbers in the draft where calls may not go. */
  refused: readonly string[];
  edits: boolean;
};
