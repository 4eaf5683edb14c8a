import type { Tables } from "@/lib/db/supabase/database.types";

type Call = Pick<Tables<"calls">, "direction" | "stage" | "outcome" | "ended_at">;
type WrapUp = Pick<Tables<"call_wrapups">, "disposition_id" | "dismissed_at"> | null;

export const wrapUpWithinMs = 12 * 3_600_000;

/** Whether a call asks for an outcome: a customer was reached, or at least tried. */
export function asksOutcome({ direction, outcome }: Pick<Call, "direction" | "outcome">): boolean {
  if (direction === "internal") return false;
  return outcome === "connected" || outcome === "no-answer" || outcome === "busy";
}

/** Whether the person is still to say what came of a call of theirs. */
export function isDue(call: Call, wrapUp: WrapUp, prompts: boolean, now: Date): boolean {
  if (!prompts || call.stage !== "ended" || call.ended_at === null) return false;
  if (wrapUp?.disposition_id || wrapUp?.dismissed_at) return false;
  return asksOutcome(call) && now.getTime() - Date.parse(call.ended_at) < wrapUpWithinMs;
}

/** Whether a call of the bar rings for its person: a caller's, or a colleague's. */
export function ringsIn(call: {
  live: boolean;
  connected: boolean;
  stage: string;
  direction: string;
  isCalled: boolean;
  control?: { comesBack: boolean } | null;
  room?: { rings: "answer" | "join" | null } | null;
}): boolean {
  if (call.room?.rings) return call.live;
  const comesIn = call.direction === "inbound" || call.isCalled || call.control?.comesBack;
  // Who leaves a message rings nobody.
  return call.live && !call.connected && call.stage !== "voicemail" && Boolean(comesIn);
}

/** A call as far as the choice of the one to show goes. */
type Shown = { id: string; live: boolean; connected: boolean; due: boolean };

/**
 * Which call the bar shows: the one that is talked on, else one that rings; then the one the person
 * is writing about (`open`), one that ended before their eyes (`seen`), and the newest that waits
 * for its outcome. `calls` are newest first.
 */
export function callToShow<Call extends Shown>(
  calls: readonly Call[],
  { open, seen }: { open: string | undefined; seen: (id: string) => boolean },
): Call | undefined {
  return (
    calls.find(({ connected }) => connected) ??
    calls.find(({ live }) => live) ??
    calls.find(({ id }) => id === open) ??
    calls.find(({ id }) => seen(id)) ??
    calls.find(({ due }) => due)
  );
}

/**
 * What was typed, together with what another window of the same person saved meanwhile: nothing of
 * either is lost. `was` is the text that both began from.
 */
export function mergeNotes(was: string, mine: string, theirs: string): string {
  if (theirs === mine || theirs.includes(mine)) return theirs;
  if (mine.includes(theirs)) return mine;
  const added = was !== "" && mine.startsWith(was) ? mine.slice(was.length).trim() : mine;
  return added === "" ? theirs : `${theirs}\n${added}`;
}
